package livery.money;

import java.util.ArrayList;
import java.util.List;

/**
 * Tables as text (RFC 4180), for spreadsheets too: a cell that a spreadsheet would take for a
 * formula gets an apostrophe before it, and loses it again when it is read.
 */
final class Csv {

  private static final String FORMULA = "=+-@\t\r";

  private final StringBuilder text = new StringBuilder("\uFEFF");
  private boolean begun;

  /** A row of a file with the line that it begins on, 1 for the first. */
  record Row(int number, List<String> cells) {}

  /** A cell that people have written. */
  Csv text(String value) {
    return cell(value.isEmpty() || FORMULA.indexOf(value.charAt(0)) < 0 ? value : "'" + value);
  }

  /** A cell that the program has written: a number, a date. */
  Csv plain(Object value) {
    return cell(String.valueOf(value));
  }

  Csv end() {
    text.append("\r\n");
    begun = false;
    return this;
  }

  private Csv cell(String value) {
    if (begun) {
      text.append(',');
    }
    begun = true;
    if (value.chars().anyMatch(c -> c == ',' || c == ';' || c == '"' || c == '\n' || c == '\r')) {
      text.append('"').append(value.replace("\"", "\"\"")).append('"');
    } else {
      text.append(value);
    }
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }

  /**
   * Reads rows; a comma, semicolon or tab separates, whichever the first line has. Rows without
   * anything are left out.
   *
   * @param most rows to read; one more is read, so that the caller sees that there are too many
   */
  static List<Row> read(String file, int most) {
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
