package livery.issue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;

/**
 * The month that documents are about.
 *
 * @param zone the platform's: all books are cut at its midnights
 * @param issuedOn the day that the documents bear
 */
record Month(YearMonth month, ZoneId zone, LocalDate issuedOn) {

  static Month of(int number, ZoneId zone, LocalDate issuedOn) {
    return new Month(YearMonth.of(number / 100, number % 100), zone, issuedOn);
  }

  /** 202603. */
  int number() {
    return LedgerLines.number(month);
  }

  LocalDate firstDay() {
    return month.atDay(1);
  }

  LocalDate lastDay() {
    return month.atEndOfMonth();
  }

  Instant from() {
    return firstDay().atStartOfDay(zone).toInstant();
  }

  Instant to() {
    return month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
  }
}
