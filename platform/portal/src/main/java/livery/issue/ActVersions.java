package livery.issue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import livery.billing.Money;
import livery.billing.tax.TaxRule;
import livery.billing.tax.Taxed;
import livery.document.Acts;
import livery.document.By;
import livery.document.Credits;
import livery.document.Document;
import livery.document.DocumentLine;
import livery.document.Documents;
import livery.document.Draft;
import livery.document.Issuer;
import livery.document.State;
import livery.fault.Fault;
import livery.paper.Kind;
import livery.paper.Reference;
import livery.paper.Sheet;
import livery.tenant.Rights;
import livery.tenant.Scope;

/**
 * Answers an objection to an act by a new version of it, as agents' reports are answered. What an
 * act says is what its invoice says: the new version has the invoice's lines less what credit notes
 * have given back of them. The version before stays as it is. Thread-safe.
 */
@ApplicationScoped
public class ActVersions {

  private final Documents documents;
  private final Credits credits;
  private final Issuer issuer;
  private final Acts acts;
  private final Desk desk;
  private final Runs runs;
  private final Clock clock;

  @Inject
  public ActVersions(
      Documents documents,
      Credits credits,
      Issuer issuer,
      Acts acts,
      Desk desk,
      Runs runs,
      Clock clock) {
    this.documents = documents;
    this.credits = credits;
    this.issuer = issuer;
    this.acts = acts;
    this.desk = desk;
    this.runs = runs;
    this.clock = clock;
  }

  protected ActVersions() {
    this(null, null, null, null, null, null, null);
  }

  /**
   * Issues and sends the next version.
   *
   * @throws Fault when it is not an act of the tenant that was objected to, or its invoice says
   *     what it says already
   */
  public Issuer.Issued correct(Scope scope, long id) {
    Rights.mayFinance(scope);
    var old = documents.get(scope, id);
    if (old.kind() != Kind.ACT || old.issuerId() != scope.tenantId() || old.refersTo() != 0) {
      throw Fault.conflict("", "issue.fault.not-an-act");
    }
    if (old.state() != State.OBJECTED) {
      throw Fault.conflict("", "document.fault.step", old.state(), State.CORRECTED);
    }
    return issuer.again(
        connection -> {
          var invoice =
              credits
                  .lock(connection, 0, invoiceKey(old))
                  .orElseThrow(() -> Fault.conflict("", "issue.fault.not-an-act"));
          var draft = draft(old, invoice);
          if (draft.total().gross().equals(old.gross())) {
            throw Fault.conflict("", "issue.fault.act-same", invoice.invoice().number());
          }
          var issued = issuer.issue(List.of(draft), By.of(scope)).get(draft.issueKey());
          acts.corrected(scope, old, issued.number());
          acts.send(scope, issued.id());
          return issued;
        });
  }

  /** The act and the invoice of a month are issued under keys that differ in their kind alone. */
  private static String invoiceKey(Document act) {
    return act.issueKey()
        .replaceFirst("^" + Kind.ACT, Kind.INVOICE.name())
        .replaceFirst("/v\\d+$", "");
  }

  private Draft draft(Document old, Credits.Locked invoice) {
    var version = old.version() + 1;
    var lines = lines(invoice);
    var zero = Money.zero(old.currency());
    var total =
        lines.stream().map(DocumentLine::amount).reduce(Taxed.of(zero, zero), ActVersions::plus);
    return new Draft(
        Kind.ACT,
        old.issuerId(),
        old.recipientId(),
        old.sellerId(),
        old.buyerId(),
        old.issueKey().replaceFirst("/v\\d+$", "") + "/v" + version,
        version,
        old.id(),
        0,
        old.period(),
        old.fromDay(),
        old.toDay(),
        today(),
        null,
        old.objectDays(),
        old.language(),
        total,
        zero,
        lines.stream().map(DocumentLine::ledger).reduce(zero, Money::plus),
        null,
        lines,
        "",
        number -> sheet(number, old, invoice, lines, total));
  }

  private static Taxed plus(Taxed one, Taxed other) {
    return Taxed.of(one.net().plus(other.net()), one.tax().plus(other.tax()));
  }

  /** What is left of each line; one that nothing is left of is not printed. */
  private static List<DocumentLine> lines(Credits.Locked invoice) {
    var lines = new ArrayList<DocumentLine>();
    for (var i = 0; i < invoice.lines().size(); i++) {
      var line = invoice.lines().get(i);
      var left = invoice.left().left().get(i);
      var same = left.equals(line.amount());
      if (same || !left.gross().isZero()) {
        lines.add(
            new DocumentLine(
                0,
                line.product(),
                line.country(),
                same ? line.unitPrice() : null,
                line.quantity(),
                invoice.leftLedger().get(i),
                left,
                0,
                line.text(),
                line.posting()));
      }
    }
    return lines;
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), runs.zone());
  }

  private Sheet sheet(
      String number, Document old, Credits.Locked invoice, List<DocumentLine> lines, Taxed total) {
    var sitting = desk.sit(List.of(old.issuerId(), old.recipientId()));
    var tax =
        new TaxRule(
            invoice.regime(),
            invoice.percent(),
            false,
            TaxRule.InclusiveRounding.NET,
            TaxRule.RoundAt.DOCUMENT);
    return Sheet.of(
            sitting.letterhead(old.issuerId()),
            Sheet.Heading.of(Kind.ACT, old.language(), number, today(), old.currency())
                .withPeriod(old.fromDay(), old.toDay()),
            sitting.party(old.issuerId()),
            sitting.party(old.recipientId()))
        .withReferences(
            List.of(
                Reference.to(Reference.What.REPLACES, old.number(), old.issuedOn()),
                Reference.to(
                    Reference.What.INVOICE,
                    invoice.invoice().number(),
                    invoice.invoice().issuedOn())))
        .withLines(sitting.lines(lines, tax, old.language()), Desk.taxes(tax, total))
        .withTotals(Desk.totals(total, Money.zero(old.currency()), false));
  }
}
