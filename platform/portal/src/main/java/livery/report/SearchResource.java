package livery.report;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import livery.rest.Listing;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/search}: one text in everything. */
@Path("/search")
@RequestScoped
@Needs("reports:read")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Search")
public class SearchResource {

  @Inject private Search search;
  @Inject private CurrentScope current;

  @GET
  @Operation(
      summary = "Campaigns, keywords, numbers, phones and clients that a text leads to",
      description = "Two letters or three digits at least; a few of each kind.")
  public Listing<Search.Hit> find(@QueryParam("text") String text) {
    return Listing.whole(search.find(current.get(), text));
  }
}
