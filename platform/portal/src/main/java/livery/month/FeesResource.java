package livery.month;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import livery.fault.Check;
import livery.frame.Amounts;
import livery.rest.Limit;
import livery.rest.Listing;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/agent-fees}: what an agent in its own name charges its clients on top. */
@Path("/agent-fees")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Money")
public class FeesResource {

  @Inject private Fees fees;
  @Inject private CurrentScope current;

  /**
   * A fee from a month on.
   *
   * @param clientId 0 or absent for every client without a fee of its own
   * @param currency of the clients' wallets; absent for the client's, or the own
   * @param from 2026-04: this month or a later one
   * @param percent of what the client bought in the month, at most 4 decimals
   * @param fixed for each month. Without both a client's fee is that of every client again
   */
  @Schema(name = "AgentFeeWish")
  public record Wish(
      Long clientId, String currency, String from, BigDecimal percent, BigDecimal fixed) {}

  /**
   * A fee as it was stated; without percent and fixed it is that of every client again. {@code
   * open} says whether it may still be changed.
   */
  @Schema(name = "AgentFee")
  public record Shape(
      long clientId,
      String client,
      String currency,
      String from,
      BigDecimal percent,
      BigDecimal fixed,
      boolean open) {

    static Shape of(Fees.Row row) {
      var fee = row.fee();
      return new Shape(
          row.clientId(),
          row.client(),
          row.currency(),
          row.from().toString(),
          fee == null ? null : Amounts.plain(fee.percent()),
          fee == null ? null : Amounts.plain(fee.fixed()),
          row.open());
    }
  }

  /**
   * A fee that was charged at the close of a month: 202604. It is {@code percent} of {@code bought}
   * and {@code fixed}, rounded once to coins; the three are absent for months that were closed
   * before they were kept.
   *
   * @param bought in the month, less what was given back; below zero counts as nothing
   */
  @Schema(name = "AgentFeeCharged")
  public record ChargedShape(
      int period,
      long agentId,
      String agent,
      long clientId,
      String client,
      BigDecimal bought,
      BigDecimal percent,
      BigDecimal fixed,
      BigDecimal amount,
      String currency) {

    static ChargedShape of(Fees.Charged one) {
      var how = one.how();
      return new ChargedShape(
          one.period(),
          one.agentId(),
          one.agent(),
          one.clientId(),
          one.client(),
          how == null ? null : Amounts.plain(how.bought()),
          how == null ? null : Amounts.plain(how.fee().percent()),
          how == null ? null : Amounts.plain(how.fee().fixed()),
          Amounts.plain(one.fee()),
          one.fee().currency());
    }
  }

  @GET
  @Needs("money:read")
  @Operation(summary = "The fees that you charge your clients on top as an agent in your own name")
  public Listing<Shape> list() {
    return Listing.whole(fees.list(current.get()).stream().map(Shape::of).toList());
  }

  @GET
  @Path("/charged")
  @Needs("money:read")
  @Operation(
      summary = "Fees that were charged, by you and to you, newest first",
      description = "Charged once for each client at the close of the agent's month.")
  public Listing<ChargedShape> charged(
      @QueryParam("limit") @DefaultValue(Limit.DEFAULT) String limit,
      @QueryParam("after") String after) {
    var rows = Limit.rows(limit);
    return Listing.of(
        fees.charged(current.get(), after, rows + 1), rows, Fees.Charged::place, ChargedShape::of);
  }

  @PUT
  @Needs("money:write")
  @Operation(
      summary = "State a fee for every client or for one, from a month on",
      description =
          "Only for who sells as an agent in its own name then, and never for a month that is over."
              + " It takes the place of what was stated for the same client, currency and month.")
  public Shape set(Wish wanted) {
    var wish = Check.given(wanted);
    return Shape.of(
        fees.set(
            current.get(),
            new Fees.Wish(
                wish.clientId() == null ? 0 : wish.clientId(),
                wish.currency(),
                wish.from(),
                wish.percent(),
                wish.fixed())));
  }

  @DELETE
  @Path("/{clientId}/{currency}/{from}")
  @Needs("money:write")
  @Operation(
      summary = "Take a stated fee back whose first month is not over",
      description = "clientId 0 stands for every client.")
  public void remove(
      @PathParam("clientId") long clientId,
      @PathParam("currency") String currency,
      @PathParam("from") String from) {
    fees.remove(current.get(), clientId, currency, from);
  }
}
