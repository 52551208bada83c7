package livery.digest;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/** How often a report comes, and which days it is about. */
public enum Every {
  DAY,
  /** From Monday on. */
  WEEK,
  /** By the calendar. */
  MONTH;

  /** First day of the period that a day is in. */
  LocalDate start(LocalDate day) {
    return switch (this) {
      case DAY -> day;
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> day.withDayOfMonth(1);
    };
  }

  /** First day of the period after the one that begins on a day. */
  LocalDate next(LocalDate start) {
    return move(start, 1);
  }

  /** First day of the period before. */
  LocalDate before(LocalDate start) {
    return move(start, -1);
  }

  private LocalDate move(LocalDate start, int periods) {
    return switch (this) {
      case DAY -> start.plusDays(periods);
      case WEEK -> start.plusWeeks(periods);
      case MONTH -> start.plusMonths(periods);
    };
  }
}
