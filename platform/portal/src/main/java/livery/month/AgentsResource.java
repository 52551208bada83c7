package livery.month;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import livery.billing.period.CarriedSales;
import livery.fault.Check;
import livery.fault.Fault;
import livery.rest.Limit;
import livery.rest.Listing;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/agents}: what agents hold and earn. */
@Path("/agents")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Money")
public class AgentsResource {

  @Inject private Commissions commissions;
  @Inject private CurrentScope current;

  /**
   * An agent: how much it may hold, what it holds (below zero where it handed over more, for
   * clients), what the clients owe that it answers for, and the commission that it is owed.
   */
  @Schema(name = "Agent")
  public record Shape(
      long agentId,
      String agent,
      long sellerId,
      String seller,
      String mode,
      String settlement,
      String currency,
      BigDecimal limit,
      BigDecimal holds,
      boolean delCredere,
      BigDecimal answersFor,
      BigDecimal owed) {

    static Shape of(Commissions.Row row) {
      return new Shape(
          row.agentId(),
          row.agent(),
          row.sellerId(),
          row.seller(),
          row.contract().mode().name(),
          row.contract().settlement().name(),
          row.holds().currency(),
          row.limit().toBigDecimal(),
          row.holds().toBigDecimal(),
          row.delCredere(),
          row.answersFor().toBigDecimal(),
          row.owed().toBigDecimal());
    }
  }

  /** What is below zero and carried from one month into the next. */
  @Schema(name = "AgentCarried")
  public record CarriedShape(BigDecimal sold, BigDecimal base, long units, BigDecimal received) {

    static CarriedShape of(CarriedSales carried) {
      return carried.isNothing()
          ? null
          : new CarriedShape(
              carried.sold().toBigDecimal(),
              carried.base().toBigDecimal(),
              carried.units(),
              carried.received().toBigDecimal());
    }
  }

  /**
   * The commission of a month up to a day, which is not included. What earns has {@code carriedIn}
   * of earlier months in it and not {@code carriedOut}; both are absent where they are nothing.
   */
  @Schema(name = "AgentLine")
  public record LineShape(
      int period,
      long agentId,
      LocalDate uptoDay,
      long units,
      String currency,
      BigDecimal sold,
      BigDecimal received,
      BigDecimal collected,
      BigDecimal accrued,
      BigDecimal due,
      BigDecimal posted,
      CarriedShape carriedIn,
      CarriedShape carriedOut) {

    static LineShape of(Commissions.Line line) {
      return new LineShape(
          line.period(),
          line.agentId(),
          line.uptoDay(),
          line.units(),
          line.sold().currency(),
          line.sold().toBigDecimal(),
          line.received().toBigDecimal(),
          line.collected().toBigDecimal(),
          line.accrued().toBigDecimal(),
          line.due().toBigDecimal(),
          line.delta().toBigDecimal(),
          CarriedShape.of(line.before()),
          CarriedShape.of(line.after()));
    }
  }

  /** Money that changed hands; {@code reference} is the payment's number. */
  @Schema(name = "AgentAmount")
  public record Amount(BigDecimal amount, String reference) {}

  @GET
  @Needs("money:read")
  @Operation(summary = "Your agents, and yourself where you are one")
  public Listing<Shape> list() {
    return Listing.whole(commissions.list(current.get()).stream().map(Shape::of).toList());
  }

  @GET
  @Path("/commissions")
  @Needs("money:read")
  @Operation(summary = "What was posted of commissions, newest first")
  public Listing<LineShape> lines(
      @QueryParam("limit") @DefaultValue(Limit.DEFAULT) String limit,
      @QueryParam("after") String after) {
    var rows = Limit.rows(limit);
    return Listing.of(
        commissions.lines(current.get(), after, rows + 1),
        rows,
        Commissions.Line::place,
        LineShape::of);
  }

  /** Money between an agent and its principal, with the payment's number as it was noted. */
  @Schema(name = "AgentPayment")
  public record PaymentShape(
      long postingId,
      Commissions.Way way,
      long principalId,
      BigDecimal amount,
      String currency,
      String reference,
      Instant at) {

    static PaymentShape of(Commissions.Payment one) {
      return new PaymentShape(
          one.postingId(),
          one.way(),
          one.principalId(),
          one.amount().toBigDecimal(),
          one.amount().currency(),
          one.reference(),
          one.at());
    }
  }

  @GET
  @Path("/{tenantId}/payments")
  @Needs("money:read")
  @Operation(
      summary = "What an agent handed over and what it got of its commission, newest first",
      description =
          "For its principal and the agent itself. way: REMITTANCE, PAYOUT, WITHHELD or TO_BALANCE;"
              + " the last two are of the close, and their reference is the month.")
  public Listing<PaymentShape> payments(
      @PathParam("tenantId") long tenantId,
      @QueryParam("limit") @DefaultValue(Limit.DEFAULT) String limit,
      @QueryParam("after") String after) {
    var rows = Limit.rows(limit);
    var before = Limit.after(after, Long.MAX_VALUE);
    return Listing.of(
        commissions.payments(current.get(), tenantId, before, rows + 1),
        rows,
        Commissions.Payment::id,
        PaymentShape::of);
  }

  @POST
  @Path("/{tenantId}/remittances")
  @Needs("money:write")
  @Operation(
      summary = "Note what an agent has handed over of what it collected",
      description =
          "At most what it holds, and with del credere what its clients owe besides. Needs an"
              + " Idempotency-Key, which names the payment for ever.")
  public Shape remit(
      @PathParam("tenantId") long tenantId,
      @HeaderParam("Idempotency-Key") String key,
      Amount wanted) {
    return Shape.of(commissions.remit(current.get(), order(tenantId, key, wanted)));
  }

  @POST
  @Path("/{tenantId}/payouts")
  @Needs("money:write")
  @Operation(
      summary = "Note that an agent was paid its commission",
      description = "Needs an Idempotency-Key, which names the payment for ever.")
  public Shape payOut(
      @PathParam("tenantId") long tenantId,
      @HeaderParam("Idempotency-Key") String key,
      Amount wanted) {
    return Shape.of(commissions.payOut(current.get(), order(tenantId, key, wanted)));
  }

  private static Commissions.Order order(long agentId, String key, Amount wanted) {
    if (key == null) {
      throw Fault.invalid("Idempotency-Key", "fault.missing", "Idempotency-Key");
    }
    var amount = Check.given(wanted);
    return new Commissions.Order(agentId, amount.amount(), amount.reference(), key);
  }
}
