package livery.premium;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import livery.fault.Check;
import livery.fault.Fault;
import livery.frame.Amounts;
import livery.rest.Attachment;
import livery.rest.Limit;
import livery.rest.Listing;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/premium/income}: what premium numbers bring, and payments to buyers. */
@Path("/premium/income")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Premium numbers")
public class IncomeResource {

  @Inject private Income income;
  @Inject private CurrentScope current;

  /**
   * One number's income of a month from the texts to one tenant.
   *
   * @param state ESTIMATED, CONFIRMED, PAYABLE or PAID
   * @param gross what subscribers paid, taxes inside
   * @param income what the tenant gets from its seller
   * @param passedOn what it passes on of that
   */
  @Schema(name = "PremiumIncomeLine")
  public record LineShape(
      int period,
      long numberId,
      String number,
      long tenantId,
      Income.State state,
      long messages,
      BigDecimal gross,
      BigDecimal income,
      BigDecimal passedOn,
      BigDecimal own,
      String currency,
      LocalDate payableOn) {

    static LineShape of(Income.Line line) {
      return new LineShape(
          line.period(),
          line.numberId(),
          line.number(),
          line.tenantId(),
          line.state(),
          line.messages(),
          Amounts.plain(line.gross()),
          Amounts.plain(line.income()),
          Amounts.plain(line.passedOn()),
          Amounts.plain(line.own()),
          line.income().currency(),
          line.payableOn());
    }
  }

  /** Sums of what the tenant gets, by state. */
  @Schema(name = "PremiumIncomeSum")
  public record SumShape(
      String currency,
      BigDecimal estimated,
      BigDecimal confirmed,
      BigDecimal payable,
      BigDecimal paid) {

    static SumShape of(Income.Sums sums) {
      return new SumShape(
          sums.currency(),
          Amounts.plain(sums.estimated()),
          Amounts.plain(sums.confirmed()),
          Amounts.plain(sums.payable()),
          Amounts.plain(sums.paid()));
    }
  }

  /** Months of income: the sums are of all lines; {@code next} is where they go on. */
  public record Answer(List<SumShape> sums, List<LineShape> items, String next) {}

  /** What is payable to a buyer now. */
  public record DueShape(
      long buyerId, String buyer, BigDecimal amount, String currency, long messages) {

    static DueShape of(Income.Due due) {
      return new DueShape(
          due.buyerId(),
          due.buyer(),
          Amounts.plain(due.amount()),
          due.amount().currency(),
          due.messages());
    }
  }

  /** A payment of all that is payable to a buyer; {@code way} is TO_BALANCE or PAYOUT. */
  @Schema(name = "PremiumIncomePayment")
  public record Payment(Long buyerId, String currency, String way, String reference) {}

  @GET
  @Needs("money:read")
  @Operation(
      summary = "Income by month, number and state",
      description =
          "Months as 2026-03, at most 24 of them; absent are the last six. ESTIMATED is our own"
              + " count, final after the operator's statement. limit, after and next are of the"
              + " items; sums are of all of them.")
  public Answer get(
      @QueryParam("from") String from,
      @QueryParam("to") String to,
      @QueryParam("limit") @DefaultValue(Limit.DEFAULT) String limit,
      @QueryParam("after") String after) {
    var rows = Limit.rows(limit);
    var lines = lines(from, to);
    var part =
        Listing.of(income.part(lines, after, rows + 1), rows, Income.Line::place, LineShape::of);
    return new Answer(
        income.sums(lines).stream().map(SumShape::of).toList(), part.items(), part.next());
  }

  @GET
  @Path("/export")
  @Produces("text/csv; charset=UTF-8")
  @Needs("money:read")
  @Operation(summary = "The same months as CSV, a row for each number, client and state")
  public Response export(@QueryParam("from") String from, @QueryParam("to") String to) {
    return Attachment.of("premium-income.csv", PremiumCsv.income(lines(from, to)));
  }

  private List<Income.Line> lines(String from, String to) {
    var last = to == null ? YearMonth.from(income.today()) : month("to", to);
    var first = from == null ? last.minusMonths(5) : month("from", from);
    return income.lines(current.get(), first, last);
  }

  @GET
  @Path("/due")
  @Needs("money:read")
  @Operation(summary = "What is payable now: to buyers, and to the platform by the operators")
  public Listing<DueShape> due(
      @QueryParam("limit") @DefaultValue(Limit.DEFAULT) String limit,
      @QueryParam("after") String after) {
    var rows = Limit.rows(limit);
    return Listing.of(
        income.due(current.get(), after, rows + 1), rows, Income.Due::place, DueShape::of);
  }

  @POST
  @Path("/payments")
  @Needs("money:write")
  @Operation(
      summary = "Pay a buyer all that is payable to it, once",
      description = "For the platform itself as buyer: note that the operators have paid.")
  public DueShape pay(Payment wanted) {
    if (wanted == null || wanted.buyerId() == null) {
      throw Fault.invalid("buyerId", "fault.missing", "buyerId");
    }
    return DueShape.of(
        income.pay(
            current.get(), wanted.buyerId(), wanted.currency(), wanted.way(), wanted.reference()));
  }

  private static YearMonth month(String field, String text) {
    try {
      return YearMonth.parse(text);
    } catch (DateTimeException wrong) {
      throw Fault.invalid(field, "premium.fault.period", Check.shown(text));
    }
  }
}
