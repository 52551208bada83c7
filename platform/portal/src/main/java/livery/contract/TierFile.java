package livery.contract;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import livery.billing.tier.TierTable;
import livery.fault.Fault;
import livery.frame.Amounts;
import livery.text.Csv;

/** Tables of tiers as CSV: where a row ends (empty for the rest), price, flat fee, block. */
final class TierFile {

  static final List<String> HEAD = List.of("upTo", "price", "flat", "block");

  private TierFile() {}

  static String write(Terms.Table table) {
    var file = new StringBuilder();
    var csv = new Csv(file);
    csv.row(HEAD.toArray());
    for (var row : table.rows()) {
      csv.row(row.upTo(), row.price(), row.flat(), row.block());
    }
    return file.toString();
  }

  /**
   * The cells of a file, four in each row; a first row without a number in it is its head.
   *
   * @throws Fault when there are none, or too many
   */
  static List<List<String>> cells(String file) {
    var rows = Csv.read(file == null ? "" : file, TierTable.ROWS_MAX + 1);
    var cells = new ArrayList<List<String>>();
    for (var row : rows) {
      var head = cells.isEmpty() && row.cells().stream().noneMatch(cell -> cell.matches(".*\\d.*"));
      if (!head) {
        cells.add(
            IntStream.range(0, HEAD.size())
                .mapToObj(i -> i < row.cells().size() ? row.cells().get(i) : "")
                .toList());
      }
    }
    if (cells.isEmpty() || cells.size() > TierTable.ROWS_MAX) {
      throw Fault.invalid("pasted", "contract.fault.rows", TierTable.ROWS_MAX, cells.size());
    }
    return cells;
  }

  /** The rows of a file; what is no number is refused with its row. */
  static List<Terms.Row> rows(String file) {
    var rows = new ArrayList<Terms.Row>();
    for (var cells : cells(file)) {
      var at = "rows[" + rows.size() + "].";
      rows.add(
          new Terms.Row(
              number(at + "upTo", cells.get(0)),
              number(at + "price", cells.get(1)),
              number(at + "flat", cells.get(2)),
              number(at + "block", cells.get(3))));
    }
    return rows;
  }

  private static BigDecimal number(String field, String cell) {
    return cell.isBlank() ? null : Amounts.typed(field, cell);
  }
}
