package livery.billing.tax;

import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import livery.billing.Allocation;
import livery.billing.BillingException;
import livery.billing.Exact;
import livery.billing.Money;
import livery.billing.Rounding;

/**
 * The foot of an invoice, in Lago's order: lines − discount (shared over the lines) → tax → credit
 * notes → prepaid → due. Nothing goes below zero; what does not fit is left for the next document.
 *
 * @param subtotal the lines before the discount
 * @param discount what was taken off, at most the subtotal
 * @param document the lines after the discount with their tax
 * @param creditNotes what was set off, in coins, at most the gross
 * @param prepaid what was set off after that, in coins
 * @param due what is left to pay
 */
public record DocumentTotals(
    Money subtotal,
    Money discount,
    TaxRule.Document document,
    Money creditNotes,
    Money prepaid,
    Money due) {

  /**
   * Adds a document up. The discount is shared out in coins, or finer where a line has less than
   * its coins. A balance may be finer than coins; only its whole coins are set off, so that what is
   * due can be paid.
   *
   * @param lines each 0 or more, at least one
   * @param discount offered
   * @param creditNotes open for this buyer
   * @param prepaid the buyer's balance
   */
  public static DocumentTotals of(
      List<Money> lines, Money discount, TaxRule rule, Money creditNotes, Money prepaid) {
    Exact.rows(lines, "The list of lines");
    Exact.present(rule, "The tax of a document");
    notNegative(discount, "The discount");
    notNegative(creditNotes, "The sum of credit notes");
    notNegative(prepaid, "What is prepaid");
    var currency = discount.currency();
    for (var i = 0; i < lines.size(); i++) {
      notNegative(lines.get(i), "Row " + (i + 1) + ": a line");
    }
    var coins = Rounding.toCoins(currency, RoundingMode.DOWN);
    var subtotal = lines.stream().reduce(Money.zero(currency), Money::plus);
    var taken = least(discount, subtotal);
    var taxed = rule.document(taken.isZero() ? lines : without(lines, taken));
    var gross = taxed.total().gross();
    var credited = least(coins.round(creditNotes), gross);
    var paid = least(coins.round(prepaid), gross.minus(credited));
    return new DocumentTotals(
        subtotal, taken, taxed, credited, paid, gross.minus(credited).minus(paid));
  }

  private static void notNegative(Money amount, String what) {
    if (Exact.present(amount, what).isNegative()) {
      throw new BillingException.Invalid(what + " is 0 or more, not " + amount);
    }
  }

  private static List<Money> without(List<Money> lines, Money discount) {
    var weights = lines.stream().map(Money::toBigDecimal).toList();
    var parts = Allocation.LARGEST_REMAINDER.share(discount, weights);
    for (var i = 0; i < parts.size(); i++) {
      if (parts.get(i).compareTo(lines.get(i)) > 0) { // a whole coin is more than the line
        return without(
            lines, Allocation.LARGEST_REMAINDER.share(discount, weights, Rounding.LEDGER));
      }
    }
    return without(lines, parts);
  }

  private static List<Money> without(List<Money> lines, List<Money> parts) {
    var rest = new ArrayList<Money>(lines.size());
    for (var i = 0; i < lines.size(); i++) {
      rest.add(lines.get(i).minus(parts.get(i)));
    }
    return rest;
  }

  private static Money least(Money one, Money other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
