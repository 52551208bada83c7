package livery.order;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import livery.fault.Check;
import livery.fault.Fault;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * The one order of a list that is read part by part and whose rows are told apart by several
 * columns rather than by an id. All of them go the same way, and none is ever empty. Where a part
 * ends is said by the values of its last row, {@code 202603_2026-03-31_12_EUR}. Immutable.
 */
public final class KeyOrder<T> {

  private static final String BETWEEN = "_";

  private final boolean up;
  private final List<Column<T>> columns;

  private record Column<T>(ColumnType type, String sql, Function<T, Object> value) {}

  private record Keyed<T>(T row, List<Object> keys) {}

  /** Where a part begins: it gives a statement its last condition and its order. */
  public final class Place {

    private final List<Object> values;

    private Place(List<Object> values) {
      this.values = values;
    }

    /** The rows behind this place, {@code " AND …"}, in order: {@code " ORDER BY …"}. */
    public String sql() {
      var keys = columns.stream().map(Column::sql).collect(Collectors.joining(", ", "(", ")"));
      var bound =
          IntStream.range(0, columns.size())
              .mapToObj(at -> ":key" + at)
              .collect(Collectors.joining(", ", "(", ")"));
      var way = up ? "" : " DESC";
      return (values.isEmpty() ? "" : " AND " + keys + (up ? " > " : " < ") + bound)
          + columns.stream()
              .map(column -> column.sql() + way)
              .collect(Collectors.joining(", ", " ORDER BY ", ""));
    }

    /** Of rows that are all there those behind this place, in order. */
    public List<T> of(List<T> rows) {
      return rows.stream()
          .map(row -> new Keyed<>(row, keys(row)))
          .filter(row -> values.isEmpty() || compare(row.keys(), values) > 0)
          .sorted((one, other) -> compare(one.keys(), other.keys()))
          .map(Keyed::row)
          .toList();
    }

    /** Binds what {@link #sql} names. */
    public <S extends SqlStatement<S>> S bind(S statement) {
      for (var at = 0; at < values.size(); at++) {
        statement.bind("key" + at, values.get(at));
      }
      return statement;
    }
  }

  private KeyOrder(boolean up, List<Column<T>> columns) {
    this.up = up;
    this.columns = List.copyOf(columns);
  }

  /** A list whose keys grow from row to row. */
  public static <T> KeyOrder<T> up() {
    return new KeyOrder<>(true, List.of());
  }

  /** A list whose keys shrink from row to row. */
  public static <T> KeyOrder<T> down() {
    return new KeyOrder<>(false, List.of());
  }

  /**
   * And by one more column.
   *
   * @param sql the column as a statement names it
   * @param value what a row has in it; never null, and without "_"
   */
  public KeyOrder<T> and(ColumnType type, String sql, Function<T, Object> value) {
    var more = new ArrayList<>(columns);
    more.add(new Column<>(type, sql, value));
    return new KeyOrder<>(up, more);
  }

  private List<Object> keys(T row) {
    return columns.stream()
        .map(column -> column.type().parse(column.value().apply(row).toString()))
        .toList();
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // the values of a column are of one type
  private int compare(List<Object> one, List<Object> other) {
    var way = 0;
    for (var at = 0; at < one.size() && way == 0; at++) {
      way = ((Comparable) one.get(at)).compareTo(other.get(at));
    }
    return up ? way : -way;
  }

  /** Right behind a row, as a word that can stand in an address once it is encoded. */
  public String after(T row) {
    return columns.stream()
        .map(column -> column.value().apply(row).toString())
        .collect(Collectors.joining(BETWEEN));
  }

  /**
   * A place that somebody asked for.
   *
   * @param after what {@link #after} wrote; {@code null} or empty for the beginning
   * @throws Fault when it is nothing of this list
   */
  public Place from(String after) {
    if (after == null || after.isEmpty()) {
      return new Place(List.of());
    }
    var words = after.split(BETWEEN, -1);
    try {
      if (words.length == columns.size()) {
        return new Place(
            IntStream.range(0, words.length)
                .mapToObj(at -> columns.get(at).type().parse(words[at]))
                .toList());
      }
    } catch (NumberFormatException | DateTimeException unreadable) {
      // said below
    }
    throw Fault.invalid("after", "fault.place", Check.shown(after));
  }
}
