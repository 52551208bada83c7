package livery.billing.tax;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import livery.billing.BillingException;
import livery.billing.Exact;
import livery.billing.Money;
import livery.billing.Rounding;

/**
 * What of an issued document can still be credited, line by line. Immutable: each credit note makes
 * a new one. Together credit notes never exceed the document, per line and in total, and the note
 * that takes the rest of a line takes the rest of its tax.
 *
 * @param issued the document's lines
 * @param left what is not credited yet
 */
public record Creditable(List<Taxed> issued, List<Taxed> left) {

  /**
   * A credit note.
   *
   * @param lines one for each of the document's, zero where nothing is credited
   */
  public record Note(List<Taxed> lines, Taxed total, Creditable after) {

    public Note {
      lines = List.copyOf(lines);
    }
  }

  public Creditable {
    issued = List.copyOf(Exact.rows(issued, "The document's lines"));
    left = List.copyOf(Exact.rows(left, "The lines that are left"));
    if (issued.isEmpty() || issued.size() != left.size()) {
      throw new BillingException.Invalid(
          "A document has a line or more and as many that are left, not %d and %d"
              .formatted(issued.size(), left.size()));
    }
  }

  /** All of a document. */
  public static Creditable of(TaxRule.Document document) {
    var lines = Exact.present(document, "The document").lines();
    return new Creditable(lines, lines);
  }

  /** What is left in total. */
  public Taxed total() {
    return left.stream().reduce(Taxed::plus).orElseThrow();
  }

  /**
   * Credits lines.
   *
   * @param nets what is credited of each line before tax, in coins
   * @throws BillingException.Invalid naming the row that is negative or more than what is left
   */
  public Note credit(List<Money> nets) {
    if (Exact.rows(nets, "The credit note's lines").size() != left.size()) {
      throw new BillingException.Invalid(
          "The document has " + left.size() + " lines, the credit note " + nets.size());
    }
    var lines = new ArrayList<Taxed>(left.size());
    var after = new ArrayList<Taxed>(left.size());
    for (var i = 0; i < left.size(); i++) {
      var line = line(i, nets.get(i));
      lines.add(line);
      after.add(left.get(i).minus(line));
    }
    var total = lines.stream().reduce(Taxed::plus).orElseThrow();
    if (total.net().isZero()) {
      throw new BillingException.Invalid("A credit note credits something");
    }
    return new Note(lines, total, new Creditable(issued, after));
  }

  private Taxed line(int index, Money net) {
    var rest = left.get(index);
    var coins = Rounding.toCoins(net.currency());
    if (net.isNegative() || net.compareTo(rest.net()) > 0 || !coins.round(net).equals(net)) {
      throw new BillingException.Invalid(
          "Row %d: 0 to %s can be credited, in coins, not %s"
              .formatted(index + 1, rest.net(), net));
    }
    if (net.equals(rest.net())) {
      return rest;
    }
    var whole = issued.get(index);
    var tax =
        whole
            .tax()
            .toBigDecimal()
            .multiply(net.toBigDecimal())
            .divide(whole.net().toBigDecimal(), coins.decimals(), coins.mode());
    return Taxed.of(net, Money.of(tax.min(rest.tax().toBigDecimal()), net.currency()));
  }

  /** Whether nothing is left. */
  public boolean isUsedUp() {
    return left.stream().allMatch(line -> line.gross().toBigDecimal().equals(zero(line)));
  }

  private static BigDecimal zero(Taxed line) {
    return Money.zero(line.gross().currency()).toBigDecimal();
  }
}
