package livery.billing.tax;

import livery.billing.BillingException;
import livery.billing.Exact;
import livery.billing.Money;

/**
 * Where the sum of a credit note goes, in Stripe's order (docs.stripe.com/api/credit_notes): what
 * the buyer still owes for the document is lowered first, never below 0; for the rest, that was
 * paid already, the seller says how much is refunded, how much is credited to the buyer's balance
 * and how much was settled elsewhere. The three must make the rest exactly.
 *
 * @param total of the credit note, tax inside
 * @param prePayment what it lowers the amount due by
 * @param refund paid back
 * @param balance credited to the buyer's balance
 * @param outOfBand settled elsewhere
 */
public record CreditSplit(
    Money total, Money prePayment, Money refund, Money balance, Money outOfBand) {

  public CreditSplit {
    notNegative(total, "A credit note");
    notNegative(prePayment, "What lowers the amount due");
    notNegative(refund, "A refund");
    notNegative(balance, "What the balance is credited");
    notNegative(outOfBand, "What was settled elsewhere");
    var paid = total.minus(prePayment);
    var given = refund.plus(balance).plus(outOfBand);
    if (!given.equals(paid)) {
      throw new BillingException.Invalid(
          "Of %s credited %s was paid, but %s refunded, %s to the balance and %s elsewhere make %s"
              .formatted(total, paid, refund, balance, outOfBand, given));
    }
  }

  /**
   * Splits what is credited.
   *
   * @param due what the buyer still owes for the document
   * @throws BillingException.Invalid when the three do not make what was paid of it
   */
  public static CreditSplit of(
      Money total, Money due, Money refund, Money balance, Money outOfBand) {
    return new CreditSplit(total, prePayment(total, due), refund, balance, outOfBand);
  }

  /** All that was paid of it goes to the buyer's balance. */
  public static CreditSplit toBalance(Money total, Money due) {
    var owed = prePayment(total, due);
    var nothing = Money.zero(total.currency());
    return new CreditSplit(total, owed, nothing, total.minus(owed), nothing);
  }

  private static Money prePayment(Money total, Money due) {
    notNegative(total, "A credit note");
    notNegative(due, "The amount due");
    return total.compareTo(due) < 0 ? total : due;
  }

  private static void notNegative(Money amount, String what) {
    if (Exact.present(amount, what).isNegative()) {
      throw new BillingException.Invalid(what + " is 0 or more, not " + amount);
    }
  }
}
