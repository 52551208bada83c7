package livery.money;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import livery.billing.TopUp;
import livery.fault.Check;
import livery.fault.Fault;
import livery.frame.Amounts;
import livery.rest.Limit;
import livery.rest.Listing;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/wallets}: the wallets of those that the tenant sells to. */
@Path("/wallets")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Money")
public class WalletsResource {

  @Inject private Wallets wallets;
  @Inject private Funding funding;
  @Inject private TakeBacks takeBacks;
  @Inject private CurrentScope current;

  /**
   * Money to move.
   *
   * @param currency may be absent; when given it must be the wallet's
   * @param reference what the statement shows: the payment's number
   */
  @Schema(name = "WalletAmount")
  public record Amount(BigDecimal amount, String currency, String reference) {}

  /**
   * Money that a tenant has brought.
   *
   * @param lastDay of money that expires, 2026-04-30 in the tenant's zone; absent where it stays
   */
  public record Credit(BigDecimal amount, String currency, String reference, LocalDate lastDay) {}

  /**
   * What of a top-up is taken back.
   *
   * @param currency may be absent; when given it must be the wallet's
   * @param reason what the statement shows
   */
  public record TakeBack(BigDecimal amount, String currency, String reason) {}

  /** A part of a top-up that was taken back, and why. */
  @Schema(name = "TopUpTakenBack")
  public record BackShape(long postingId, BigDecimal amount, String reason, Instant at) {

    static BackShape of(TakeBacks.Back back) {
      return new BackShape(
          back.postingId(), Amounts.plain(back.amount()), back.reason(), back.at());
    }
  }

  /** A top-up: what came, what of it can still go back, and what went back, newest first. */
  public record TopUpShape(
      long postingId,
      BigDecimal amount,
      BigDecimal left,
      String currency,
      List<BackShape> takenBack) {

    static TopUpShape of(TopUp topUp, List<TakeBacks.Back> backs) {
      return new TopUpShape(
          topUp.postingId(),
          Amounts.plain(topUp.amount()),
          Amounts.plain(topUp.left()),
          topUp.amount().currency(),
          backs.stream().map(BackShape::of).toList());
    }
  }

  /** How far below zero the buyer may go; 0 is prepaid. */
  public record CreditLine(BigDecimal limit, String currency) {}

  /** Money that was moved; {@code repeated} when the same key had moved it before. */
  public record Moved(long postingId, boolean repeated, Shapes.WalletShape wallet) {

    static Moved of(Funding.Moved moved) {
      return new Moved(moved.postingId(), moved.repeated(), Shapes.WalletShape.of(moved.purse()));
    }
  }

  @GET
  @Needs("money:read")
  @Operation(
      summary = "The wallets of the tenants directly below, oldest first",
      description = "With owing=true those below zero alone.")
  public Listing<Shapes.WalletShape> list(
      @QueryParam("text") String text,
      @QueryParam("owing") boolean owing,
      @Parameter(
              description =
                  "newest, oldest, or client, available, balance, held or credit-line,"
                      + " with - before it downwards")
          @QueryParam("order")
          String order,
      @QueryParam("limit") @DefaultValue(Limit.DEFAULT) String limit,
      @QueryParam("after") String after) {
    var rows = Limit.rows(limit);
    var place = Purse.ORDERS.from(order, after);
    return Listing.of(
        wallets.ofBuyers(current.get(), text, owing, place, rows + 1),
        rows,
        place::after,
        Shapes.WalletShape::of);
  }

  @GET
  @Path("/{tenantId}")
  @Needs("money:read")
  @Operation(summary = "The wallet of one tenant directly below")
  public Shapes.WalletShape get(@PathParam("tenantId") long tenantId) {
    return Shapes.WalletShape.of(wallets.ofBuyer(current.get(), tenantId));
  }

