package livery.issue;

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
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import livery.document.DocumentShape;
import livery.document.Documents;
import livery.document.Issuer;
import livery.document.Numbering;
import livery.document.Series;
import livery.fault.Check;
import livery.fault.Fault;
import livery.paper.Kind;
import livery.rest.Limit;
import livery.rest.Listing;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/issue}: issuing documents. */
@Path("/issue")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Documents")
public class IssueResource {

  @Inject private MonthIssue months;
  @Inject private Runs runs;
  @Inject private CreditNotes notes;
  @Inject private ByHand byHand;
  @Inject private OperatorPapers operators;
  @Inject private ActVersions versions;
  @Inject private Reports reports;
  @Inject private Numbering numbering;
  @Inject private Documents documents;
  @Inject private CurrentScope current;

  /** The month whose documents are wanted: 2026-03. */
  public record MonthWish(String month) {}

  /** What a run has issued; 0 what was there before. */
  public record Issued(String month, int invoices, int creditNotes, int reportDrafts) {}

  /** A month whose documents were issued; {@code endedAt} is absent while it runs. */
  @Schema(name = "IssueRun")
  public record RunShape(
      int period, boolean finished, int done, int total, Instant startedAt, Instant endedAt) {

    static RunShape of(Run run) {
      return new RunShape(
          run.period(),
          run.finished(),
          run.done(),
          Math.max(0, run.total()),
          run.startedAt(),
          run.endedAt());
    }
  }

  /**
   * What is to be paid ahead.
   *
   * @param buyerId a tenant directly below; absent for the own proforma
   */
  public record ProformaWish(Long buyerId, BigDecimal amount, String text) {}

  /** What of an invoice is credited. */
  public record NoteWish(Long invoiceId, List<LineWish> lines, String reason) {}

  /** What of a line is credited, before tax. */
  public record LineWish(Integer line, BigDecimal net) {}

  /** With whom the account is reconciled; days as 2026-03-01, both included. */
  public record AccountWish(Long partyId, String from, String to) {}

  /** What a corrected report adds to the ledger. */
  public record Correction(List<Adjustment> adjustments) {}

  /** One line of it; below zero for what was not sold. */
  public record Adjustment(String text, BigDecimal amount) {}

  /** How the issuer wants its documents. */
  @Schema(name = "IssueRule")
  public record RuleShape(int issueDay, int dueDays, boolean send) {}

  /** How a kind is numbered; {@code last} and {@code next} are told, not set. */
  public record SeriesShape(
      @Schema(implementation = Kind.class) String kind,
      String prefix,
      boolean yearly,
      int digits,
      Integer last,
      @Schema(readOnly = true) String next) {

    static SeriesShape of(Numbering.Setting setting) {
      var series = setting.series();
      return new SeriesShape(
          series.kind().name(),
          series.prefix(),
          series.yearly(),
          series.digits(),
          setting.last(),
          setting.example());
    }
  }

  @GET
  @Path("/months")
  @Needs("money:read")
  @Operation(summary = "The months whose documents the tenant has issued, the last first")
  public Listing<RunShape> months() {
    return Listing.whole(runs.list(current.get()).stream().map(RunShape::of).toList());
  }

  @POST
  @Path("/months")
  @Needs("money:write")
  @Operation(
      summary = "Issue all documents of an ended month",
      description =
          "Invoices and acts for all buyers, credit notes for what was given back, agents' reports"
              + " as drafts. A month is issued once: a second time, or after a failure, only what"
              + " is missing is issued. Months follow each other.")
  public Issued issue(MonthWish wanted) {
    var text = Check.text("month", Check.given(wanted).month(), 7);
    var result = months.run(current.get(), month(text));
    return new Issued(text, result.invoices(), result.creditNotes(), result.drafts());
  }

  static YearMonth month(String text) {
    try {
      var month = YearMonth.parse(text);
      Check.range("month", month.getYear(), 2000, 9000);
      return month;
    } catch (DateTimeException noMonth) {
      throw Fault.invalid("month", "document.fault.period", Check.shown(text));
    }
  }

