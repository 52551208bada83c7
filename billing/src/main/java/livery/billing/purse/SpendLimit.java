package livery.billing.purse;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import livery.billing.BillingException;
import livery.billing.Exact;
import livery.billing.Money;

/**
 * How much may be spent on one day. Immutable; start a day with {@link #none}.
 *
 * @param perDay 0 forbids all spending
 * @param zone whose midnight begins a day
 */
public record SpendLimit(Money perDay, ZoneId zone) {

  /**
   * What was spent on the day of the last purchase.
   *
   * @param day {@link LocalDate#MIN} before the first
   */
  public record Spent(SpendLimit limit, LocalDate day, Money amount) {

    /** What may still be spent at a moment. */
    public Money left(Instant at) {
      return limit.perDay.minus(limit.day(at).isAfter(day) ? limit.nothing() : amount);
    }

    /** Whether a purchase fits; exactly the limit does. */
    public boolean allows(Money purchase, Instant at) {
      return left(at).compareTo(purchase) >= 0;
    }

    /**
     * Spends.
     *
     * @param purchase above 0
     * @throws BillingException.NoMoney when it goes over the limit; nothing is spent then
     */
    public Spent spend(Money purchase, Instant at) {
      if (Exact.present(purchase, "What is spent").isNegative() || purchase.isZero()) {
        throw new BillingException.Invalid("What is spent is above 0, not " + purchase);
      }
      if (!allows(purchase, at)) {
        throw new BillingException.NoMoney(
            "Of %s a day %s are left, not %s".formatted(limit.perDay, left(at), purchase));
      }
      var today = limit.day(at);
      return today.isAfter(day)
          ? new Spent(limit, today, purchase)
          : new Spent(limit, day, amount.plus(purchase));
    }

    /**
     * Takes a purchase back: a released hold, a refund. What was spent on an earlier day frees
     * nothing today.
     *
     * @param boughtAt when it was spent
     */
    public Spent release(Money purchase, Instant boughtAt) {
      if (!limit.day(boughtAt).equals(day)) {
        return this;
      }
      var rest = amount.minus(Exact.present(purchase, "What is taken back"));
      if (purchase.isNegative() || rest.isNegative()) {
        throw new BillingException.Invalid(
            "Of " + amount + " spent, " + purchase + " cannot be taken back");
      }
      return new Spent(limit, day, rest);
    }
  }

  public SpendLimit {
    Exact.present(perDay, "A limit");
    Exact.present(zone, "The zone of a limit");
    if (perDay.isNegative()) {
      throw new BillingException.Invalid("A limit is 0 or more, not " + perDay);
    }
  }

  /** Nothing spent yet. */
  public Spent none() {
    return new Spent(this, LocalDate.MIN, nothing());
  }

  /** The day of a moment. */
  public LocalDate day(Instant at) {
    return Exact.present(at, "The moment").atZone(zone).toLocalDate();
  }

  private Money nothing() {
    return Money.zero(perDay.currency());
  }
}
