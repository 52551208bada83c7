package livery.order;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A list as a page shows it, read part by part: its order and its filters, and the addresses of the
 * same list in other orders. The heads of its columns and {@code <l:order>} draw it, and {@code
 * <l:parts>} the way to its other parts.
 */
public final class Ordered {

  /** The word for the column that ids go along, when things came. */
  private static final String ID = "id";

  private final Place<?> place;
  private final Map<String, String> filters;

  private Ordered(Place<?> place, Map<String, String> filters) {
    this.place = place;
    this.filters = filters;
  }

  /**
   * A list.
   *
   * @param filters names and values of the address's other parameters, in turn; empty ones and
   *     {@code null} are left out
   */
  public static Ordered of(Place<?> place, Object... filters) {
    var given = new LinkedHashMap<String, String>();
    for (var pair = 0; pair < filters.length; pair += 2) {
      var value = filters[pair + 1] == null ? "" : filters[pair + 1].toString();
      if (!value.isEmpty()) {
        given.put(filters[pair].toString(), value);
      }
    }
    return new Ordered(place, given);
  }

  /** The word of the order. */
  public String getWord() {
    return place.word();
  }

  /** All orders, for {@code <l:order>}. */
  public List<String> getWords() {
    return place.orders().words();
  }

  /** Whether an order goes along a column; else it is newest or oldest first. */
  public boolean isColumn(String word) {
    return !word.equals(Orders.NEWEST) && !word.equals(Orders.OLDEST);
  }

  /** Whether it goes along its column downwards. */
  public boolean isDown(String word) {
    return word.startsWith("-") || word.equals(Orders.NEWEST);
  }

  /** The key of what people call the column of an order. */
  public String key(String word) {
    return place.orders().key(word.replaceFirst("^-", ""));
  }

  /** What else the address has, for the hidden fields of a form. */
  public List<Map.Entry<String, String>> getFilters() {
    return List.copyOf(filters.entrySet());
  }

  /** Filters and order for an address: {@code "&text=…&order=…"}. */
  public String getKept() {
    return address(getWord());
  }

  /** Whether the list is shown from its beginning. */
  public boolean isFirst() {
    return place.isFirst();
  }

  /** The address of the list's beginning. */
  public String getStart() {
    return "?" + getKept().substring(1);
  }

  /** The address of the part behind a row. */
  public String behind(String after) {
    return "?after=" + encoded(after) + getKept();
  }

  /** The address of the same list along a column: up first, and the other way with a second go. */
  public String along(String column) {
    if (column.equals(ID)) {
      return "?"
          + address(getWord().equals(Orders.NEWEST) ? Orders.OLDEST : Orders.NEWEST).substring(1);
    }
    return "?" + address(getWord().equals(column) ? "-" + column : column).substring(1);
  }

  /** How the list goes along a column: {@code ascending}, {@code descending} or {@code none}. */
  public String sort(String column) {
    var mine =
        column.equals(ID)
            ? !isColumn(getWord())
            : getWord().equals(column) || getWord().equals("-" + column);
    return !mine ? "none" : isDown(getWord()) ? "descending" : "ascending";
  }

  private String address(String word) {
    var pairs = new LinkedHashMap<>(filters);
    pairs.put(Orders.FIELD, word);
    return pairs.entrySet().stream()
        .map(pair -> "&" + pair.getKey() + "=" + encoded(pair.getValue()))
        .collect(Collectors.joining());
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
