package livery.currency;

import java.util.ArrayList;
import java.util.List;
import livery.billing.contract.CurrencyRate;
import livery.fault.Fault;
import livery.frame.Amounts;

/** Rates as CSV: from, to, rate, valid_from, source. A comma in a source stands in quotes. */
final class RateFile {

  private static final String HEAD = "from,to,rate,valid_from,source";
  private static final int CELLS = 5;

  private RateFile() {}

  static List<Rates.Wish> read(String file) {
    var wishes = new ArrayList<Rates.Wish>();
    for (var line : (file == null ? "" : file.replace("\uFEFF", "")).split("\\R")) {
      if (line.isBlank()
          || wishes.isEmpty() && line.toLowerCase(java.util.Locale.ROOT).startsWith("from")) {
        continue;
      }
      var at = "rows[" + wishes.size() + "]";
      if (wishes.size() == Rates.ROWS_MAX) {
        throw Fault.invalid("file", "currency.fault.rows", Rates.ROWS_MAX);
      }
      var cells = cells(line);
      if (cells.size() != CELLS) {
        throw Fault.invalid(at, "currency.fault.cells", wishes.size() + 1, CELLS, cells.size());
      }
      wishes.add(
          new Rates.Wish(
              cells.get(0),
              cells.get(1),
              Amounts.typed(at + ".rate", cells.get(2)),
              cells.get(3),
              cells.get(4)));
    }
    if (wishes.isEmpty()) {
      throw Fault.invalid("file", "fault.missing", "file");
    }
    return wishes;
  }

  /** Cells between commas or semicolons, whichever comes first; quotes hold a cell together. */
  private static List<String> cells(String line) {
    var comma = separator(line);
    var cells = new ArrayList<String>();
    var cell = new StringBuilder();
    var quoted = false;
    for (var i = 0; i < line.length(); i++) {
      var c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        cell.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == comma && !quoted) {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString().strip());
    return cells;
  }

  private static char separator(String line) {
    var comma = line.indexOf(',');
    var semicolon = line.indexOf(';');
    return semicolon >= 0 && (comma < 0 || semicolon < comma) ? ';' : ',';
  }

  static String write(List<Rates.Entry> entries) {
    var file = new StringBuilder(HEAD).append('\n');
    for (var entry : entries) {
      CurrencyRate rate = entry.rate();
      file.append(rate.from())
          .append(',')
          .append(rate.to())
          .append(',')
          .append(rate.rate().stripTrailingZeros().toPlainString())
          .append(',')
          .append(rate.date())
          .append(",\"")
          .append(rate.source().replace("\"", "\"\""))
          .append("\"\n");
    }
    return file.toString();
  }
}