  @GET
  @Path("/undocumented")
  @Needs("money:read")
  @Operation(
      summary = "What was given back to buyers and no credit note says, newest first",
      description =
          "`ofPeriod`: the month that it was given back for; `period`: the one whose documents found"
              + " that it has no invoice, or that no more of it was left. `belowCoin`: less than half a"
              + " coin, which no document could say; those come last.")
  public Listing<Undocumented.Shape> undocumented(
      @QueryParam("limit") @DefaultValue(Limit.DEFAULT) String limit,
      @QueryParam("after") String after) {
    var rows = Limit.rows(limit);
    return Listing.of(
        runs.undocumented(current.get(), after, rows + 1),
        rows,
        Undocumented::place,
        Undocumented.Shape::of);
  }

  @POST
  @Path("/proformas")
  @Needs("money:write")
  @Operation(
      summary = "Write a proforma",
      description =
          "To a tenant directly below, or the own one, which the seller issues. Needs an"
              + " Idempotency-Key.")
  public DocumentShape proforma(@HeaderParam("Idempotency-Key") String key, ProformaWish wanted) {
    var wish = Check.given(wanted);
    return shape(
        byHand.proforma(
            current.get(),
            wish.buyerId() == null ? 0 : wish.buyerId(),
            wish.amount(),
            wish.text(),
            key(key)));
  }

  @POST
  @Path("/credit-notes")
  @Needs("money:write")
  @Operation(
      summary = "Credit an invoice, line by line",
      description =
          "Never more than is left of a line. What the buyer's wallet paid of it goes back to the"
              + " wallet. Needs an Idempotency-Key.")
  public DocumentShape credit(@HeaderParam("Idempotency-Key") String key, NoteWish wanted) {
    var wish = Check.given(wanted);
    if (wish.invoiceId() == null) {
      throw Fault.invalid("invoiceId", "fault.missing", "invoiceId");
    }
    var lines =
        (wish.lines() == null ? List.<LineWish>of() : wish.lines())
            .stream()
                .map(
                    line -> new CreditNotes.Wish(line.line() == null ? 0 : line.line(), line.net()))
                .toList();
    return shape(notes.byHand(current.get(), wish.invoiceId(), lines, wish.reason(), key(key)));
  }

  @POST
  @Path("/reconciliations")
  @Needs("money:write")
  @Operation(
      summary = "Draw up the account with a tenant directly below, or with the seller",
      description =
          "Or with one that was that before a move, from a day on which it still was. At most 366"
              + " days, ending today or earlier, and 5,000 movements. Needs an Idempotency-Key.")
  public DocumentShape reconcile(@HeaderParam("Idempotency-Key") String key, AccountWish wanted) {
    var wish = Check.given(wanted);
    if (wish.partyId() == null) {
      throw Fault.invalid("partyId", "fault.missing", "partyId");
    }
    return shape(
        byHand.reconcile(
            current.get(),
            wish.partyId(),
            date("from", wish.from()),
            date("to", wish.to()),
            key(key)));
  }

  @POST
  @Path("/reports/{id}/send")
  @Needs("money:write")
  @Operation(
      summary = "Send the draft of an agent's report",
      description = "It is drawn up once more, gets its number and an id of its own.")
  public DocumentShape sendReport(@PathParam("id") long id) {
    return shape(reports.send(current.get(), id));
  }

  @POST
  @Path("/reports/{id}/correction")
  @Needs("money:write")
  @Operation(summary = "Answer an objection to an agent's report by a new version")
  public DocumentShape correct(@PathParam("id") long id, Correction wanted) {
    var adjustments =
        wanted == null || wanted.adjustments() == null
            ? List.<Adjustment>of()
            : wanted.adjustments();
    return shape(
        reports.correct(
            current.get(),
            id,
            adjustments.stream()
                .map(one -> new Reports.Adjustment(one.text(), one.amount()))
                .toList()));
  }

  /**
   * Whose act is wanted.
   *
   * @param month one that has ended: 2026-03
   * @param to instead of it the last day of a month that goes on: 2026-03-15
   */
  public record ActWish(Long buyerId, String month, String to) {}

