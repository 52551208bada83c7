package livery.commission;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import livery.contract.Terms;
import livery.fault.Check;
import livery.fault.Fault;
import livery.frame.Amounts;
import livery.rest.Attachment;
import livery.rest.Listing;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import livery.tenant.Rights;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/commissions}: what agents earn, at which rate, and would earn. */
@Path("/commissions")
@Tag(name = "Contracts")
@RequestScoped
public class CommissionsResource {

  @Inject private Outlook outlook;
  @Inject private Breakdown breakdown;
  @Inject private CurrentScope current;

  /**
   * How far an agent's next tier is; the fields of it are absent in the last. {@code counted} has
   * {@code carriedIn}, which is below zero, in it and not {@code carriedOut}.
   */
  @Schema(name = "CommissionStanding")
  public record StandingShape(
      long contract,
      String agent,
      String currency,
      BigDecimal counted,
      int tier,
      BigDecimal missing,
      BigDecimal reachedAt,
      BigDecimal nextRate,
      BigDecimal brings,
      BigDecimal accrued,
      BigDecimal due,
      BigDecimal carriedIn,
      BigDecimal carriedOut) {

    static StandingShape of(Outlook.Standing one) {
      var next = one.next();
      var settlement = one.estimate().settlement();
      return new StandingShape(
          one.contractId(),
          one.agent(),
          one.currency(),
          Amounts.plain(one.estimate().counted()),
          one.estimate().tier(),
          next == null ? null : Amounts.plain(next.missing()),
          next == null ? null : Amounts.plain(next.reachedAt()),
          next == null ? null : Amounts.plain(next.unitPrice()),
          next == null ? null : Amounts.plain(one.brings()),
          Amounts.plain(settlement.accrued()),
          Amounts.plain(settlement.due()),
          Amounts.plain(one.estimate().carriedIn()),
          Amounts.plain(one.estimate().carriedOut()));
    }
  }

  /** What was counted at a rate, and what it brought; the rate is a percentage, or for a unit. */
  @Schema(name = "CommissionRate")
  public record RateShape(
      long contract,
      String agent,
      String basis,
      int tier,
      BigDecimal rate,
      BigDecimal counted,
      BigDecimal flat,
      BigDecimal amount,
      String currency) {

    static RateShape of(Outlook.Rate one) {
      return new RateShape(
          one.contractId(),
          one.agent(),
          one.estimate().contract().commission().basis().name(),
          one.line().tier(),
          Amounts.plain(one.rate()),
          Amounts.plain(one.line().quantity()),
          Amounts.plain(one.line().flat()),
          Amounts.plain(one.line().amount()),
          one.estimate().contract().currency());
    }
  }

  /** A trial; what is absent is that of the contract, and 3 months. */
  @Schema(name = "CommissionTrialRequest")
  public record Trial(Long contract, Terms.Fee commission, Integer months) {}

  /** A month, "2026-03": by the contract, and by what is tried. */
  public record MonthShape(
      String month,
      long units,
      BigDecimal sold,
      BigDecimal received,
      BigDecimal accrued,
      BigDecimal due,
      BigDecimal triedAccrued,
      BigDecimal triedDue) {

    static MonthShape of(Outlook.Month one) {
      return new MonthShape(
          one.month().toString(),
          one.units(),
          Amounts.plain(one.sold()),
          Amounts.plain(one.received()),
          Amounts.plain(one.accrued()),
          Amounts.plain(one.due()),
          Amounts.plain(one.triedAccrued()),
          Amounts.plain(one.triedDue()));
    }
  }

  /** Months oldest first, and their sum. */
  @Schema(name = "CommissionTrial")
  public record TrialShape(String currency, List<MonthShape> months, MonthShape total) {}

  @GET
  @Path("/standing")
  @Needs("money:read")
  @Operation(summary = "How far the next tiers of commissions are this month; an estimate")
  public Listing<StandingShape> standing() {
    Rights.mayFinance(current.get());
    return Listing.whole(outlook.standings(current.get()).stream().map(StandingShape::of).toList());
  }

  @GET
  @Path("/rates")
  @Needs("money:read")
  @Operation(
      summary = "What was earned at which rate in a month",
      description = "month is 2026-03: this one where it is absent, or one of the last 12.")
  public Listing<RateShape> rates(@QueryParam("month") String month) {
    Rights.mayFinance(current.get());
    return Listing.whole(
        outlook.rates(current.get(), month(month)).stream().map(RateShape::of).toList());
  }

