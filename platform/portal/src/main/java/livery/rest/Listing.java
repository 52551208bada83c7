package livery.rest;

import java.util.List;
import java.util.function.Function;

/**
 * A part of a list: {@code {"items": […], "next": "…"}}.
 *
 * @param next what to ask for as {@code after} to go on; {@code null} at the end
 */
public record Listing<T>(List<T> items, String next) {

  public Listing {
    items = List.copyOf(items);
  }

  /**
   * Cuts what a feature has read.
   *
   * @param rows up to {@code limit + 1} of them: the one too many says that there is more
   * @param cursor what the next part begins after
   */
  public static <R, T> Listing<T> of(
      List<R> rows, int limit, Function<R, ?> cursor, Function<R, T> shape) {
    var more = rows.size() > limit;
    var shown = more ? rows.subList(0, limit) : rows;
    return new Listing<>(
        shown.stream().map(shape).toList(),
        more ? String.valueOf(cursor.apply(shown.get(limit - 1))) : null);
  }

  /** A list that is given whole. */
  public static <T> Listing<T> whole(List<T> items) {
    return new Listing<>(items, null);
  }
}
