package livery.month;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import livery.billing.period.Period;
import livery.billing.period.PeriodLine;
import livery.rest.Limit;
import livery.rest.Listing;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/months}: the months of the tenant's books and their close. */
@Path("/months")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Money")
public class MonthsResource {

  @Inject private Months months;
  @Inject private CurrentScope current;

  /** A month; {@code closedAt} and {@code hash} are {@code null} until it is CLOSED. */
  @Schema(name = "Month")
  public record Shape(
      String month,
      Period.State state,
      int lines,
      Instant closableFrom,
      boolean closable,
      Instant closedAt,
      String hash) {

    static Shape of(Months.Row row) {
      var closed = row.state() == Period.State.CLOSED;
      return new Shape(
          row.name(),
          row.state(),
          row.books() == null ? 0 : row.books().lines(),
          row.closableFrom(),
          row.mayClose(),
          closed ? row.books().closedAt() : null,
          closed ? row.books().hash() : null);
    }
  }

  /**
   * What a buyer's month came to in one product group.
   *
   * @param list what was charged, as it would have been at the price list
   * @param earned less than that it cost in the end; a part of it went on to clients
   */
  @Schema(name = "MonthLine")
  public record LineShape(
      long buyerId,
      String group,
      long contractId,
      int contractVersion,
      long quantity,
      String currency,
      BigDecimal posted,
      BigDecimal list,
      BigDecimal exact,
      BigDecimal delta,
      BigDecimal earned) {

    static LineShape of(PeriodLine line) {
      return new LineShape(
          line.buyerId(),
          line.group(),
          line.contractId(),
          line.contractVersion(),
          line.quantity(),
          line.posted().currency(),
          line.posted().toBigDecimal(),
          line.list().toBigDecimal(),
          line.exact(),
          line.delta().toBigDecimal(),
          line.earned().toBigDecimal());
    }
  }

  /**
   * What a seller settled with the tenant, as {@link LineShape}.
   *
   * @param passedOn of what was earned, what went on to the tenant's clients
   */
  @Schema(name = "MonthReceived")
  public record ReceivedShape(
      long sellerId,
      String group,
      long contractId,
      int contractVersion,
      long quantity,
      String currency,
      BigDecimal posted,
      BigDecimal list,
      BigDecimal exact,
      BigDecimal delta,
      BigDecimal earned,
      BigDecimal passedOn) {

    static ReceivedShape of(Months.Received one) {
      var line = one.line();
      return new ReceivedShape(
          line.sellerId(),
          line.group(),
          line.contractId(),
          line.contractVersion(),
          line.quantity(),
          line.posted().currency(),
          line.posted().toBigDecimal(),
          line.list().toBigDecimal(),
          line.exact(),
          line.delta().toBigDecimal(),
          line.earned().toBigDecimal(),
          one.passedOn().toBigDecimal());
    }
  }

  /** How one seller's month stands. */
  public record SellerShape(
      long sellerId, String name, Period.State state, int lines, Instant closedAt, String hash) {

    static SellerShape of(Months.SellerRow row) {
      var closed = row.state() == Period.State.CLOSED;
      return new SellerShape(
          row.seller().id(),
          row.seller().name(),
          row.state(),
          row.books() == null ? 0 : row.books().lines(),
          closed ? row.books().closedAt() : null,
          closed ? row.books().hash() : null);
    }
  }

  /** The job; {@code secondsLeft} is {@code null} while it is not known. */
  @Schema(name = "MonthRun")
  public record RunShape(
      String month,
      MonthRun.State state,
      long sellerId,
      int done,
      int total,
      long perSecond,
      Long secondsLeft,
      String startedBy,
      Instant startedAt,
      Instant endedAt,
      String failure,
      List<FailureShape> failures) {

    static RunShape of(MonthRun run, List<MonthFailure> failures) {
      var left = run.left();
      return new RunShape(
          "%d-%02d".formatted(run.period() / 100, run.period() % 100),
          run.state(),
          run.sellerId(),
          run.done(),
          run.total(),
          run.perSecond(),
          left == null ? null : Long.valueOf(left.toSeconds()),
          run.startedBy(),
          run.startedAt(),
          run.running() ? null : run.endedAt(),
          run.failure(),
          failures.stream().map(FailureShape::of).toList());
    }
  }

