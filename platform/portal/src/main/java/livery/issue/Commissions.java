package livery.issue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import livery.billing.Money;
import livery.billing.contract.Contract;
import livery.billing.contract.Paper;
import livery.billing.tax.TaxRule;
import livery.billing.tax.Taxed;
import livery.books.Settling;
import livery.document.Acts;
import livery.document.By;
import livery.document.Credits;
import livery.document.Document;
import livery.document.DocumentLine;
import livery.document.Draft;
import livery.document.Issuer;
import livery.document.State;
import livery.frame.Texts;
import livery.paper.Head;
import livery.paper.Kind;
import livery.paper.Reference;
import livery.paper.Sheet;
import livery.paper.Table;
import livery.paper.Total;
import livery.store.Store;

/**
 * What follows from an agent's report that is accepted: invoice and act for the commission, by the
 * agent or, self-billed, by the principal; the netting statement where the commission is withheld.
 * In the transaction of the acceptance.
 */
@ApplicationScoped
public class Commissions {

  private final Store store;
  private final Credits credits;
  private final Terms terms;
  private final Settling settling;
  private final Desk desk;
  private final Issuer issuer;
  private final Runs runs;
  private final Clock clock;

  @Inject
  public Commissions(
      Store store,
      Credits credits,
      Terms terms,
      Settling settling,
      Desk desk,
      Issuer issuer,
      Runs runs,
      Clock clock) {
    this.store = store;
    this.credits = credits;
    this.terms = terms;
    this.settling = settling;
    this.desk = desk;
    this.issuer = issuer;
    this.runs = runs;
    this.clock = clock;
  }

  protected Commissions() {
    this(null, null, null, null, null, null, null, null);
  }

  /** Issues what the acceptance of a report calls for. */
  public void accepted(@Observes Acts.Moved moved) {
    if (moved.state() != State.ACCEPTED && moved.state() != State.DEEMED_ACCEPTED) {
      return;
    }
    store.inTransaction(
        connection -> {
          var report = credits.lock(connection, moved.documentId(), "").orElseThrow();
          if (report.invoice().kind() == Kind.AGENT_REPORT) {
            issue(report, moved.by());
          }
          return null;
        });
  }

  private void issue(Credits.Locked report, By by) {
    var document = report.invoice();
    var contract = terms.agencyOf(document).orElse(null);
    if (contract == null) {
      return;
    }
    var drafts = new ArrayList<Draft>();
    var due = total(report.sheet(), Total.What.COMMISSION_DUE);
    var sitting = desk.sit(List.of(document.sellerId(), document.buyerId()));
    if (!due.isZero()) {
      drafts.add(commission(Kind.COMMISSION_INVOICE, report, contract, sitting));
      drafts.add(commission(Kind.ACT, report, contract, sitting));
    }
    if (Paper.of(contract).contains(Paper.NETTING)) {
      settling
          .posted(contract, document.period())
          .ifPresent(settled -> drafts.add(netting(report, contract, settled, sitting)));
    }
    issuer.issue(drafts, by);
  }

