package livery.pdf;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A table that runs over pages: its head stands on each, and what was added up so far is carried
 * from one to the next. Letters shrink until the figures fit; texts wrap.
 */
public final class Grid {

  private static final float GAP = Widths.GAP;
  private static final float PAD = 3.6f;

  private final List<Column> columns;
  private final List<Group> groups;
  private final List<Row> rows;
  private final Carry carry;
  private final Manner manner;
  private Widths widths;
  private float size;

  /** A column; {@code weight} is its share of what is left, 0 for as wide as its widest cell. */
  public record Column(String head, boolean right, float weight) {}

  /** A head over several columns. */
  public record Group(String head, int columns) {}

  /**
   * A row.
   *
   * @param cells behind a line feed stands what is quieter
   * @param amounts what each cell adds up to, {@code null} where nothing is
   */
  public record Row(List<String> cells, List<BigDecimal> amounts, boolean strong) {}

  /**
   * What stands at the end of a page and at the beginning of the next.
   *
   * @param format a sum as the cells of its column are written
   */
  public record Carry(
      String onwards, String before, BiFunction<Integer, BigDecimal, String> format) {}

  /**
   * How it looks.
   *
   * @param brand of strong lines
   * @param ground of what is filled, in a tint
   */
  public record Manner(Ink brand, Ink ground, boolean round) {}

  /**
   * A table.
   *
   * @param carry {@code null} when nothing is carried
   */
  public Grid(
      List<Column> columns, List<Group> groups, List<Row> rows, Carry carry, Manner manner) {
    this.columns = List.copyOf(columns);
    this.groups = List.copyOf(groups);
    this.rows = List.copyOf(rows);
    this.carry = carry;
    this.manner = manner;
  }

  /** Draws it from where the leaves are. */
  public void on(Leaves leaves) {
    widths = Widths.of(leaves, columns, rows, carry);
    size = widths.size();
    var first = rows.isEmpty() ? 0 : height(wrapped(leaves, rows.get(0)));
    leaves.keep(headHeight(leaves) + first);
    head(leaves);
    var sums = new BigDecimal[columns.size()];
    for (var i = 0; i < rows.size(); i++) {
      var row = rows.get(i);
      var lines = wrapped(leaves, row);
      if (height(lines) + behind(leaves, i) > leaves.room()) {
        turn(leaves, sums, i > 0);
      }
      draw(leaves, row, lines, sums);
      add(sums, row);
    }
    leaves.down(4);
  }

  /** What must fit below a row: the sum that belongs to it, or the line that carries on. */
  private float behind(Leaves leaves, int index) {
    if (index + 1 >= rows.size()) {
      return 0;
    }
    var next = rows.get(index + 1);
    return index + 2 == rows.size() && next.strong()
        ? height(wrapped(leaves, next))
        : carryHeight();
  }

  private float carryHeight() {
    return carry == null ? 0 : leading() + 2 * PAD;
  }

  private void turn(Leaves leaves, BigDecimal[] sums, boolean begun) {
    if (carry != null && begun) {
      carried(leaves, sums, carry.onwards());
    }
    leaves.next();
    head(leaves);
    if (carry != null && begun) {
      carried(leaves, sums, carry.before());
    }
  }

  private void carried(Leaves leaves, BigDecimal[] sums, String words) {
    var cells = new ArrayList<String>();
    for (var i = 0; i < sums.length; i++) {
      cells.add(sums[i] == null ? "" : carry.format().apply(i, sums[i]));
    }
    var label = label();
    cells.set(label, words);
    var tint = manner.ground().tint(0.06);
    leaves.box(Leaves.LEFT, leaves.y(), Leaves.WIDTH, carryHeight(), tint, 0);
    var letters = new Lettering(Cut.STRONG, size, Ink.GREY);
    leaves.down(PAD);
    var x = Leaves.LEFT;
    for (var i = 0; i < columns.size(); i++) {
      var text = cells.get(i);
      if (i == label) {
        leaves.text(x, text, letters);
      } else {
        leaves.textBefore(x + widths.of(i), text, letters);
      }
      x += widths.of(i) + GAP;
    }
    leaves.down(leading() + PAD);
  }

  /** Where words stand in a row of sums: the widest column of text. */
  private int label() {
    var label = 0;
    for (var i = 0; i < columns.size(); i++) {
      if (columns.get(i).weight() > columns.get(label).weight()) {
        label = i;
      }
    }
    return label;
  }

  private static void add(BigDecimal[] sums, Row row) {
    for (var i = 0; i < sums.length && !row.strong(); i++) {
      var amount = row.amounts().get(i);
      if (amount != null) {
        sums[i] = sums[i] == null ? amount : sums[i].add(amount);
      }
    }
  }

  private float leading() {
    return size * 1.32f;
  }

  private Lettering plain() {
    return new Lettering(Cut.REGULAR, size, Ink.BLACK);
  }

  private Lettering heads() {
    return widths.heads();
  }

