package livery.signin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.function.Function;
import livery.fault.Check;
import livery.rest.Limit;
import livery.rest.Listing;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/keys}. */
@Path("/keys")
@RequestScoped
@Needs("admin")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "API keys")
public class KeysResource {

  @Inject private ApiKeys keys;
  @Inject private CurrentScope current;
  @jakarta.ws.rs.core.Context private UriInfo uri;

  /** What a key is made of. */
  public record NewKey(String name, List<String> scopes, Integer days) {}

  @GET
  @Operation(
      summary = "The keys without their secrets, those that are not revoked first, newest first")
  public Listing<ApiKey> list(
      @QueryParam("limit") @DefaultValue(Limit.DEFAULT) String limit,
      @QueryParam("after") String after) {
    var rows = Limit.rows(limit);
    return Listing.of(
        keys.list(current.get(), after, rows + 1), rows, ApiKey::place, Function.identity());
  }

  @POST
  @Operation(
      summary = "Make a key",
      description = "The answer holds the secret, once. `days` 0 or absent: it does not expire.")
  public Response create(NewKey wanted) {
    Check.given(wanted);
    var made =
        keys.create(
            current.get(),
            wanted.name(),
            wanted.scopes(),
            wanted.days() == null ? 0 : wanted.days());
    return Response.created(uri.getAbsolutePathBuilder().path("" + made.key().id()).build())
        .header("Cache-Control", "no-store")
        .entity(made)
        .build();
  }

  @DELETE
  @Path("/{id}")
  @Operation(summary = "Revoke a key")
  public void revoke(@PathParam("id") long id) {
    keys.revoke(current.get(), id);
  }
}