  private static Money total(Sheet sheet, Total.What what) {
    return sheet.totals().stream()
        .filter(total -> total.what() == what)
        .map(Total::amount)
        .findFirst()
        .orElse(Money.zero(sheet.heading().currency()));
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), runs.zone());
  }

  /** The agent taxes its commission as it taxes what it sells itself. */
  private Draft commission(
      Kind kind, Credits.Locked report, Contract contract, Desk.Sitting sitting) {
    var document = report.invoice();
    var due = total(report.sheet(), Total.What.COMMISSION_DUE);
    var tax = sitting.of(contract.buyerId()).tax();
    var total = tax.tax(due);
    var agent = contract.buyerId();
    var principal = contract.sellerId();
    var selfBilled = Paper.COMMISSION_INVOICE.issuer(contract) == Paper.Issuer.PRINCIPAL;
    var writer = selfBilled ? principal : agent;
    var invoice = kind == Kind.COMMISSION_INVOICE;
    var line =
        new DocumentLine(
            0, "", "", null, 1, due, total, 0, text("issue.line.commission", sitting, writer));
    return new Draft(
        kind,
        writer,
        selfBilled ? agent : principal,
        agent,
        principal,
        kind + "/report/" + document.id(),
        1,
        0,
        document.id(),
        document.period(),
        document.fromDay(),
        document.toDay(),
        today(),
        invoice ? today().plusDays(runs.rule(writer).dueDays()) : null,
        invoice ? 0 : contract.documents().objectionDays(),
        sitting.language(writer),
        total,
        invoice ? settled(report.sheet(), total) : Money.zero(contract.currency()),
        due,
        null,
        List.of(line),
        contract.documents().numberingSeries(),
        number ->
            commissionSheet(
                kind,
                number,
                document,
                List.of(line),
                tax,
                total,
                report.sheet(),
                writer,
                selfBilled,
                sitting));
  }

  /** What is withheld or credited to the balance needs not be paid. */
  private static Money settled(Sheet report, Taxed total) {
    var settled = total(report, Total.What.WITHHELD).plus(total(report, Total.What.TO_BALANCE));
    return settled.compareTo(total.gross()) <= 0 ? settled : total.gross();
  }

  private Sheet commissionSheet(
      Kind kind,
      String number,
      Document report,
      List<DocumentLine> lines,
      TaxRule tax,
      Taxed total,
      Sheet reported,
      long writer,
      boolean selfBilled,
      Desk.Sitting sitting) {
    var language = sitting.language(writer);
    var reader = writer == report.sellerId() ? report.buyerId() : report.sellerId();
    var heading =
        Sheet.Heading.of(kind, language, number, today(), report.currency())
            .withPeriod(report.fromDay(), report.toDay());
    return Sheet.of(
            sitting.letterhead(writer),
            selfBilled ? heading.asSelfBilled() : heading,
            sitting.party(writer),
            sitting.party(reader))
        .withReferences(reference(report))
        .withLines(sitting.lines(lines, tax, language), Desk.taxes(tax, total))
        .withTotals(Desk.totals(total, settled(reported, total), kind == Kind.COMMISSION_INVOICE));
  }

  private static List<Reference> reference(Document report) {
    return List.of(Reference.to(Reference.What.AGENT_REPORT, report.number(), report.issuedOn()));
  }

  private static String text(String key, Desk.Sitting sitting, long writer) {
    return Texts.in(new Locale(sitting.language(writer))).of(key);
  }

  /** Sets off what the close has posted, from what both could claim in that moment. */
  private Draft netting(
      Credits.Locked report, Contract contract, Settling.Settled settled, Desk.Sitting sitting) {
    var document = report.invoice();
    var withheld = settled.amount();
    var agent = contract.buyerId();
    return new Draft(
        Kind.NETTING,
        agent,
        contract.sellerId(),
        contract.sellerId(),
        agent,
        "NETTING/report/" + document.id(),
        1,
        0,
        document.id(),
        document.period(),
        document.fromDay(),
        document.toDay(),
        today(),
        null,
        contract.documents().objectionDays(),
        sitting.language(agent),
        Taxed.of(withheld, Money.zero(withheld.currency())),
        Money.zero(withheld.currency()),
        withheld,
        null,
        List.of(),
        contract.documents().numberingSeries(),
        number -> nettingSheet(number, document, settled, sitting));
  }

  private Sheet nettingSheet(
      String number, Document document, Settling.Settled settled, Desk.Sitting sitting) {
    var agent = document.issuerId();
    var inHand = coins(settled.inHand());
    var texts = Texts.in(new Locale(sitting.language(agent)));
    var claims =
        Table.of(
            texts.of("issue.netting.claims"),
            List.of(Head.NAME, Head.DOCUMENT, Head.AMOUNT),
            List.of(
                Table.Row.strong(
                    texts.of("issue.netting.commission"),
                    document.number(),
                    plain(settled.payable())),
                Table.Row.strong(
                    texts.of("issue.netting.collected"), document.number(), plain(inHand))));
    return Sheet.of(
            sitting.letterhead(agent),
            Sheet.Heading.of(
                    Kind.NETTING, sitting.language(agent), number, today(), document.currency())
                .withPeriod(document.fromDay(), document.toDay()),
            sitting.party(agent),
            sitting.party(document.sellerId()))
        .withReferences(reference(document))
        .withTables(List.of(claims))
        .withTotals(
            List.of(
                new Total(Total.What.CLAIMS_OF_ISSUER, settled.payable()),
                new Total(Total.What.CLAIMS_OF_RECIPIENT, inHand),
                new Total(Total.What.SET_OFF, settled.amount()),
                new Total(Total.What.REMAINS, inHand.minus(settled.amount()))));
  }

  private static Money coins(Money amount) {
    return livery.billing.Rounding.toCoins(amount.currency()).round(amount);
  }

  private static BigDecimal plain(Money amount) {
    return amount.toBigDecimal();
  }
}
