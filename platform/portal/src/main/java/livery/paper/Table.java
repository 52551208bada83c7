package livery.paper;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import livery.billing.Money;

/**
 * A table of figures: the registry of an agent's report, the claims of a netting statement.
 *
 * @param title what stands above it; empty for nothing
 * @param groups heads above the heads, for two-sided tables; empty for none
 * @param sum whether a last row adds up the columns that add up
 */
public record Table(
    String title, List<Group> groups, List<Head> heads, List<Row> rows, boolean sum) {

  /** The most rows of one table; more is a matter for an export. */
  public static final int MOST_ROWS = 20_000;

  /** The most columns that a page can hold. */
  public static final int MOST_COLUMNS = 10;

  /** A head over several columns. */
  public record Group(String title, int columns) {}

  /**
   * A document or payment between two.
   *
   * @param charged by the issuer to the recipient, or {@code null}
   * @param paid by the recipient, or {@code null}
   */
  public record Entry(LocalDate date, String document, Money charged, Money paid) {}

  /**
   * One row.
   *
   * @param cells in the order of the heads: texts, {@code LocalDate}, {@code BigDecimal} or {@code
   *     null} for an empty one
   * @param strong whether it stands out: an opening balance, a subtotal; such rows are not added up
   */
  public record Row(List<Object> cells, boolean strong) {

    public Row {
      cells = Collections.unmodifiableList(new ArrayList<>(cells));
    }

    /** A plain row; {@code Money} becomes its amount, a whole number a decimal. */
    public static Row of(Object... cells) {
      return new Row(plain(cells), false);
    }

    /** A row that stands out. */
    public static Row strong(Object... cells) {
      return new Row(plain(cells), true);
    }

    private static List<Object> plain(Object... cells) {
      var plain = new ArrayList<Object>(cells.length);
      for (var cell : cells) {
        if (cell instanceof Money money) {
          plain.add(money.toBigDecimal());
        } else if (cell instanceof Long || cell instanceof Integer) {
          plain.add(BigDecimal.valueOf(((Number) cell).longValue()));
        } else {
          plain.add(cell);
        }
      }
      return plain;
    }
  }

  public Table {
    title = Party.text(title);
    groups = List.copyOf(groups);
    heads = List.copyOf(heads);
    rows = List.copyOf(rows);
    if (heads.isEmpty() || heads.size() > MOST_COLUMNS || rows.size() > MOST_ROWS) {
      throw new PaperException(
          "A table has 1 to %d columns and at most %d rows, not %d and %d"
              .formatted(MOST_COLUMNS, MOST_ROWS, heads.size(), rows.size()));
    }
    var grouped = groups.stream().mapToInt(Group::columns).sum();
    if (!groups.isEmpty() && grouped != heads.size()) {
      throw new PaperException(
          "Groups cover all %d columns, not %d".formatted(heads.size(), grouped));
    }
    for (var i = 0; i < rows.size(); i++) {
      check(i + 1, heads, rows.get(i).cells());
    }
  }

  /** A table with a last row that adds up. */
  public static Table of(String title, List<Head> heads, List<Row> rows) {
    return new Table(title, List.of(), heads, rows, true);
  }

  /**
   * The account between two, as a reconciliation act shows it: the same entries as the issuer has
   * them at the left, and mirrored, as the recipient has them, at the right.
   *
   * @param opening what the recipient owed before; below zero when it had paid ahead
   * @param entries in order of time
   */
  public static Table reconciliation(
      String issuer, String recipient, String openingWords, Money opening, List<Entry> entries) {
    var rows = new ArrayList<Row>(entries.size() + 1);
    var owed = opening.isNegative() ? null : opening;
    var paidAhead = opening.isNegative() ? opening.negated() : null;
    rows.add(Row.strong(null, openingWords, owed, paidAhead, null, openingWords, paidAhead, owed));
    for (var entry : entries) {
      rows.add(
          Row.of(
              entry.date(),
              entry.document(),
              entry.charged(),
              entry.paid(),
              entry.date(),
              entry.document(),
              entry.paid(),
              entry.charged()));
    }
    var side = List.of(Head.DATE, Head.DOCUMENT, Head.DEBIT, Head.CREDIT);
    var heads = Stream.concat(side.stream(), side.stream()).toList();
    return new Table(
        "",
        List.of(new Group(issuer, side.size()), new Group(recipient, side.size())),
        heads,
        rows,
        true);
  }

  private static void check(int number, List<Head> heads, List<Object> cells) {
    if (cells.size() != heads.size()) {
      throw new PaperException(
          "Row %d has %d cells, not %d".formatted(number, heads.size(), cells.size()));
    }
    for (var i = 0; i < cells.size(); i++) {
      var cell = cells.get(i);
      if (cell != null && !heads.get(i).cell().type().isInstance(cell)) {
        throw new PaperException(
            "Row %d, %s: expected %s, not %s"
                .formatted(
                    number,
                    heads.get(i),
                    heads.get(i).cell().type().getSimpleName(),
                    cell.getClass().getSimpleName()));
      }
    }
  }
}
