package livery.issue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import livery.billing.Money;
import livery.billing.tax.Creditable;
import livery.document.Credits;
import livery.document.DocumentLine;
import livery.document.Draft;
import livery.paper.Kind;
import livery.paper.Line;
import livery.paper.Reference;
import livery.paper.Sheet;
import livery.paper.TaxLine;
import livery.paper.Total;
import livery.paper.Unit;

/** Draws up one credit note. */
final class NotePaper {

  private final Credits.Locked locked;
  private final Creditable.Note note;
  private final List<Money> ledger;
  private final String reason;
  private final LocalDate issuedOn;
  private final Desk.Sitting desk;

  NotePaper(
      Credits.Locked locked,
      Creditable.Note note,
      List<Money> ledger,
      String reason,
      LocalDate issuedOn,
      Desk.Sitting desk) {
    this.locked = locked;
    this.note = note;
    this.ledger = ledger;
    this.reason = reason;
    this.issuedOn = issuedOn;
    this.desk = desk;
  }

  Draft draft(String key) {
    var invoice = locked.invoice();
    return new Draft(
        Kind.CREDIT_NOTE,
        invoice.issuerId(),
        invoice.recipientId(),
        invoice.sellerId(),
        invoice.buyerId(),
        key,
        1,
        0,
        invoice.id(),
        invoice.period(),
        invoice.fromDay(),
        invoice.toDay(),
        issuedOn,
        null,
        0,
        invoice.language(),
        note.total(),
        Money.zero(invoice.currency()),
        ledger.stream().reduce(Money.zero(invoice.currency()), Money::plus),
        null,
        lines(),
        "",
        this::sheet);
  }

  private List<DocumentLine> lines() {
    var lines = new ArrayList<DocumentLine>();
    for (var i = 0; i < note.lines().size(); i++) {
      var amount = note.lines().get(i);
      if (!amount.gross().isZero() || !ledger.get(i).isZero()) {
        var line = locked.lines().get(i);
        lines.add(
            new DocumentLine(
                0,
                line.product(),
                line.country(),
                null,
                quantity(line, ledger.get(i)),
                ledger.get(i),
                amount,
                i + 1,
                line.text(),
                line.posting()));
      }
    }
    return lines;
  }

  /** The units that the amount is, where it is whole units. */
  private static long quantity(DocumentLine line, Money back) {
    if (line.unitPrice() == null || line.unitPrice().signum() == 0) {
      return 1;
    }
    var units = back.toBigDecimal().divide(line.unitPrice(), 6, RoundingMode.HALF_UP);
    var whole = units.setScale(0, RoundingMode.HALF_UP);
    return whole.compareTo(units) == 0 && whole.signum() > 0 ? whole.longValue() : 1;
  }

  private Sheet sheet(String number) {
    var invoice = locked.invoice();
    var heading =
        Sheet.Heading.of(
            Kind.CREDIT_NOTE, invoice.language(), number, issuedOn, invoice.currency());
    var whole =
        invoice.fromDay() == null
            ? heading
            : heading.withPeriod(invoice.fromDay(), invoice.toDay());
    return Sheet.of(
            desk.letterhead(invoice.issuerId()),
            whole,
            desk.party(invoice.issuerId()),
            desk.party(invoice.recipientId()))
        .withReferences(
            List.of(Reference.to(Reference.What.INVOICE, invoice.number(), invoice.issuedOn())))
        .withLines(printed(), taxes())
        .withTotals(
            List.of(
                new Total(Total.What.NET, note.total().net()),
                new Total(Total.What.GROSS, note.total().gross())))
        .withNotes(reason.isEmpty() ? List.of() : List.of(reason));
  }

  /** The regime and rate are those of the invoice, as its own lines print them. */
  private List<Line> printed() {
    var language = locked.invoice().language();
    var printed = new ArrayList<Line>();
    for (var line : lines()) {
      var net = line.amount().net();
      printed.add(
          new Line(
              line.isNamedByText() ? line.text() : desk.product(line.product(), language),
              "",
              line.quantity() > 1 ? Unit.PIECE : Unit.SERVICE,
              BigDecimal.valueOf(line.quantity()),
              net.toBigDecimal()
                  .divide(BigDecimal.valueOf(line.quantity()), 10, RoundingMode.HALF_UP),
              net,
              locked.regime(),
              locked.percent(),
              line.amount().tax()));
    }
    return printed;
  }

  private List<TaxLine> taxes() {
    return List.of(
        new TaxLine(locked.regime(), locked.percent(), note.total().net(), note.total().tax()));
  }
}
