package livery.price;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import livery.fault.Check;
import livery.rest.Listing;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/products}: what can be sold. */
@Path("/products")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Money")
public class ProductsResource {

  @Inject private Products products;
  @Inject private CurrentScope current;

  /** The names of a product in the three languages. */
  public record Names(String nameEn, String nameUk, String nameRu) {}

  @GET
  @Needs("money:read")
  @Operation(
      summary = "What can be sold, the portal's own products first",
      description = "What plugins sell begins with \"plugin.\" and needs no entry here.")
  public Listing<Products.Product> list() {
    return Listing.whole(products.list());
  }

  @PUT
  @Path("/{code}")
  @Needs("money:write")
  @Operation(summary = "Add or rename a product; for the platform's own people")
  public Products.Product put(@PathParam("code") String code, Names wanted) {
    var names = Check.given(wanted);
    return products.put(
        current.get(),
        new Products.Product(code, names.nameEn(), names.nameUk(), names.nameRu(), false));
  }
}
