package livery.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Random;
import livery.demo.cast.Days;
import livery.demo.cast.Picked;

/** When people text: a shape of the day and of the week for each trade. */
enum Curve {
  EVENING(
      hours(4, 2, 1, 1, 1, 1, 2, 4, 5, 5, 5, 6, 7, 6, 6, 6, 7, 9, 14, 22, 28, 24, 14, 8),
      week(8, 8, 9, 9, 12, 16, 13)),
  COFFEE(
      hours(0, 0, 0, 0, 0, 1, 4, 18, 26, 20, 14, 10, 12, 14, 10, 9, 10, 11, 9, 6, 3, 1, 0, 0),
      week(11, 12, 12, 12, 13, 8, 6)),
  OFFICE(
      hours(0, 0, 0, 0, 0, 0, 1, 4, 12, 18, 20, 18, 12, 10, 14, 16, 12, 8, 4, 2, 1, 0, 0, 0),
      week(12, 12, 12, 12, 11, 4, 1)),
  DINNER(
      hours(2, 1, 0, 0, 0, 0, 0, 0, 1, 2, 4, 9, 14, 13, 7, 5, 6, 10, 18, 24, 22, 14, 8, 4),
      week(7, 8, 8, 9, 15, 16, 13)),
  GYM(
      hours(0, 0, 0, 0, 0, 2, 10, 14, 10, 6, 4, 4, 6, 5, 4, 4, 8, 14, 16, 12, 7, 3, 1, 0),
      week(14, 12, 13, 11, 9, 8, 6)),
  DAY(
      hours(1, 0, 0, 0, 0, 0, 1, 3, 6, 9, 11, 11, 12, 11, 10, 10, 10, 11, 12, 11, 9, 6, 4, 2),
      week(9, 9, 9, 10, 11, 14, 13));

  private static final int HOUR_SECONDS = 3_600;

  private final int[] hours;
  private final int[] week;

  Curve(int[] hours, int[] week) {
    this.hours = hours;
    this.week = week;
  }

  private static int[] hours(int... weights) {
    return weights;
  }

  private static int[] week(int... weights) {
    return weights;
  }

  /** How many texts come on a day, when it is {@code perDay} on the average. */
  int count(double perDay, LocalDate day, Random random) {
    var mean = perDay * 7 * week[day.getDayOfWeek().getValue() - 1] / sum(week);
    return (int) Math.max(0, Math.round(mean + random.nextGaussian() * Math.sqrt(mean)));
  }

  /** When one of them comes. */
  Instant moment(LocalDate day, Random random) {
    var hour = Picked.index(hours, random);
    return day.atTime(hour, 0)
        .atZone(Days.ZONE)
        .toInstant()
        .plusMillis(random.nextInt(HOUR_SECONDS * 1_000));
  }

  private static int sum(int[] weights) {
    var sum = 0;
    for (var weight : weights) {
      sum += weight;
    }
    return sum;
  }
}
