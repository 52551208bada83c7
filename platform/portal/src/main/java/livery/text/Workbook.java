package livery.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.Worksheet;

/**
 * A table as an Office Open XML workbook with one sheet (ECMA-376): numbers as numbers, all else as
 * text, which no spreadsheet takes for a formula.
 */
public final class Workbook {

  /** What a spreadsheet holds without losing a digit: 15 of them before the point. */
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,9})?");

  private Workbook() {}

  /** A table that {@link Csv} has written. */
  public static byte[] ofCsv(String csv) {
    return of(Csv.read(csv, Integer.MAX_VALUE - 1).stream().map(Csv.Row::cells).toList());
  }

  /** The bytes of a workbook. */
  public static byte[] of(List<List<String>> rows) {
    var bytes = new ByteArrayOutputStream();
    try (var book = new org.dhatim.fastexcel.Workbook(bytes, "Livery", "1.0")) {
      var page = book.newWorksheet("1");
      for (var row = 0; row < rows.size(); row++) {
        put(page, row, rows.get(row));
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static void put(Worksheet page, int row, List<String> cells) {
    for (var column = 0; column < cells.size(); column++) {
      var cell = cells.get(column);
      if (NUMBER.matcher(cell).matches()) {
        page.value(row, column, new BigDecimal(cell));
      } else {
        page.value(row, column, XmlText.clean(cell));
      }
    }
  }
}
