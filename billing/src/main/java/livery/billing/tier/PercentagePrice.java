package livery.billing.tier;

import java.math.BigDecimal;
import java.util.List;
import livery.billing.BillingException;
import livery.billing.Exact;

/**
 * A percentage of each amount, with what is free and what one event costs at least and at most
 * (Lago's percentage model).
 *
 * @param percent of the paid part of an amount
 * @param fixed added for each event that is not wholly free
 * @param freeEvents the first so many events are free; 0 for none, or for no limit beside {@code
 *     freeAmount}
 * @param freeAmount and of them so much; 0 for none, or for no limit beside {@code freeEvents}
 * @param atLeast lowest charge of an event that is not wholly free
 * @param atMost highest charge of an event; {@link Tier#NO_END} for none
 */
public record PercentagePrice(
    BigDecimal percent,
    BigDecimal fixed,
    int freeEvents,
    BigDecimal freeAmount,
    BigDecimal atLeast,
    BigDecimal atMost) {

  public PercentagePrice {
    Exact.percent(percent, "The percentage");
    Exact.notNegative(fixed, "The fixed fee");
    Exact.notNegative(freeAmount, "The free amount");
    Exact.notNegative(atLeast, "The lowest charge");
    Exact.present(atMost, "The highest charge");
    if (freeEvents < 0 || atMost.compareTo(atLeast) < 0) {
      throw new BillingException.Invalid(
          "A percentage wants 0 or more free events and a highest charge above the lowest, not "
              + freeEvents
              + " events, "
              + atLeast.toPlainString()
              + " to "
              + atMost.toPlainString());
    }
  }

  /** Nothing but a percentage. */
  public static PercentagePrice of(String percent) {
    var zero = BigDecimal.ZERO;
    var rate = Exact.of(percent, "The percentage");
    return new PercentagePrice(rate, zero, 0, zero, zero, Tier.NO_END);
  }

  /** The exact price of the events of a period, in their order. */
  public BigDecimal total(List<BigDecimal> amounts) {
    var free = freeEvents == 0 && freeAmount.signum() == 0 ? BigDecimal.ZERO : limit();
    var total = BigDecimal.ZERO;
    for (var i = 0; i < Exact.present(amounts, "The list of amounts").size(); i++) {
      var amount = Exact.notNegative(amounts.get(i), "Row " + (i + 1) + ": the amount");
      var isFree = freeEvents == 0 || i < freeEvents;
      var unpaid = isFree ? amount.min(free) : BigDecimal.ZERO;
      free = free.subtract(unpaid);
      var paid = amount.subtract(unpaid);
      if (paid.signum() > 0) {
        var charge = paid.multiply(percent.movePointLeft(2)).add(fixed);
        total = total.add(charge.max(atLeast).min(atMost));
      }
    }
    return total;
  }

  private BigDecimal limit() {
    return freeAmount.signum() == 0 ? Tier.NO_END : freeAmount;
  }
}
