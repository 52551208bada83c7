package livery.money;

import java.time.Instant;
import java.util.regex.Pattern;
import livery.billing.Statement;
import livery.fault.Check;
import livery.fault.Fault;

/** Where a page of a statement ended, as a word that can stand in an address. */
final class StatementCursor {

  private static final Pattern FORM = Pattern.compile("(\\d{1,15})_(\\d{1,18})_(-?\\d{1,18})");

  private StatementCursor() {}

  static String write(Statement.Cursor cursor) {
    return cursor.postedAt().toEpochMilli()
        + "_"
        + cursor.transferId()
        + "_"
        + cursor.balanceMicros();
  }

  /** The page after this one goes on below this line; {@code up} when the oldest is on top. */
  static String after(Statement.Line line, boolean up) {
    return write(
        new Statement.Cursor(
            line.transfer().postedAt(),
            line.transfer().id(),
            up ? line.balance().micros() : line.balance().minus(line.change()).micros()));
  }

  static Statement.Cursor parse(String text) {
    var parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw Fault.invalid("after", "money.fault.cursor", Check.shown(text));
    }
    return new Statement.Cursor(
        Instant.ofEpochMilli(Long.parseLong(parts.group(1))),
        Long.parseLong(parts.group(2)),
        Long.parseLong(parts.group(3)));
  }
}
