package livery.sales;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * The rates that stood on what a sum is made of: units of the sale's currency for one of the
 * cost's. One rate is a span from itself to itself.
 *
 * @param first the earliest day from which one of them was stated to hold
 */
public record RateSpan(BigDecimal lowest, BigDecimal highest, LocalDate first, LocalDate last) {

  /** Whether there was one rate, of one day. */
  public boolean isOne() {
    return lowest.compareTo(highest) == 0 && first.equals(last);
  }

  /** Both together; either may be {@code null}, where nothing was converted. */
  static RateSpan both(RateSpan one, RateSpan other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return new RateSpan(
        one.lowest.min(other.lowest),
        one.highest.max(other.highest),
        one.first.isBefore(other.first) ? one.first : other.first,
        one.last.isAfter(other.last) ? one.last : other.last);
  }
}
