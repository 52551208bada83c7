package livery.issue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import livery.billing.Allocation;
import livery.billing.Money;
import livery.billing.ProductFamily;
import livery.books.LedgerMoney;
import livery.books.Sold;
import livery.document.DocumentLine;

/**
 * Of which lines of an invoice something was given back, to the micro-unit. Never more than is left
 * of a line. Not thread-safe.
 */
final class Back {

  private final List<DocumentLine> lines;
  private final List<Money> left;
  private final long[] micros;

  Back(List<DocumentLine> lines, List<Money> left) {
    this.lines = lines;
    this.left = left;
    this.micros = new long[lines.size()];
  }

  /** A refund goes to the line of its price; what does not fit there, to others of its product. */
  void refund(Sold sold) {
    var rest = sold.micros();
    for (var i = 0; i < lines.size() && rest > 0; i++) {
      var line = lines.get(i);
      if (line.product().equals(sold.product())
          && line.country().equals(sold.country())
          && line.text().equals(sold.text())
          && line.unitPrice() != null
          && sold.unitPrice() != null
          && line.unitPrice().compareTo(sold.unitPrice()) == 0) {
        rest -= take(i, rest);
      }
    }
    for (var i = 0; i < lines.size() && rest > 0; i++) {
      if (lines.get(i).product().equals(sold.product())) {
        rest -= take(i, rest);
      }
    }
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

  List<Money> ledger() {
    var amounts = new ArrayList<Money>();
    for (var i = 0; i < micros.length; i++) {
      amounts.add(new Money(micros[i], left.get(i).currency()));
    }
    return amounts;
  }
}