  /** What purchases brought; what the line is not about is absent. */
  public record BroughtShape(
      long contract,
      String agent,
      Long clientId,
      String client,
      String product,
      LocalDate day,
      long quantity,
      BigDecimal sold,
      BigDecimal commission,
      String currency,
      boolean carried) {

    static BroughtShape of(Breakdown.Line one) {
      return new BroughtShape(
          one.contractId(),
          one.agent(),
          one.clientId() == 0 ? null : (Long) one.clientId(),
          one.client().isEmpty() ? null : one.client(),
          one.product().isEmpty() ? null : one.product(),
          one.day(),
          one.units(),
          Amounts.plain(one.sold()),
          Amounts.plain(one.commission()),
          one.sold().currency(),
          one.carried());
    }
  }

  @GET
  @Path("/sales")
  @Needs("money:read")
  @Operation(
      summary = "Whose purchases brought commission in a month",
      description =
          "by is client, product, day or client_product; month is 2026-03: this one where it is"
              + " absent, or one of the last 12. commission is what was accrued, shared by what"
              + " the agreed basis counts of each purchase; the lines add up to the month. carried is"
              + " true for what was below zero in earlier months, or goes on to the next.")
  public Listing<BroughtShape> sales(
      @QueryParam("month") String month, @QueryParam("by") @DefaultValue("client") String by) {
    return Listing.whole(lines(month, by).stream().map(BroughtShape::of).toList());
  }

  private List<Breakdown.Line> lines(String month, String by) {
    var wanted = Check.oneOf("by", by.toUpperCase(Locale.ROOT), Breakdown.By.class);
    return breakdown.lines(current.get(), month(month), wanted);
  }

  @GET
  @Path("/sales/export")
  @Produces("text/csv; charset=UTF-8")
  @Needs("money:read")
  @Operation(summary = "The same as CSV")
  public Response export(
      @QueryParam("month") String month,
      @QueryParam("by") @DefaultValue("client_product") String by) {
    return Attachment.of("commission.csv", Breakdown.csv(lines(month, by)));
  }

  /** What was posted of an agent's commission; {@code earned} where the tenant is the agent. */
  public record PostedShape(
      long agentId, String agent, boolean earned, BigDecimal amount, String currency) {}

  @GET
  @Path("/posted")
  @Needs("money:read")
  @Operation(
      summary = "What was posted of commissions on days from one to another, both included",
      description = "An agent earns it; it is a cost of its principal, beside what it buys for.")
  public Listing<PostedShape> posted(@QueryParam("from") String from, @QueryParam("to") String to) {
    Rights.mayFinance(current.get());
    return Listing.whole(
        outlook.posted(current.get(), day("from", from), day("to", to)).stream()
            .map(
                one ->
                    new PostedShape(
                        one.agentId(),
                        one.agent(),
                        one.earned(),
                        Amounts.plain(one.amount()),
                        one.amount().currency()))
            .toList());
  }

  private LocalDate day(String field, String text) {
    if (text == null || text.isEmpty()) {
      return field.equals("from")
          ? outlook.thisMonth().atDay(1)
          : outlook.thisMonth().atEndOfMonth();
    }
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException noDay) {
      throw Fault.invalid(field, "commission.fault.no-day", Check.shown(text));
    }
  }

  private YearMonth month(String month) {
    if (month == null || month.isEmpty()) {
      return outlook.thisMonth();
    }
    try {
      return YearMonth.parse(month);
    } catch (DateTimeException noMonth) {
      throw Fault.invalid("month", "commission.fault.no-month", Check.shown(month));
    }
  }

  @POST
  @Path("/trial")
  @Needs("money:read")
  @Operation(
      summary = "What if: another commission on the sales of the last months",
      description = "Changes nothing. 1 to 12 months, the one that runs included.")
  public TrialShape run(Trial wanted) {
    var wish = Check.given(wanted);
    Rights.mayFinance(current.get());
    if (wish.contract() == null) {
      throw Fault.invalid("contract", "fault.missing", "contract");
    }
    var trial =
        outlook.run(
            current.get(),
            wish.contract(),
            wish.commission(),
            wish.months() == null ? 3 : wish.months());
    return new TrialShape(
        trial.currency(),
        trial.months().stream().map(MonthShape::of).toList(),
        MonthShape.of(trial.total()));
  }
}