  @POST
  @Path("/acts")
  @Needs("money:write")
  @Operation(
      summary = "Issue one buyer's act before the others have theirs",
      description =
          "With the invoice that it belongs to. `month`: of an ended month; its last moment for"
              + " refunds is fixed with it, and POST /issue/months issues what is left. `to`: up to"
              + " a day of the month that goes on, as when a contract ends; from the first day that"
              + " has no document, and the month's own documents say what is left. A second time"
              + " gives the same.")
  public Listing<DocumentShape> act(ActWish wanted) {
    var wish = Check.given(wanted);
    if (wish.buyerId() == null) {
      throw Fault.invalid("buyerId", "fault.missing", "buyerId");
    }
    if (wish.month() != null && wish.to() != null) {
      throw Fault.invalid("month", "price.fault.one-of-two", "month", "to");
    }
    var issued =
        wish.to() == null
            ? months.act(current.get(), month(Check.text("month", wish.month(), 7)), wish.buyerId())
            : months.act(current.get(), date("to", wish.to()), wish.buyerId());
    return Listing.whole(issued.stream().map(this::shape).toList());
  }

  @POST
  @Path("/acts/{id}/correction")
  @Needs("money:write")
  @Operation(
      summary = "Answer an objection to an act by a new version of it, which is sent",
      description =
          "It says what its invoice says, less what credit notes gave back: credit the invoice"
              + " first.")
  public DocumentShape correctAct(@PathParam("id") long id) {
    documents.get(current.get(), id);
    return shape(versions.correct(current.get(), id));
  }

  /** How many documents are new. */
  public record Settled(int issued) {}

  @POST
  @Path("/operator-settlements")
  @Needs("money:write")
  @Operation(
      summary = "Issue what operators' confirmed statements come to for each buyer",
      description = "Once for each statement and buyer: a repeat issues nothing.")
  public Settled settleOperators() {
    return new Settled(operators.issue(current.get()));
  }

  @GET
  @Path("/rule")
  @Needs("money:read")
  @Operation(summary = "How the tenant wants its documents")
  public RuleShape rule() {
    var rule = runs.rule(current.get());
    return new RuleShape(rule.issueDay(), rule.dueDays(), rule.send());
  }

  @PUT
  @Path("/rule")
  @Needs("money:write")
  @Operation(
      summary = "Say how the tenant wants its documents",
      description =
          "issueDay: the day of the next month on which a month is issued by itself, 1 to 28; 0 for"
              + " by hand. dueDays: 0 to 180. send: mail them as they are issued.")
  public RuleShape rule(RuleShape wanted) {
    var rule = Check.given(wanted);
    runs.save(current.get(), new Rule(rule.issueDay(), rule.dueDays(), rule.send()));
    return rule();
  }

  @GET
  @Path("/series")
  @Needs("money:read")
  @Operation(summary = "How each kind of document is numbered")
  public Listing<SeriesShape> series() {
    var scope = current.get();
    return Listing.whole(
        numbering.settings(scope, documents.today(scope)).stream().map(SeriesShape::of).toList());
  }

  @PUT
  @Path("/series")
  @Needs("money:write")
  @Operation(
      summary = "Change how a kind is numbered, from the next document on",
      description = "The prefix does not end with a digit.")
  public Listing<SeriesShape> series(SeriesShape wanted) {
    var wish = Check.given(wanted);
    var kind = Check.oneOf("kind", wish.kind(), Kind.class);
    numbering.save(current.get(), new Series(kind, wish.prefix(), wish.yearly(), wish.digits()));
    return series();
  }

  private DocumentShape shape(Issuer.Issued issued) {
    return DocumentShape.of(documents.get(current.get(), issued.id()));
  }

  private static LocalDate date(String field, String text) {
    try {
      return LocalDate.parse(Check.text(field, text, 10));
    } catch (DateTimeException noDate) {
      throw Fault.invalid(field, "document.fault.date", Check.shown(text));
    }
  }

  private static String key(String key) {
    if (key == null) {
      throw Fault.invalid("Idempotency-Key", "fault.missing", "Idempotency-Key");
    }
    return key;
  }
}
