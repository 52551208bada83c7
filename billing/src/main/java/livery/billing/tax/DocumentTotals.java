package livery.billing.tax;

import java.util.ArrayList;
import java.util.List;
import livery.billing.Allocation;
import livery.billing.BillingException;
import livery.billing.Money;

/**
 * The foot of an invoice, in Lago's order: lines − discount (shared over the lines) → tax → credit
 * notes → prepaid → due. Nothing goes below zero; what does not fit is left for the next document.
 *
 * @param subtotal the lines before the discount
 * @param discount what was taken off, at most the subtotal
 * @param document the lines after the discount with their tax
 * @param creditNotes what was set off, at most the gross
 * @param prepaid what was set off after that
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
   * Adds a document up.
   *
   * @param discount offered
   * @param creditNotes open for this buyer
   * @param prepaid the buyer's balance
   */
  public static DocumentTotals of(
      List<Money> lines, Money discount, TaxRule rule, Money creditNotes, Money prepaid) {
    for (var offer : List.of(discount, creditNotes, prepaid)) {
      if (offer.isNegative()) {
        throw new BillingException.Invalid("What is set off is 0 or more, not " + offer);
      }
    }
    var currency = discount.currency();
    var subtotal = lines.stream().reduce(Money.zero(currency), Money::plus);
    var taken = least(discount, subtotal);
    var taxed = rule.document(taken.isZero() ? lines : without(lines, taken));
    var gross = taxed.total().gross();
    var credited = least(creditNotes, gross);
    var paid = least(prepaid, gross.minus(credited));
    return new DocumentTotals(
        subtotal, taken, taxed, credited, paid, gross.minus(credited).minus(paid));
  }

  private static List<Money> without(List<Money> lines, Money discount) {
    var weights = lines.stream().map(Money::toBigDecimal).toList();
    var parts = Allocation.LARGEST_REMAINDER.share(discount, weights);
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
