package livery.issue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import livery.billing.Money;
import livery.billing.tax.DocumentTotals;
import livery.billing.tax.TaxRule;
import livery.books.Month;
import livery.books.Sold;
import livery.document.Cover;
import livery.document.DocumentLine;
import livery.document.Draft;
import livery.paper.Kind;
import livery.paper.Sheet;

/** Draws up the invoice and the act of one buyer's month. */
final class Invoices {

  private final Month month;
  private final Desk.Sitting desk;
  private final int dueDays;

  /**
   * The days that both are about.
   *
   * @param mark the end of their keys, empty for what ends with the month
   */
  record Stretch(LocalDate first, LocalDate last, String mark) {}

  /** What both are about. */
  private record Case(
      Sold.Edge edge,
      Terms.Sale sale,
      Stretch stretch,
      List<DocumentLine> lines,
      DocumentTotals totals) {}

  Invoices(Month month, Desk.Sitting desk, int dueDays) {
    this.month = month;
    this.desk = desk;
    this.dueDays = dueDays;
  }

  /** The key of an edge's document of a month: there is one. */
  static String key(Kind kind, Sold.Edge edge, int period) {
    return "%s/%d-%d/%s/%d"
        .formatted(kind, edge.sellerId(), edge.buyerId(), edge.currency(), period);
  }

  /**
   * The two documents.
   *
   * @param sold at least one line
   * @param balanceMicros of the buyer's wallet at the end of the stretch
   */
  List<Draft> draw(
      Sold.Edge edge, List<Sold> sold, long balanceMicros, Terms.Sale sale, Stretch stretch) {
    var nothing = Money.zero(edge.currency());
    var prices = sold.stream().map(Sold::amount).toList();
    var ledger = prices.stream().reduce(nothing, Money::plus);
    var gross = sale.tax().document(prices).total().gross();
    var prepaid = Cover.of(ledger, -balanceMicros, gross);
    var totals = DocumentTotals.of(prices, nothing, sale.tax(), nothing, prepaid);
    var lines = new ArrayList<DocumentLine>();
    for (var i = 0; i < sold.size(); i++) {
      var one = sold.get(i);
      lines.add(
          new DocumentLine(
              0,
              one.product(),
              one.country(),
              one.unitPrice(),
              one.quantity(),
              one.amount(),
              totals.document().lines().get(i),
              0,
              one.text(),
              one.posting()));
    }
    var whole = new Case(edge, sale, stretch, lines, totals);
    return List.of(
        draft(Kind.INVOICE, whole, balanceMicros), draft(Kind.ACT, whole, balanceMicros));
  }

  private Draft draft(Kind kind, Case whole, long balanceMicros) {
    var sale = whole.sale();
    var edge = whole.edge();
    var total = whole.totals().document().total();
    var isInvoice = kind == Kind.INVOICE;
    var due = isInvoice ? month.issuedOn().plusDays(dueDays) : null;
    var ledger =
        whole.lines().stream()
            .map(DocumentLine::ledger)
            .reduce(Money.zero(edge.currency()), Money::plus);
    return new Draft(
        kind,
        sale.issuerId(),
        edge.buyerId(),
        edge.sellerId(),
        edge.buyerId(),
        key(kind, edge, month.number()) + whole.stretch().mark(),
        1,
        0,
        0,
        month.number(),
        whole.stretch().first(),
        whole.stretch().last(),
        month.issuedOn(),
        due,
        isInvoice ? 0 : sale.objectDays(),
        desk.language(sale.issuerId()),
        total,
        isInvoice ? whole.totals().prepaid() : Money.zero(edge.currency()),
        ledger,
        isInvoice ? balanceMicros : null,
        whole.lines(),
        sale.series(),
        number -> sheet(kind, whole, due, number));
  }

  private Sheet sheet(Kind kind, Case whole, LocalDate due, String number) {
    var issuer = whole.sale().issuerId();
    var language = desk.language(issuer);
    var heading =
        Sheet.Heading.of(kind, language, number, month.issuedOn(), whole.edge().currency())
            .withPeriod(whole.stretch().first(), whole.stretch().last())
            .withDue(due);
    TaxRule tax = whole.sale().tax();
    var total = whole.totals().document().total();
    return Sheet.of(
            desk.letterhead(issuer),
            heading,
            desk.party(issuer),
            desk.party(whole.edge().buyerId()))
        .withLines(desk.lines(whole.lines(), tax, language), Desk.taxes(tax, total))
        .withTotals(Desk.totals(total, whole.totals().prepaid(), kind == Kind.INVOICE));
  }
}
