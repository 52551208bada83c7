package livery.demo;

import java.time.Instant;
import livery.demo.cast.Company;
import livery.demo.cast.Operators;

/**
 * Something that the month's traffic begins with; what follows from it is decided by {@link
 * Replay}.
 */
sealed interface Event {

  Instant at();

  Operators.Phone phone();

  /** Our number, "UA 3838". */
  String number();

  String text();

  /** A subscriber's text. */
  record In(Instant at, Operators.Phone phone, String number, String text) implements Event {}

  /** A company's own text to somebody, of a campaign. */
  record Out(
      Instant at,
      Operators.Phone phone,
      String number,
      String text,
      Company company,
      String campaign)
      implements Event {}
}