  @POST
  @Path("/{tenantId}/top-ups")
  @Needs("money:write")
  @Operation(
      summary = "Credit a wallet with money that the tenant has brought",
      description =
          "With lastDay what is left after that day is lost: spent first are units, then what came"
              + " first. Needs an Idempotency-Key, which names the payment for ever: a repeat moves"
              + " nothing.")
  public Moved topUp(
      @PathParam("tenantId") long tenantId,
      @HeaderParam("Idempotency-Key") String key,
      Credit wanted) {
    var credit = Check.given(wanted);
    requireKey(key);
    return Moved.of(
        funding.topUp(
            current.get(),
            new Funding.Order(
                tenantId,
                credit.amount(),
                credit.currency(),
                credit.reference(),
                key,
                credit.lastDay())));
  }

  @GET
  @Path("/{tenantId}/top-ups/{postingId}")
  @Needs("money:read")
  @Operation(
      summary = "One top-up, what of it can still be taken back, and what was, with the reasons")
  public TopUpShape topUp(
      @PathParam("tenantId") long tenantId, @PathParam("postingId") long postingId) {
    var scope = current.get();
    return TopUpShape.of(
        takeBacks.get(scope, tenantId, postingId), takeBacks.backs(scope, tenantId, postingId));
  }

  @POST
  @Path("/{tenantId}/top-ups/{postingId}/take-backs")
  @Needs("money:write")
  @Operation(
      summary = "Take a top-up back, all of it or a part",
      description =
          "Never more than is left of it; the wallet may end below zero. Lines of the statement"
              + " say their postingId. What an agent collected cannot be taken back here. Needs an"
              + " Idempotency-Key, as a top-up does.")
  public Moved takeBack(
      @PathParam("tenantId") long tenantId,
      @PathParam("postingId") long postingId,
      @HeaderParam("Idempotency-Key") String key,
      TakeBack wanted) {
    requireKey(key);
    var wish = Check.given(wanted);
    return Moved.of(
        takeBacks.takeBack(
            current.get(),
            new TakeBacks.Order(
                tenantId, postingId, wish.amount(), wish.currency(), wish.reason(), key)));
  }

  @POST
  @Path("/{tenantId}/allocations")
  @Needs("money:write")
  @Operation(
      summary = "Move money from the own wallet into that of a tenant directly below",
      description =
          "Only what is really there can be moved, not what may be borrowed."
              + " Needs an Idempotency-Key, as a top-up does.")
  public Moved allocate(
      @PathParam("tenantId") long tenantId,
      @HeaderParam("Idempotency-Key") String key,
      Amount wanted) {
    return Moved.of(funding.allocate(current.get(), order(tenantId, key, wanted)));
  }

  @POST
  @Path("/{tenantId}/pay-backs")
  @Needs("money:write")
  @Operation(
      summary = "Note that a tenant which has moved to another seller was paid what it had left",
      description =
          "At most what is free in its wallet here. Needs an Idempotency-Key, as a top-up does.")
  public Moved payBack(
      @PathParam("tenantId") long tenantId,
      @HeaderParam("Idempotency-Key") String key,
      Amount wanted) {
    return Moved.of(funding.payBack(current.get(), order(tenantId, key, wanted)));
  }

  @PUT
  @Path("/{tenantId}/credit-line")
  @Needs("money:write")
  @Operation(
      summary = "Say how far below zero a tenant's purchases may go",
      description = "Moves no money. 0 is prepaid.")
  public Shapes.WalletShape creditLine(@PathParam("tenantId") long tenantId, CreditLine wanted) {
    var line = Check.given(wanted);
    return Shapes.WalletShape.of(
        funding.setCreditLine(current.get(), tenantId, line.limit(), line.currency()));
  }

  private static Funding.Order order(long tenantId, String key, Amount wanted) {
    requireKey(key);
    var amount = Check.given(wanted);
    return new Funding.Order(tenantId, amount.amount(), amount.currency(), amount.reference(), key);
  }

  private static void requireKey(String key) {
    if (key == null) {
      throw Fault.invalid("Idempotency-Key", "fault.missing", "Idempotency-Key");
    }
  }
}
