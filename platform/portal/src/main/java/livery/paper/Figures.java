package livery.paper;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import livery.pdf.Grid;

/** Lines and tables of a sheet as the tables of its pages. */
final class Figures {

  private final Wording wording;
  private final Grid.Manner manner;

  Figures(Wording wording, Grid.Manner manner) {
    this.wording = wording;
    this.manner = manner;
  }

  /** What is sold. The rate of tax has a column only where lines differ in it. */
  Grid lines(List<Line> lines) {
    var heads = new ArrayList<>(List.of(Head.ROW, Head.NAME, Head.QUANTITY, Head.UNIT, Head.PRICE));
    var mixed =
        lines.stream().map(line -> line.regime() + line.percent().toPlainString()).distinct();
    if (mixed.count() > 1) {
      heads.add(Head.TAX_RATE);
    }
    heads.add(Head.NET);
    var rows = lines.stream().map(line -> new Table.Row(cells(heads, line), false)).toList();
    return grid(new Table("", List.of(), heads, rows, false));
  }

  private List<Object> cells(List<Head> heads, Line line) {
    var cells = new ArrayList<Object>(heads.size());
    for (var head : heads) {
      cells.add(
          switch (head) {
            case NAME ->
                line.detail().isEmpty()
                    ? flat(line.name())
                    : flat(line.name()) + "\n" + flat(line.detail());
            case UNIT -> wording.unit(line.unit());
            case QUANTITY -> line.quantity();
            case PRICE -> line.shownPrice();
            case TAX_RATE -> wording.rate(line.regime(), line.percent());
            case NET -> line.net().toBigDecimal();
            default -> null;
          });
    }
    return cells;
  }

  private static String flat(String text) {
    return text.replace('\n', ' ').replace('\r', ' ');
  }

  /** Any table. */
  Grid grid(Table table) {
    var heads = table.heads();
    var rows = new ArrayList<Grid.Row>(table.rows().size() + 1);
    var number = 0;
    for (var row : table.rows()) {
      var cells = new ArrayList<String>(heads.size());
      var amounts = new ArrayList<BigDecimal>(heads.size());
      number += row.strong() ? 0 : 1;
      for (var i = 0; i < heads.size(); i++) {
        var head = heads.get(i);
        var cell = row.cells().get(i);
        cells.add(head == Head.ROW && !row.strong() ? number + "" : shown(head, cell));
        amounts.add(head.addsUp() && cell instanceof BigDecimal amount ? amount : null);
      }
      rows.add(new Grid.Row(cells, Collections.unmodifiableList(amounts), row.strong()));
    }
    if (table.sum() && !table.rows().isEmpty()) {
      rows.add(sum(table));
    }
    var adds = heads.stream().anyMatch(Head::addsUp);
    var carry =
        new Grid.Carry(
            wording.of("carried"),
            wording.of("brought"),
            (column, sum) -> shown(heads.get(column), sum));
    var groups =
        table.groups().stream().map(one -> new Grid.Group(one.title(), one.columns())).toList();
    return new Grid(columns(table), groups, rows, adds ? carry : null, manner);
  }

  private Grid.Row sum(Table table) {
    var sums = sums(table);
    var cells = new ArrayList<String>(sums.size());
    var label = label(table.heads());
    for (var i = 0; i < sums.size(); i++) {
      var sum = sums.get(i) == null ? "" : shown(table.heads().get(i), sums.get(i));
      cells.add(i == label ? wording.of("sum") : sum);
    }
    return new Grid.Row(cells, Collections.nCopies(sums.size(), null), true);
  }

  /** What the columns of a table add up to; {@code null} where nothing does. */
  static List<BigDecimal> sums(Table table) {
    var sums = new BigDecimal[table.heads().size()];
    for (var row : table.rows()) {
      for (var i = 0; i < sums.length && !row.strong(); i++) {
        if (table.heads().get(i).addsUp() && row.cells().get(i) instanceof BigDecimal amount) {
          sums[i] = sums[i] == null ? amount : sums[i].add(amount);
        }
      }
    }
    return Arrays.asList(sums);
  }

  private static int label(List<Head> heads) {
    for (var i = 0; i < heads.size(); i++) {
      if (weight(heads.get(i)) > 0) {
        return i;
      }
    }
    return 0;
  }

  String shown(Head head, Object cell) {
    if (cell == null) {
      return "";
    }
    return switch (head.cell()) {
      case TEXT -> (String) cell;
      case DATE -> wording.day((LocalDate) cell);
      case WHOLE, QUANTITY -> wording.quantity((BigDecimal) cell);
      case PRICE -> wording.price((BigDecimal) cell);
      case PERCENT -> wording.percent((BigDecimal) cell);
      case MONEY -> wording.amount((BigDecimal) cell);
    };
  }

  private List<Grid.Column> columns(Table table) {
    return table.heads().stream()
        .map(head -> new Grid.Column(wording.head(head), head.cell().isNumber(), weight(head)))
        .toList();
  }

  private static float weight(Head head) {
    return switch (head) {
      case NAME, CLIENT -> 3;
      case SERVICE, NOTE, OPERATOR -> 2;
      case DOCUMENT, CONTRACT, NUMBER -> 1.6f;
      default -> 0;
    };
  }
}
