package livery.tenant;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import livery.fault.Check;
import livery.rest.Limit;
import livery.rest.Listing;
import livery.rest.Needs;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/audit}: every change, newest first. */
@Path("/audit")
@RequestScoped
@Needs("audit:read")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Audit")
public class AuditResource {

  private static final int TEXT_LENGTH = 100;

  @Inject private AuditLog log;
  @Inject private CurrentScope current;

  @GET
  @Operation(summary = "Changes in the tenant and below it, newest first")
  public Listing<AuditLog.Entry> list(
      @QueryParam("limit") @DefaultValue(Limit.DEFAULT) String limit,
      @QueryParam("after") String after,
      @QueryParam("text") String text,
      @Parameter(description = "newest or oldest") @QueryParam("order") String order) {
    var rows = Limit.rows(limit);
    var place = AuditLog.ORDERS.from(order, after);
    var found =
        log.read(current.get(), Check.optionalText("text", text, TEXT_LENGTH), place, rows + 1);
    return Listing.of(found, rows, place::after, entry -> entry);
  }
}
