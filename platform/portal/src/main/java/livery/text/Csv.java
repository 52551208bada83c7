package livery.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Tables as comma-separated text (RFC 4180), with the byte order mark that spreadsheets want. Texts
 * stand in quotes, numbers do not. A text that a spreadsheet would take for a formula gets an
 * apostrophe before it (OWASP, "CSV Injection"), and loses it again when it is read.
 */
public final class Csv {

  private static final String FORMULA = "=+-@\t\r";

  private final Appendable out;
  private final char separator;
  private final char decimal;

  /** A row of a file with the line that it begins on, 1 for the first. */
  public record Row(int number, List<String> cells) {}

  /** Begins a table at the beginning of {@code out}. */
  public Csv(Appendable out) {
    this(out, ',', '.', true);
  }

  /**
   * Begins a table as spreadsheets of a country have it.
   *
   * @param separator between cells
   * @param decimal in numbers
   * @param mark whether the byte order mark goes before it
   */
  public Csv(Appendable out, char separator, char decimal, boolean mark) {
    this.out = out;
    this.separator = separator;
    this.decimal = decimal;
    append(mark ? "\uFEFF" : "");
  }

  /**
   * Writes one row.
   *
   * @param values numbers, texts, {@code null} for an empty cell
   * @throws UncheckedIOException when the reader is gone
   */
  public void row(Object... values) {
    for (var i = 0; i < values.length; i++) {
      append(i == 0 ? "" : String.valueOf(separator));
      append(cell(values[i]));
    }
    append("\r\n");
  }

  private void append(String text) {
    try {
      out.append(text);
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private String cell(Object value) {
    if (value instanceof BigDecimal number) {
      return number.toPlainString().replace('.', decimal);
    }
    if (value == null || value instanceof Number) {
      return value == null ? "" : value.toString();
    }
    var text = value.toString();
    var harmless = text.isEmpty() || FORMULA.indexOf(text.charAt(0)) < 0;
    return '"' + (harmless ? "" : "'") + text.replace("\"", "\"\"") + '"';
  }

  /**
   * Reads rows; a comma, semicolon or tab separates, whichever the first line has. Rows without
   * anything are left out.
   *
   * @param most rows to read; one more is read, so that the caller sees that there are too many
   */
  public static List<Row> read(String file, int most) {
    var content = file.startsWith("\uFEFF") ? file.substring(1) : file;
    var separator = separator(content);
    var rows = new ArrayList<Row>();
    var cells = new ArrayList<String>();
    var cell = new StringBuilder();
    var quoted = false;
    var line = 1;
    var first = 1;
    for (var i = 0; i < content.length() && rows.size() <= most; i++) {
      var sign = content.charAt(i);
      if (quoted) {
        if (sign != '"') {
          cell.append(sign);
        } else if (i + 1 < content.length() && content.charAt(i + 1) == '"') {
          cell.append('"');
          i++;
        } else {
          quoted = false;
        }
      } else if (sign == '"' && cell.isEmpty()) {
        quoted = true;
      } else if (sign == separator) {
        take(cells, cell);
      } else if (sign == '\n') {
        take(cells, cell);
        add(rows, first, cells);
      } else if (sign != '\r') {
        cell.append(sign);
      }
      if (sign == '\n') {
        line++;
        first = quoted ? first : line;
      }
    }
    take(cells, cell);
    add(rows, first, cells);
    return rows;
  }

  private static void take(List<String> cells, StringBuilder cell) {
    var value = cell.toString().strip();
    var escaped =
        value.length() > 1 && value.charAt(0) == '\'' && FORMULA.indexOf(value.charAt(1)) >= 0;
    cells.add(escaped ? value.substring(1) : value);
    cell.setLength(0);
  }

  private static void add(List<Row> rows, int number, List<String> cells) {
    if (cells.stream().anyMatch(cell -> !cell.isEmpty())) {
      rows.add(new Row(number, List.copyOf(cells)));
    }
    cells.clear();
  }

  private static char separator(String content) {
    var end = content.indexOf('\n');
    var head = end < 0 ? content : content.substring(0, end);
    for (var sign : new char[] {';', '\t'}) {
      if (head.indexOf(sign) >= 0) {
        return sign;
      }
    }
    return ',';
  }
}
