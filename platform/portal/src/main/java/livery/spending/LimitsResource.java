package livery.spending;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import livery.billing.DayLimits;
import livery.fault.Check;
import livery.fault.Fault;
import livery.frame.Amounts;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/spending-limits}: how much messages may take on one day. */
@Path("/spending-limits")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Money")
public class LimitsResource {

  @Inject private Limits limits;
  @Inject private CurrentScope current;

  /** A limit to set; {@code null} lifts it, 0 stops all that costs something. */
  @Schema(name = "LimitRequest")
  public record Wanted(BigDecimal limit) {}

  /**
   * The limits of a wallet; those that are not set are absent.
   *
   * @param own what the buyer itself has set
   * @param sellers what its seller has set; the smaller holds
   * @param spent held and charged today; counted while there is a limit
   * @param left what may still be spent today
   */
  @Schema(name = "Limit")
  public record Shape(
      BigDecimal own, BigDecimal sellers, BigDecimal spent, BigDecimal left, String currency) {

    static Shape of(DayLimits.Today today) {
      return new Shape(
          today.own().map(Amounts::plain).orElse(null),
          today.sellers().map(Amounts::plain).orElse(null),
          Amounts.plain(today.spent()),
          today.left().map(Amounts::plain).orElse(null),
          today.spent().currency());
    }
  }

  @GET
  @Needs("money:read")
  @Operation(summary = "The limits of the tenant's own wallet, and what was spent today")
  public Shape get() {
    return Shape.of(limits.own(current.get()).orElseThrow(() -> Fault.notFound("wallet", 0)));
  }

  @PUT
  @Needs("money:write")
  @Operation(
      summary = "Set the tenant's own limit of a day",
      description =
          "Messages that would go over it are refused for day-limit. Rents, fees and bundles do not"
              + " count. A day begins at midnight in the tenant's zone.")
  public Shape set(Wanted wanted) {
    return Shape.of(limits.setOwn(current.get(), given(wanted).limit()));
  }

  @GET
  @Path("/{tenantId}")
  @Needs("money:read")
  @Operation(summary = "The limits of one tenant directly below, and what was spent today")
  public Shape ofBuyer(@PathParam("tenantId") long tenantId) {
    return Shape.of(limits.ofBuyer(current.get(), tenantId));
  }

  @PUT
  @Path("/{tenantId}")
  @Needs("money:write")
  @Operation(summary = "Set the limit of a day of one tenant directly below")
  public Shape setOfBuyer(@PathParam("tenantId") long tenantId, Wanted wanted) {
    return Shape.of(limits.setOfBuyer(current.get(), tenantId, given(wanted).limit()));
  }

  private static Wanted given(Wanted wanted) {
    Check.given(wanted);
    return wanted;
  }
}
