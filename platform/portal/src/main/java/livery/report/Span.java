package livery.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import livery.fault.Check;

/**
 * Today, or so many days that end today, in the tenant's zone; and the same stretch before it, up
 * to the same time of the day, so that half a day is not compared with a whole one.
 *
 * @param days 1, 7 or 30
 * @param now the end of the stretch
 */
public record Span(int days, ZoneId zone, Instant now) {

  /** The stretches that people choose from. */
  public static final List<Integer> DAYS = List.of(1, 7, 30);

  public Span {
    Check.oneOf("days", String.valueOf(days), DAYS.stream().map(String::valueOf).toList());
  }

  LocalDate today() {
    return LocalDate.ofInstant(now, zone);
  }

  /** The days from the first to today. */
  List<LocalDate> dates() {
    return IntStream.range(0, days).mapToObj(i -> today().minusDays(days - 1L - i)).toList();
  }

  /** First moment. */
  Instant from() {
    return today().minusDays(days - 1L).atStartOfDay(zone).toInstant();
  }

  /** First moment of the stretch before. */
  Instant beforeFrom() {
    return today().minusDays(2L * days - 1).atStartOfDay(zone).toInstant();
  }

  /** End of the stretch before. */
  Instant beforeTo() {
    return now.atZone(zone).minusDays(days).toInstant();
  }

  /** The full hour from which counts are needed. */
  Instant firstHour() {
    return beforeFrom().truncatedTo(ChronoUnit.HOURS);
  }

  /** The full hour after the last count. */
  Instant endHour() {
    return now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
  }

  /** How much of an hour's counts belong to the stretch: all, nothing. */
  boolean holds(Instant hour) {
    return !hour.isBefore(from().truncatedTo(ChronoUnit.HOURS));
  }

  /** How much of an hour's counts belong to the stretch before: the last hour in part. */
  double shareBefore(Instant hour) {
    var last = beforeTo().truncatedTo(ChronoUnit.HOURS);
    if (hour.isAfter(last) || holds(hour)) {
      return 0;
    }
    return hour.equals(last) ? ChronoUnit.SECONDS.between(last, beforeTo()) / 3_600.0 : 1;
  }
}