  /**
   * Why a seller's books were not closed with the others'.
   *
   * @param buyerId whose settlement failed; absent where it was the books as a whole
   * @param waitsFor the tenant whose settlement must come first; absent where they failed
   *     themselves
   */
  @Schema(name = "MonthFailure")
  public record FailureShape(long sellerId, Long buyerId, Long waitsFor, String reason) {

    static FailureShape of(MonthFailure one) {
      return new FailureShape(
          one.sellerId(),
          one.buyerId() == 0 ? null : (Long) one.buyerId(),
          one.waitsFor() == 0 ? null : (Long) one.waitsFor(),
          one.reason());
    }
  }

  /** When months are closed. */
  @Schema(name = "MonthCloseRule")
  public record RuleShape(Integer closeDay, Integer graceHours) {}

  @GET
  @Needs("money:read")
  @Operation(summary = "The months of your books, newest first")
  public Listing<Shape> list() {
    return Listing.whole(months.list(current.get()).stream().map(Shape::of).toList());
  }

  @GET
  @Path("/{month}")
  @Needs("money:read")
  @Operation(summary = "One month of your books, with the hash once it is closed")
  public Shape get(@PathParam("month") String month) {
    return Shape.of(months.get(current.get(), Months.month(month)));
  }

  @GET
  @Path("/{month}/lines")
  @Needs("money:read")
  @Operation(
      summary = "What a month came to with each buyer, at most 1000",
      description =
          "`after` is the last buyer of the part before. `list` is what was charged, at the price list;"
              + " `earned` is how much less it cost in the end, as a price, as a rebate or as both.")
  public List<LineShape> lines(
      @PathParam("month") String month, @QueryParam("after") String after) {
    return months.lines(current.get(), Months.month(month), Limit.after(after, 0)).stream()
        .map(LineShape::of)
        .toList();
  }

  @GET
  @Path("/{month}/received")
  @Needs("money:read")
  @Operation(
      summary = "What your own seller settled with you for a month",
      description =
          "By your contract, over everything below you; `passedOn` is what went on to your clients of"
              + " what was `earned`. Empty until your seller's settlement is posted.")
  public List<ReceivedShape> received(@PathParam("month") String month) {
    return months.received(current.get(), Months.month(month)).stream()
        .map(ReceivedShape::of)
        .toList();
  }

  @GET
  @Path("/{month}/sellers")
  @Needs("money:read")
  @Operation(summary = "How a month stands with every seller; for the platform's own keys")
  public List<SellerShape> sellers(@PathParam("month") String month) {
    return months.sellers(current.get(), Months.month(month)).stream()
        .map(SellerShape::of)
        .toList();
  }

  @POST
  @Path("/{month}/close")
  @Needs("money:write")
  @Operation(
      summary = "Begin to close a month for every seller; for the platform's own keys",
      description =
          "Answers 202 at once; watch it with GET /months/{month}/close. Asking again changes"
              + " nothing, or goes on where something was in the way. What is closed stays closed.")
  public Response close(@PathParam("month") String month) {
    var run = months.close(current.get(), Months.month(month));
    return Response.accepted(shape(run)).build();
  }

  @GET
  @Path("/{month}/close")
  @Needs("money:read")
  @Operation(summary = "How far the close of a month is; for the platform's own keys")
  public RunShape run(@PathParam("month") String month) {
    return months
        .run(current.get(), Months.month(month))
        .map(this::shape)
        .orElseThrow(() -> livery.fault.Fault.notFound("close of month", month));
  }

  @GET
  @Path("/rule")
  @Needs("money:read")
  @Operation(summary = "When months are closed; for the platform's own keys")
  public MonthRule rule() {
    return months.rule(current.get());
  }

  @PUT
  @Path("/rule")
  @Needs("money:write")
  @Operation(
      summary = "Set when months are closed; for the platform's own keys",
      description =
          "`closeDay`: the day of the next month on which the close begins by itself, 1 to 28; 0 for"
              + " by hand only. `graceHours`: how long late receipts and refunds may still come, 1 to"
              + " 672.")
  public MonthRule setRule(RuleShape rule) {
    return months.setRule(
        current.get(),
        new MonthRule(
            given("closeDay", rule == null ? null : rule.closeDay()),
            given("graceHours", rule == null ? null : rule.graceHours())));
  }

  private static int given(String field, Integer value) {
    if (value == null) {
      throw livery.fault.Fault.invalid(field, "fault.missing", field);
    }
    return value;
  }

  private RunShape shape(MonthRun run) {
    return RunShape.of(run, months.failures(current.get(), run.period()));
  }
}
