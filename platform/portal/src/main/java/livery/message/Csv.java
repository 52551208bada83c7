package livery.message;

import java.io.IOException;

/**
 * Rows of comma-separated values (RFC 4180), each value in quotes. What a spreadsheet would take
 * for a formula gets an apostrophe in front.
 */
final class Csv {

  private static final String FORMULA = "=+-@\t\r";

  private final Appendable out;

  Csv(Appendable out) {
    this.out = out;
  }

  /** Writes one row. */
  void row(Object... values) throws IOException {
    for (var i = 0; i < values.length; i++) {
      out.append(i == 0 ? "" : ",").append(quoted(values[i]));
    }
    out.append("\r\n");
  }

  private static String quoted(Object value) {
    var text = value == null ? "" : value.toString();
    var harmless = value instanceof Number || text.isEmpty() || FORMULA.indexOf(text.charAt(0)) < 0;
    return '"' + (harmless ? "" : "'") + text.replace("\"", "\"\"") + '"';
  }
}
