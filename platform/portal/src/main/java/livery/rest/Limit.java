package livery.rest;

import livery.fault.Check;
import livery.fault.Fault;

/** The query parameters of lists, checked. */
public final class Limit {

  public static final String DEFAULT = "50";
  public static final int MOST = 200;

  private Limit() {}

  /** How many rows: 1 to 200. */
  public static int rows(String limit) {
    return (int) Check.range("limit", number("limit", limit), 1, MOST);
  }

  /**
   * Where to go on.
   *
   * @param after the {@code next} of the part before; {@code null} or empty for the first part
   * @param first what stands for the beginning: 0, or {@link Long#MAX_VALUE} for newest first
   */
  public static long after(String after, long first) {
    return after == null || after.isEmpty() ? first : number("after", after);
  }

  private static long number(String field, String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException noNumber) {
      throw Fault.invalid(field, "rest.fault.number", field, Check.shown(value));
    }
  }
}
