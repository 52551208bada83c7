package livery.books;

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
public record Month(YearMonth month, ZoneId zone, LocalDate issuedOn) {

  /** The month with this number, 202603. */
  public static Month of(int number, ZoneId zone, LocalDate issuedOn) {
    return new Month(YearMonth.of(number / 100, number % 100), zone, issuedOn);
  }

  /** The month before this one. */
  public Month before() {
    return new Month(month.minusMonths(1), zone, issuedOn);
  }

  /** 202603. */
  public int number() {
    return LedgerLines.number(month);
  }

  /** First day. */
  public LocalDate firstDay() {
    return month.atDay(1);
  }

  /** Last day. */
  public LocalDate lastDay() {
    return month.atEndOfMonth();
  }

  /** First moment. */
  public Instant from() {
    return firstDay().atStartOfDay(zone).toInstant();
  }

  /** First moment after. */
  public Instant to() {
    return month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
  }
}
