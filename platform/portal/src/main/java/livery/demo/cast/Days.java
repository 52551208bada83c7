package livery.demo.cast;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * The month that the story tells, counted back from now in the tenants' own zone.
 *
 * @param now when the story is told; nothing in it comes later
 */
public record Days(Instant now) {

  /** The zone of all tenants of the story. */
  public static final ZoneId ZONE = ZoneId.of("Europe/Kyiv");

  /** How many whole days of traffic there are before today. */
  public static final int HISTORY = 30;

  /** The day on which everybody began: signed, paid, rented numbers. */
  public static final int OPENING = HISTORY + 1;

  public Days {
    now = now.truncatedTo(ChronoUnit.MILLIS);
  }

  public LocalDate today() {
    return LocalDate.ofInstant(now, ZONE);
  }

  public LocalDate daysAgo(int days) {
    return today().minusDays(days);
  }

  /** A time of day on a day of the month; days below 0 are still to come. */
  public Instant at(int daysAgo, int hour, int minute) {
    return daysAgo(daysAgo).atTime(hour, minute).atZone(ZONE).toInstant();
  }

  /** How many days ago the last such day was whose evening is over. */
  public int lastEvening(DayOfWeek day) {
    var back = now.isBefore(at(0, 23, 30)) ? 1 : 0;
    while (daysAgo(back).getDayOfWeek() != day) {
      back++;
    }
    return back;
  }
}
