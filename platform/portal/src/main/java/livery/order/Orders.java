package livery.order;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import livery.fault.Check;
import livery.fault.Fault;

/**
 * The orders of one list: newest or oldest first by id, and up or down along some of its columns.
 * In addresses and over REST they are {@code newest}, {@code oldest}, {@code amount} and {@code
 * -amount}. A feature offers only columns with an index, or of lists that are short for one tenant.
 * Immutable.
 */
public final class Orders<T> {

  public static final String NEWEST = "newest";
  public static final String OLDEST = "oldest";

  /** The field that names an order. */
  public static final String FIELD = "order";

  private final String id;
  private final ToLongFunction<T> idOf;
  private final String usual;
  private final List<Column<T>> columns;

  /**
   * A column that rows can be ordered by.
   *
   * @param word what it is called in addresses
   * @param key of what people call it
   * @param type of its values
   * @param sql the column as a statement names it
   * @param value what a row has in it; {@code null} only for a {@link ColumnType#DAY}
   */
  record Column<T>(
      String word, String key, ColumnType type, String sql, Function<T, ? extends Object> value) {}

  private Orders(String id, ToLongFunction<T> idOf, String usual, List<Column<T>> columns) {
    this.id = id;
    this.idOf = idOf;
    this.usual = usual;
    this.columns = List.copyOf(columns);
  }

  /**
   * A list with the newest first unless somebody asks for another order.
   *
   * @param id the column of the ids as a statement names it
   */
  public static <T> Orders<T> newestFirst(String id, ToLongFunction<T> idOf) {
    return new Orders<>(id, idOf, NEWEST, List.of());
  }

  /** A list with the oldest first unless somebody asks for another order. */
  public static <T> Orders<T> oldestFirst(String id, ToLongFunction<T> idOf) {
    return new Orders<>(id, idOf, OLDEST, List.of());
  }

  /** These and up or down along one more column. */
  public Orders<T> and(
      String word, String key, ColumnType type, String sql, Function<T, ? extends Object> value) {
    var more = new ArrayList<>(columns);
    more.add(new Column<>(word, key, type, sql, value));
    return new Orders<>(id, idOf, usual, more);
  }

  /** All words that name one of the orders. */
  public List<String> words() {
    var words = new ArrayList<>(List.of(NEWEST, OLDEST));
    columns.forEach(column -> words.addAll(List.of(column.word(), "-" + column.word())));
    return words;
  }

  /** The beginning in the usual order. */
  public Place<T> first() {
    return from("", "");
  }

  /** Behind a row of this id in the usual order; 0 or {@link Long#MAX_VALUE} for the beginning. */
  public Place<T> behind(long rowId) {
    return rowId == 0 || rowId == Long.MAX_VALUE ? first() : from("", String.valueOf(rowId));
  }

  /**
   * A place that somebody asked for.
   *
   * @param order one of {@link #words}; {@code null} or empty for the usual one
   * @param after what {@link Place#after} wrote; {@code null} or empty for the beginning
   * @throws Fault when either is wrong
   */
  public Place<T> from(String order, String after) {
    var word = order == null || order.isEmpty() ? usual : Check.oneOf(FIELD, order, words());
    var column =
        columns.stream()
            .filter(one -> one.word().equals(word.replaceFirst("^-", "")))
            .findFirst()
            .orElse(null);
    return Place.parse(this, word, column, after == null ? "" : after);
  }

  /** As {@link #from}, for a page: what cannot be read begins at the beginning. */
  public Place<T> shown(String order, String after) {
    try {
      return from(words().contains(order) ? order : "", after);
    } catch (Fault unreadable) {
      return from(words().contains(order) ? order : "", "");
    }
  }

  /** Rows that are all there, in an order of theirs. */
  public List<T> sorted(List<T> rows, Place<T> place) {
    return rows.stream().sorted(comparator(place)).toList();
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // the values of a column are of one type
  private Comparator<T> comparator(Place<T> place) {
    Comparator<T> byId = Comparator.comparingLong(idOf);
    var column = place.column();
    var up =
        column == null
            ? byId
            : Comparator.comparing(
                    (T row) -> (Comparable) column.value().apply(row),
                    Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparing(byId);
    return place.isUp() ? up : up.reversed();
  }

  /** The key of what people call a column, by its word. */
  String key(String word) {
    return columns.stream()
        .filter(column -> column.word().equals(word))
        .map(Column::key)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no column " + word));
  }

  String id() {
    return id;
  }

  long idOf(T row) {
    return idOf.applyAsLong(row);
  }
}
