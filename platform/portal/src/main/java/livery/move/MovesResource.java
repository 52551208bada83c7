package livery.move;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import livery.fault.Check;
import livery.fault.Fault;
import livery.frame.Amounts;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/tenants/{id}/move}: another seller for a tenant below. */
@Path("/tenants/{id}/move")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Tenants")
public class MovesResource {

  @Inject private Moves moves;
  @Inject private CurrentScope current;

  /**
   * What a move does.
   *
   * @param below tenants that move along
   * @param balance at the old seller; held of it for messages under way, free to be taken along
   * @param creditLine at the old seller, which ends
   * @param priceNow of one part of a text, or null where there is none
   * @param contractEnds last day of the contract with the old seller, or null
   * @param ownPrices that the old seller has for this tenant alone, the first 20 of ownPriceCount;
   *     they end, as the limits and rules do, and are set anew at the new seller
   */
  public record MovePreview(
      long tenantId,
      String tenant,
      long fromId,
      String from,
      long toId,
      String to,
      int below,
      String currency,
      BigDecimal balance,
      BigDecimal held,
      BigDecimal free,
      BigDecimal creditLine,
      long openProformas,
      BigDecimal priceNow,
      BigDecimal priceThen,
      String contractEnds,
      List<OwnPrice> ownPrices,
      long ownPriceCount,
      BigDecimal sellerDayLimit,
      BigDecimal ownDayLimit,
      BigDecimal lowBalanceAlert,
      long chargingRules) {

    static MovePreview of(MovePlan plan) {
      return new MovePreview(
          plan.tenant().id(),
          plan.tenant().name(),
          plan.from().id(),
          plan.from().name(),
          plan.to().id(),
          plan.to().name(),
          plan.below(),
          plan.tenant().currency(),
          Amounts.plain(plan.balance()),
          Amounts.plain(plan.held()),
          Amounts.plain(plan.free()),
          Amounts.plain(plan.creditLine()),
          plan.proformas(),
          plan.priceNow().map(Amounts::plain).orElse(null),
          plan.priceThen().map(Amounts::plain).orElse(null),
          plan.contractEnds().map(String::valueOf).orElse(null),
          plan.ending().prices().stream().map(OwnPrice::of).toList(),
          plan.ending().priceCount(),
          plan.ending().sellerLimit().map(Amounts::plain).orElse(null),
          plan.ending().ownLimit().map(Amounts::plain).orElse(null),
          plan.ending().alert().map(Amounts::plain).orElse(null),
          plan.ending().chargingRules());
    }
  }

  /** A price for this tenant alone; {@code to} is null while it has no end. */
  public record OwnPrice(
      String product,
      String country,
      String network,
      String prefix,
      BigDecimal unitPrice,
      String currency,
      Instant from,
      Instant to) {

    static OwnPrice of(Ending.OwnPrice price) {
      return new OwnPrice(
          price.product(),
          price.country(),
          price.network(),
          price.prefix(),
          Amounts.plain(price.price()),
          price.currency(),
          price.from(),
          price.to().equals(Instant.MAX) ? null : price.to());
    }
  }

  /**
   * Where to.
   *
   * @param parentId the new seller
   * @param balance TAKE_ALONG or STAY
   */
  @Schema(name = "MoveRequest")
  public record Wish(Long parentId, String balance) {}

  /** A move that was done: what was found before it, and what followed at once. */
  public record MoveDone(Instant movedAt, BigDecimal taken, MovePreview plan) {}

  @GET
  @Needs("tenants:read")
  @Operation(
      summary = "What it would do to move a tenant to another seller",
      description = "Refused with what stands in the way. Needs the scope admin.")
  public MovePreview plan(@PathParam("id") long id, @QueryParam("parentId") String parentId) {
    moves.mover(current.get(), id);
    return MovePreview.of(moves.plan(current.get(), id, number(parentId)));
  }

  @POST
  @Needs("tenants:write")
  @Operation(
      summary = "Move a tenant, with all below it, to another seller from now on",
      description =
          "The caller is above both sellers, or is one of them. What was rated, posted and issued"
              + " before stays with the old seller. balance says whether the money that the tenant"
              + " has there follows (TAKE_ALONG) or stays (STAY). Needs the scope admin; with an"
              + " Idempotency-Key a repeat gets the same answer.")
  public MoveDone move(@PathParam("id") long id, Wish wish) {
    moves.mover(current.get(), id);
    if (wish == null || wish.parentId() == null) {
      throw Fault.invalid("parentId", "fault.missing", "parentId");
    }
    var balance = Check.oneOf("balance", wish.balance(), Moves.Balance.class);
    var done = moves.move(current.get(), id, wish.parentId(), balance);
    return new MoveDone(done.at(), Amounts.plain(done.taken()), MovePreview.of(done.plan()));
  }

  private static long number(String text) {
    var given = Check.text("parentId", text, 19);
    try {
      return Long.parseLong(given);
    } catch (NumberFormatException noNumber) {
      throw Fault.invalid("parentId", "move.fault.number", Check.shown(given));
    }
  }
}
