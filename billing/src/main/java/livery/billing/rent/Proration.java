package livery.billing.rent;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import livery.billing.BillingException;
import livery.billing.Exact;
import livery.billing.Money;

/**
 * How a price for a whole period is shared out over a part of it.
 *
 * <p>The parts of DAILY_ACTUAL and DAILY_30 are differences of a rounded running total (round(whole
 * × days so far / days)), so adjoining parts add up to the whole to the millionth, however the
 * period is cut. With NONE a part that is asked for by itself costs the whole; {@link #split} says
 * what the parts of one period cost together: the first of them is the whole, the others nothing.
 */
public enum Proration {
  /** The whole price for any part: "sold per calendar month, also when asked for in its middle". */
  NONE,
  /** By the days that the period really has. */
  DAILY_ACTUAL,
  /**
   * Every month has 30 days: day 31 costs nothing, the last day of February up to three days. For
   * periods of at most 31 days.
   */
  DAILY_30;

  private static final int FIXED_DAYS = 30;
  private static final int MONTH_MAX = 31;

  /**
   * The price of the days {@code from} to {@code to}, the end not included. Rounded to the
   * currency's minor unit; the part that ends the period takes what is left.
   *
   * @param whole the price of the period
   * @param start first day of the period
   * @param end first day after it
   * @throws BillingException.Invalid when the part is empty or not within the period, the price is
   *     negative, or the period is longer than a month and DAILY_30 has no days for it
   */
  public Money part(Money whole, LocalDate start, LocalDate end, LocalDate from, LocalDate to) {
    present(whole, start, end, from, to);
    if (from.isBefore(start) || !from.isBefore(to) || to.isAfter(end)) {
      throw new BillingException.Invalid(
          "A part of %s to %s has a day or more within it, not %s to %s"
              .formatted(start, end, from, to));
    }
    if (this == NONE) {
      return whole;
    }
    if (this == DAILY_30 && ChronoUnit.DAYS.between(start, end) > MONTH_MAX) {
      throw new BillingException.Invalid(
          "DAILY_30 is for a period of a month, not %s to %s".formatted(start, end));
    }
    return upTo(whole, start, end, to).minus(upTo(whole, start, end, from));
  }

  /** See {@link #part}; the period is the calendar month. */
  public Money ofMonth(Money whole, LocalDate from, LocalDate to) {
    var start = Exact.present(from, "The first day of a part").withDayOfMonth(1);
    return part(whole, start, start.plusMonths(1), from, to);
  }

  /**
   * The prices of all parts of one period, which add up to the whole with every kind. With NONE the
   * period is sold with its first part.
   *
   * @param whole the price of the period
   * @param start first day of the period
   * @param end first day after it
   * @param cuts first days of the second and later parts, rising; none for a period in one part
   * @return one price more than cuts
   * @throws BillingException.Invalid when a part would be empty or not within the period, or the
   *     price is negative
   */
  public List<Money> split(Money whole, LocalDate start, LocalDate end, List<LocalDate> cuts) {
    present(whole, start, end, Exact.present(cuts, "The days that cut a period"), end);
    var parts = new ArrayList<Money>();
    var from = start;
    for (var i = 0; i <= cuts.size(); i++) {
      var to = i == cuts.size() ? end : cuts.get(i);
      var part = part(whole, start, end, from, to);
      parts.add(this == NONE && i > 0 ? Money.zero(whole.currency()) : part);
      from = to;
    }
    return List.copyOf(parts);
  }

  /**
   * The price of a stretch to the second, as Stripe prorates. Stretches add up to the whole, too.
   *
   * @param start first moment of the period
   * @param end first moment after it
   * @throws BillingException.Invalid when the stretch is empty or not within the period, or the
   *     price is negative
   */
  public static Money bySecond(Money whole, Instant start, Instant end, Instant from, Instant to) {
    present(whole, start, end, from, to);
    if (from.isBefore(start) || !from.isBefore(to) || to.isAfter(end)) {
      throw new BillingException.Invalid(
          "A part of %s to %s lies within it, not %s to %s".formatted(start, end, from, to));
    }
    return upTo(whole, start, end, to).minus(upTo(whole, start, end, from));
  }

  private static Money upTo(Money whole, Instant start, Instant end, Instant at) {
    if (at.equals(start) || at.equals(end)) { // a period may be shorter than a second
      return at.equals(start) ? Money.zero(whole.currency()) : whole;
    }
    return share(
        whole, ChronoUnit.SECONDS.between(start, at), ChronoUnit.SECONDS.between(start, end));
  }

  private static void present(Money whole, Object start, Object end, Object from, Object to) {
    Exact.present(whole, "The price of the period");
    Exact.present(start, "The start of the period");
    Exact.present(end, "The end of the period");
    Exact.present(from, "The start of a part");
    Exact.present(to, "The end of a part");
    if (whole.isNegative()) {
      throw new BillingException.Invalid(
          "The price of a period is 0 or more, not %s".formatted(whole));
    }
  }

  private Money upTo(Money whole, LocalDate start, LocalDate end, LocalDate day) {
    var days = this == DAILY_30 ? FIXED_DAYS : ChronoUnit.DAYS.between(start, end);
    return day.equals(end) ? whole : share(whole, ChronoUnit.DAYS.between(start, day), days);
  }

  private static Money share(Money whole, long gone, long all) {
    if (gone >= all) {
      return whole;
    }
    var digits = Currency.getInstance(whole.currency()).getDefaultFractionDigits();
    var amount =
        whole
            .toBigDecimal()
            .multiply(BigDecimal.valueOf(gone))
            .divide(
                BigDecimal.valueOf(all),
                Math.min(Math.max(digits, 0), Money.SCALE),
                RoundingMode.HALF_UP);
    return Money.of(amount, whole.currency());
  }
}