  private List<List<String>> headLines(Leaves leaves) {
    var lines = new ArrayList<List<String>>();
    for (var i = 0; i < columns.size(); i++) {
      lines.add(leaves.lines(columns.get(i).head(), heads(), widths.of(i)));
    }
    return lines;
  }

  private float headHeight(Leaves leaves) {
    var tallest = headLines(leaves).stream().mapToInt(List::size).max().orElse(1);
    var group = groups.isEmpty() ? 0 : heads().leading() + 2 * PAD;
    return group + tallest * heads().leading() + 2 * PAD;
  }

  private void head(Leaves leaves) {
    var lines = headLines(leaves);
    var letters = heads();
    var height = headHeight(leaves);
    var top = leaves.y();
    if (manner.round()) {
      var tint = manner.ground().tint(0.1);
      leaves.box(Leaves.LEFT - 8, top, Leaves.WIDTH + 16, height, tint, 7);
      letters = letters.in(Ink.BLACK);
    }
    groups(leaves, letters);
    var bottom = top + height - PAD;
    var x = Leaves.LEFT;
    for (var i = 0; i < columns.size(); i++) {
      leaves.down(bottom - lines.get(i).size() * letters.leading() - leaves.y());
      for (var line : lines.get(i)) {
        put(leaves, x, i, line, letters);
        leaves.down(letters.leading());
      }
      x += widths.of(i) + GAP;
    }
    leaves.down(top + height - leaves.y());
    if (!manner.round()) {
      leaves.rule(Leaves.LEFT, Leaves.RIGHT, manner.brand(), 0.9f);
    }
  }

  private void groups(Leaves leaves, Lettering letters) {
    if (groups.isEmpty()) {
      return;
    }
    var y = leaves.y();
    var x = Leaves.LEFT;
    var column = 0;
    for (var group : groups) {
      var width = -GAP;
      for (var i = 0; i < group.columns(); i++) {
        width += widths.of(column++) + GAP;
      }
      leaves.down(y + PAD - leaves.y());
      leaves.text(x, leaves.shortened(group.head(), letters, width), letters.in(Ink.BLACK));
      leaves.down(letters.leading() + 1);
      leaves.rule(x, x + width, Ink.LINE, 0.7f);
      x += width + GAP;
    }
  }

  private void put(Leaves leaves, float x, int column, String line, Lettering letters) {
    if (columns.get(column).right()) {
      leaves.textBefore(x + widths.of(column), line, letters);
    } else {
      leaves.text(x, line, letters);
    }
  }

  /** The lines of each cell; those behind the first line feed are quieter. */
  private List<Cell> wrapped(Leaves leaves, Row row) {
    var cells = new ArrayList<Cell>();
    var letters = row.strong() ? plain().strong() : plain();
    for (var i = 0; i < columns.size(); i++) {
      var text = row.cells().get(i);
      var cut = text.indexOf('\n');
      var main = leaves.lines(cut < 0 ? text : text.substring(0, cut), letters, widths.of(i));
      var all = new ArrayList<>(main);
      if (cut >= 0) {
        all.addAll(leaves.lines(text.substring(cut + 1), plain(), widths.of(i)));
      }
      cells.add(new Cell(all, main.size()));
    }
    return cells;
  }

  private record Cell(List<String> lines, int loud) {}

  private static int tallest(List<Cell> cells) {
    return cells.stream().mapToInt(cell -> cell.lines().size()).max().orElse(1);
  }

  private float height(List<Cell> cells) {
    return tallest(cells) * leading() + 2 * PAD;
  }

  private void draw(Leaves leaves, Row row, List<Cell> cells, BigDecimal[] sums) {
    var lines = tallest(cells);
    for (var from = 0; from < lines; ) {
      var fits = (int) ((leaves.room() - 2 * PAD - carryHeight()) / leading());
      var last = from + fits >= lines || height(cells) <= leaves.room();
      var to = last ? lines : from + Math.max(1, fits);
      strip(leaves, row, cells, from, to);
      from = to;
      if (from < lines) {
        turn(leaves, sums, true);
      }
    }
    if (row.strong()) {
      leaves.rule(Leaves.LEFT, Leaves.RIGHT, manner.brand(), 0.6f);
    } else {
      leaves.rule(Leaves.LEFT, Leaves.RIGHT, Ink.LINE, 0.4f);
    }
  }

  private void strip(Leaves leaves, Row row, List<Cell> cells, int from, int to) {
    var top = leaves.y() + PAD;
    var x = Leaves.LEFT;
    for (var i = 0; i < columns.size(); i++) {
      var cell = cells.get(i);
      for (var line = from; line < Math.min(to, cell.lines().size()); line++) {
        leaves.down(top + (line - from) * leading() - leaves.y());
        var letters = row.strong() ? plain().strong() : plain();
        put(
            leaves,
            x,
            i,
            cell.lines().get(line),
            line < cell.loud() ? letters : plain().in(Ink.GREY));
      }
      x += widths.of(i) + GAP;
    }
    leaves.down(top + (to - from) * leading() + PAD - leaves.y());
  }
}
