package livery.billing.contract;

import java.time.LocalDate;
import livery.billing.BillingException;
import livery.billing.Exact;
import livery.billing.Money;
import livery.billing.rent.Proration;

/**
 * What a buyer pays at least in a period, whatever it used.
 *
 * @param amount for a whole period
 * @param proration what of it holds for a part of a period
 */
public record MinimumSpend(Money amount, Proration proration) {

  public MinimumSpend {
    Exact.present(amount, "The amount of a minimum");
    Exact.present(proration, "The proration of a minimum");
    if (amount.isNegative()) {
      throw new BillingException.Invalid("A minimum is 0 or more, not " + amount);
    }
  }

  /** What is missing to the minimum of a whole period, 0 where it is reached. */
  public Money trueUp(Money spent) {
    return missing(amount, spent);
  }

  /**
   * What is missing to the minimum of a part of a period.
   *
   * @param end first day after the period
   * @param to first day after the part
   */
  public Money trueUp(Money spent, LocalDate start, LocalDate end, LocalDate from, LocalDate to) {
    return missing(proration.part(amount, start, end, from, to), spent);
  }

  private static Money missing(Money minimum, Money spent) {
    var rest = minimum.minus(Exact.present(spent, "What was spent"));
    return rest.isNegative() ? Money.zero(minimum.currency()) : rest;
  }
}
