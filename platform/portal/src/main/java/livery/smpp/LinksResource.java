package livery.smpp;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import livery.link.Link;
import livery.link.LinkInput;
import livery.link.LinkStatus;
import livery.rest.Listing;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/links}: links to operators, for the platform's own keys. */
@Path("/links")
@RequestScoped
@Needs("links:read")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Links")
public class LinksResource {

  @Inject private Links links;
  @Inject private CurrentScope current;
  @Context private UriInfo uri;

  /** A link with how it stands; the password is never shown. */
  @Schema(name = "Link")
  public record Shape(long id, LinkInput settings, Instant createdAt, LinkStatus status) {}

  @GET
  @Operation(summary = "All links by name, each with its state at this moment")
  public Listing<Shape> list() {
    return Listing.whole(links.list(current.get()).stream().map(this::shape).toList());
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "One link")
  public Shape get(@PathParam("id") long id) {
    return shape(links.get(current.get(), id));
  }

  @POST
  @Needs("links:write")
  @Operation(
      summary = "Add a link and bind it",
      description = "Needs name, network, host and systemId; the rest is as usual when absent.")
  public Response add(LinkInput wanted) {
    var made = links.add(current.get(), LinkInput.given(wanted).made());
    return Response.created(uri.getAbsolutePathBuilder().path("" + made.id()).build())
        .entity(shape(made))
        .build();
  }

  @PATCH
  @Path("/{id}")
  @Needs("links:write")
  @Operation(
      summary = "Change, pause or resume a link",
      description = "What is absent stays. The link binds anew where that is needed.")
  public Shape change(@PathParam("id") long id, LinkInput wanted) {
    var scope = current.get();
    return shape(links.change(scope, LinkInput.given(wanted).over(links.get(scope, id))));
  }

  @DELETE
  @Path("/{id}")
  @Needs("links:write")
  @Operation(summary = "Remove a paused link that no number uses")
  public void remove(@PathParam("id") long id) {
    links.remove(current.get(), id);
  }

  private Shape shape(Link link) {
    return new Shape(
        link.id(),
        LinkInput.of(link).withoutPassword(),
        link.createdAt(),
        links.status(current.get(), link));
  }
}
