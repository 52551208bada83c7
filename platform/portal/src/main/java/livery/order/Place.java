package livery.order;

import java.util.regex.Pattern;
import livery.fault.Check;
import livery.fault.Fault;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Where a part of a list begins, and in which order it goes on. It gives a statement its last
 * condition and its order, and binds {@code :placeId} and {@code :placeValue}. Immutable.
 */
public final class Place<T> {

  private static final Pattern FORM = Pattern.compile("(\\d{1,18})(?:_(.{0,300})|(-))?");

  private final Orders<T> orders;
  private final String word;
  private final Orders.Column<T> column;
  private final long id;
  private final Object value;

  private Place(Orders<T> orders, String word, Orders.Column<T> column, long id, Object value) {
    this.orders = orders;
    this.word = word;
    this.column = column;
    this.id = id;
    this.value = value;
  }

  static <T> Place<T> parse(Orders<T> orders, String word, Orders.Column<T> column, String after) {
    if (after.isEmpty()) {
      return new Place<>(orders, word, column, 0, null);
    }
    var parts = FORM.matcher(after);
    var whole = parts.matches();
    var nothing = whole && parts.group(3) != null;
    if (!whole
        || column == null && (nothing || parts.group(2) != null)
        || column != null && nothing != (parts.group(2) == null)
        || nothing && column.type() != ColumnType.DAY) {
      throw wrong(after);
    }
    try {
      var value = column == null || nothing ? null : column.type().parse(parts.group(2));
      return new Place<>(orders, word, column, Long.parseLong(parts.group(1)), value);
    } catch (NumberFormatException | java.time.DateTimeException unreadable) {
      throw wrong(after);
    }
  }

  private static Fault wrong(String after) {
    return Fault.invalid("after", "fault.place", Check.shown(after));
  }

  /** The order's word. */
  public String word() {
    return word;
  }

  public boolean isFirst() {
    return id == 0;
  }

  /** Whether ids and values grow from row to row. */
  public boolean isUp() {
    return column == null ? word.equals(Orders.OLDEST) : !word.startsWith("-");
  }

  /** Right behind a row, as a word that can stand in an address once it is encoded. */
  public String after(T row) {
    var at = String.valueOf(orders.idOf(row));
    if (column == null) {
      return at;
    }
    var there = column.value().apply(row);
    return there == null ? at + "-" : at + "_" + there;
  }

  /** Right behind a row. */
  public Place<T> behind(T row) {
    return parse(orders, word, column, after(row));
  }

  /** The rows behind this place: {@code " AND …"}, or nothing at the beginning. */
  public String where() {
    if (isFirst()) {
      return "";
    }
    var than = isUp() ? " > " : " < ";
    var later = orders.id() + than + ":placeId";
    if (column == null) {
      return " AND " + later;
    }
    var at = column.sql();
    if (value == null) {
      var here = at + " IS NULL AND " + later;
      return isUp() ? " AND (" + here + " OR " + at + " IS NOT NULL)" : " AND " + here;
    }
    if (column.type() == ColumnType.DAY && !isUp()) {
      return " AND (%s < :placeValue OR %s = :placeValue AND %s OR %s IS NULL)"
          .formatted(at, at, later, at);
    }
    return " AND %s%s= :placeValue AND (%s%s:placeValue OR %s)"
        .formatted(at, than.stripTrailing(), at, than, later);
  }

  /** {@code " ORDER BY …"}. */
  public String by() {
    var way = isUp() ? "" : " DESC";
    return " ORDER BY " + (column == null ? "" : column.sql() + way + ", ") + orders.id() + way;
  }

  /** Binds what {@link #where} names. */
  public <S extends SqlStatement<S>> S bind(S statement) {
    if (isFirst()) {
      return statement;
    }
    statement.bind("placeId", id);
    return value == null ? statement : statement.bind("placeValue", value);
  }

  Orders<T> orders() {
    return orders;
  }

  Orders.Column<T> column() {
    return column;
  }
}
