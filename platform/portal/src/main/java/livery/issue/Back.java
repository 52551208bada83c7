package livery.issue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import livery.billing.Allocation;
import livery.billing.BillingException;
import livery.billing.Money;
import livery.billing.ProductFamily;
import livery.billing.tax.Creditable;
import livery.books.LedgerMoney;
import livery.books.Sold;
import livery.document.Credits;
import livery.document.DocumentLine;
import livery.fault.Fault;

/**
 * Of which lines of a month's invoices something was given back, to the micro-unit. Never more than
 * is left of a line. Not thread-safe.
 */
final class Back {

  private final List<Credits.Locked> invoices;
  private final List<DocumentLine> lines;
  private final List<Money> left;
  private final long[] micros;

  /**
   * What was given back of one invoice.
   *
   * @param ledger of each line, to the micro-unit
   * @param coins of each line as a note credits it, gross where the prices have the tax inside
   */
  record Part(Credits.Locked invoice, List<Money> ledger, List<Money> coins) {

    boolean isNothing() {
      return coins.stream().allMatch(Money::isZero);
    }
  }

  Back(List<Credits.Locked> invoices) {
    this.invoices = invoices;
    this.lines = invoices.stream().flatMap(one -> one.lines().stream()).toList();
    this.left = invoices.stream().flatMap(one -> one.leftLedger().stream()).toList();
    this.micros = new long[lines.size()];
  }

  /**
   * A refund goes to the line of its price; what does not fit there, to others of its product.
   * Those of a piece of work go to its own line, and to none that names another.
   */
  void refund(Sold sold) {
    var rest = sold.micros();
    for (var i = 0; i < lines.size() && rest > 0; i++) {
      if (isSaidBy(lines.get(i), sold)) {
        rest -= take(i, rest);
      }
    }
    for (var i = 0; i < lines.size() && rest > 0; i++) {
      var line = lines.get(i);
      if (line.product().equals(sold.product()) && isOf(line, sold)) {
        rest -= take(i, rest);
      }
    }
  }

  private static boolean isSaidBy(DocumentLine line, Sold sold) {
    return line.product().equals(sold.product())
        && line.country().equals(sold.country())
        && line.text().equals(sold.text())
        && isOf(line, sold)
        && line.unitPrice() != null
        && sold.unitPrice() != null
        && line.unitPrice().compareTo(sold.unitPrice()) == 0;
  }

  /** Lines that are older than their pieces' names may be of any. */
  private static boolean isOf(DocumentLine line, Sold sold) {
    return sold.posting() == 0 || line.posting() == 0 || line.posting() == sold.posting();
  }

  /** A rebate is shared over the lines of its products, by what is left of them. */
  void rebate(LedgerMoney.Settlement one) {
    var places = new ArrayList<Integer>();
    var weights = new ArrayList<BigDecimal>();
    for (var i = 0; i < lines.size(); i++) {
      if (one.products().isEmpty()
          || ProductFamily.covers(one.products(), lines.get(i).product())) {
        places.add(i);
        weights.add(BigDecimal.valueOf(Math.max(0, free(i)), Money.SCALE));
      }
    }
    if (weights.stream().allMatch(weight -> weight.signum() == 0)) {
      return;
    }
    var parts =
        Allocation.LARGEST_REMAINDER.share(new Money(one.micros(), one.edge().currency()), weights);
    var rest = 0L;
    for (var i = 0; i < places.size(); i++) {
      var wanted = parts.get(i).micros() + rest;
      rest = wanted - take(places.get(i), wanted);
    }
    for (var i = 0; i < lines.size() && rest > 0; i++) {
      rest -= take(i, rest);
    }
  }

  private long free(int line) {
    return left.get(line).micros() - micros[line];
  }

  private long take(int line, long wanted) {
    var taken = Math.max(0, Math.min(wanted, free(line)));
    micros[line] += taken;
    return taken;
  }

  /** Invoice by invoice. */
  List<Part> parts() {
    var ledger = new ArrayList<Money>();
    for (var i = 0; i < micros.length; i++) {
      ledger.add(new Money(micros[i], left.get(i).currency()));
    }
    var issued = invoices.stream().flatMap(one -> one.left().issued().stream()).toList();
    var open = invoices.stream().flatMap(one -> one.left().left().stream()).toList();
    var coins = new Creditable(issued, open).given(left, ledger, isTaxInside(invoices));
    var parts = new ArrayList<Part>();
    var first = 0;
    for (var invoice : invoices) {
      var end = first + invoice.lines().size();
      parts.add(new Part(invoice, ledger.subList(first, end), coins.subList(first, end)));
      first = end;
    }
    return parts;
  }

  /** The note that says what was given back of one invoice. */
  Creditable.Note note(Part part) {
    return note(part.invoice(), part.coins(), isTaxInside(invoices));
  }

  /** Whether the ledger moved gross amounts: what it moved is what they come to. */
  static boolean isTaxInside(List<Credits.Locked> invoices) {
    var lines = invoices.stream().flatMap(one -> one.lines().stream()).toList();
    var ledger = lines.stream().mapToLong(line -> line.ledger().micros()).sum();
    var gross = lines.stream().mapToLong(line -> line.amount().gross().micros()).sum();
    var net = lines.stream().mapToLong(line -> line.amount().net().micros()).sum();
    return Math.abs(gross - ledger) <= Math.abs(net - ledger);
  }

  /** A note on one invoice, of gross amounts or of nets. */
  static Creditable.Note note(Credits.Locked locked, List<Money> amounts, boolean gross) {
    try {
      return gross ? locked.left().creditGross(amounts) : locked.left().credit(amounts);
    } catch (BillingException.Invalid tooMuch) {
      throw Fault.conflict("lines", "issue.fault.credit-invalid", tooMuch.getMessage());
    }
  }
}
