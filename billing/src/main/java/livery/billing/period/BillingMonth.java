package livery.billing.period;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import livery.billing.BillingException;

/**
 * A month of a seller's books.
 *
 * @param zone whose midnights begin and end it
 */
public record BillingMonth(long sellerId, YearMonth month, ZoneId zone) {

  public BillingMonth {
    if (sellerId <= 0 || month.getYear() < 2000 || month.getYear() > 9000) {
      throw new BillingException.Invalid(
          "A month of a seller's books, not " + month + " of seller " + sellerId);
    }
  }

  /** As the database names it: 202603. */
  public int number() {
    return month.getYear() * 100 + month.getMonthValue();
  }

  /** First day. */
  public LocalDate firstDay() {
    return month.atDay(1);
  }

  /** First day after. */
  public LocalDate endDay() {
    return month.plusMonths(1).atDay(1);
  }

  /** First moment of a day. */
  public Instant start(LocalDate day) {
    return day.atStartOfDay(zone).toInstant();
  }

  /** First moment. */
  public Instant from() {
    return start(firstDay());
  }

  /** First moment after. */
  public Instant to() {
    return start(endDay());
  }

  @Override
  public String toString() {
    return month + " of seller " + sellerId;
  }
}
