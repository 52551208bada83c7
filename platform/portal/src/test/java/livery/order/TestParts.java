package livery.order;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A list that is read to its end, part after part, as pages and programs do. */
public final class TestParts {

  private TestParts() {}

  /**
   * All rows, in the order in which they come.
   *
   * @param limit rows of a part
   * @param read the rows behind a place, and how many at most
   * @param place where a row is
   */
  public static <T, K> List<T> all(
      K first, int limit, BiFunction<K, Integer, List<T>> read, Function<T, K> place) {
    var all = new ArrayList<T>();
    var after = first;
    List<T> part;
    do {
      part = read.apply(after, limit);
      all.addAll(part);
      after = part.isEmpty() ? after : place.apply(part.get(part.size() - 1));
    } while (part.size() == limit);
    return all;
  }
}
