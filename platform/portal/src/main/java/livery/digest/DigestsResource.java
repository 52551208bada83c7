package livery.digest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.LocalDate;
import livery.fault.Check;
import livery.frame.WebAddress;
import livery.rest.Listing;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/report-subscriptions}: regular reports by mail. */
@Path("/report-subscriptions")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Reports")
public class DigestsResource {

  @Inject private Digests digests;
  @Inject private CurrentScope current;
  @Context private HttpServletRequest request;

  /**
   * A report that is wanted.
   *
   * @param userId somebody of the tenant
   * @param every DAY, WEEK or MONTH
   */
  @Schema(name = "DigestRequest")
  public record Wanted(long userId, String every) {}

  /**
   * A subscription.
   *
   * @param since first day that the next report tells of
   * @param dueAt when it comes
   */
  @Schema(name = "Digest")
  public record Shape(
      long id,
      long userId,
      String name,
      String email,
      String every,
      LocalDate since,
      Instant dueAt) {

    static Shape of(Digest one) {
      return new Shape(
          one.id(),
          one.userId(),
          one.name(),
          one.email(),
          one.every().name(),
          one.since(),
          one.dueAt());
    }
  }

  @GET
  @Needs("reports:read")
  @Operation(
      summary = "Who gets which regular report",
      description = "Only a key with admin, or one that manages, sees those of all people.")
  public Listing<Shape> list() {
    return Listing.whole(digests.list(current.get()).stream().map(Shape::of).toList());
  }

  @POST
  @Needs("admin")
  @Operation(
      summary = "Have a regular report mailed to somebody of the tenant",
      description =
          "What was paid, campaigns with counts and costs, and what is left, with a CSV: at 7 in the"
              + " tenant's zone after each day, week (from Monday) or month, in the person's"
              + " language. A second time changes nothing.")
  public Shape subscribe(Wanted wanted) {
    var wish = Check.given(wanted);
    return Shape.of(
        digests.subscribe(current.get(), wish.userId(), wish.every(), WebAddress.base(request)));
  }

  @DELETE
  @Path("/{id}")
  @Needs("admin")
  @Operation(summary = "End a regular report")
  public void stop(@PathParam("id") long id) {
    digests.stop(current.get(), id);
  }
}
