package livery.plugin;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import livery.api.Report.Table;
import livery.text.Workbook;

/**
 * A table as a file. A cell that a spreadsheet would take for a formula gets an apostrophe in front
 * (OWASP, "CSV Injection"): its text may come from a stranger's SMS.
 */
public final class Sheet {

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,9})?");
  private static final Pattern FORMULA =
      Pattern.compile("^[\\s]*[=+\\-@\\t\\r|%].*", Pattern.DOTALL);

  private Sheet() {}

  /** Comma-separated UTF-8 with a byte order mark, which Excel wants (RFC 4180). */
  public static byte[] csv(Table table) {
    var text = new StringBuilder("\uFEFF");
    csvRow(text, table.header());
    table.rows().forEach(row -> csvRow(text, row));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void csvRow(StringBuilder text, List<String> cells) {
    var quoted = new ArrayList<String>();
    for (var cell : cells) {
      quoted.add('"' + harmless(cell).replace("\"", "\"\"") + '"');
    }
    text.append(String.join(",", quoted)).append("\r\n");
  }

  /** An Office Open XML workbook with one sheet; numbers as numbers, all else as text. */
  public static byte[] xlsx(Table table) {
    var rows = new ArrayList<List<String>>();
    rows.add(table.header());
    rows.addAll(table.rows());
    return Workbook.of(
        rows.stream().map(row -> row.stream().map(Sheet::harmless).toList()).toList());
  }

  static String harmless(String cell) {
    return FORMULA.matcher(cell).matches() && !NUMBER.matcher(cell).matches() ? "'" + cell : cell;
  }
}
