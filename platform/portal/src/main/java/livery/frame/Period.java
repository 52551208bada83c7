package livery.frame;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import livery.fault.Check;
import livery.fault.Fault;

/**
 * Whole days in a tenant's zone.
 *
 * @param from first day
 * @param to last day, included; at most {@value #DAYS_MAX} days in all
 */
public record Period(LocalDate from, LocalDate to, ZoneId zone) {

  /** Longest period. */
  public static final int DAYS_MAX = 366;

  public Period {
    if (to.isBefore(from)) {
      throw Fault.invalid("to", "frame.fault.period-order", from, to);
    }
    if (ChronoUnit.DAYS.between(from, to) >= DAYS_MAX) {
      throw Fault.invalid("to", "frame.fault.period-long", DAYS_MAX);
    }
  }

  /**
   * As asked for, "2026-03-01"; what is empty is the month up to today.
   *
   * @param today in that zone
   */
  public static Period of(String from, String to, LocalDate today, ZoneId zone) {
    var end = to == null || to.isEmpty() ? today : date("to", to);
    var start =
        from == null || from.isEmpty() ? end.minusMonths(1).plusDays(1) : date("from", from);
    return new Period(start, end, zone);
  }

  /** A day as written in forms and addresses, "2026-03-01". */
  public static LocalDate date(String field, String text) {
    try {
      var day = LocalDate.parse(text);
      Check.range(field, day.getYear(), 2000, 9998);
      return day;
    } catch (DateTimeException noDate) {
      throw Fault.invalid(field, "frame.fault.date", Check.shown(text));
    }
  }

  public Instant start() {
    return from.atStartOfDay(zone).toInstant();
  }

  /** First moment after. */
  public Instant end() {
    return to.plusDays(1).atStartOfDay(zone).toInstant();
  }

  public int days() {
    return (int) ChronoUnit.DAYS.between(from, to) + 1;
  }
}
