package livery.billing;

import java.util.Collection;

/**
 * A product that stands for others, too: "plugin" is any campaign type, "plugin.voting" is one.
 * Every other product is itself alone: "sms.mo" is not "sms.mo.free". Stateless and thread-safe.
 */
public final class ProductFamily {

  /** Any campaign type. */
  public static final String TYPES = "plugin";

  private static final String ONE_TYPE = TYPES + ".";

  private ProductFamily() {}

  /** Whether it is one of a family. */
  public static boolean isMember(String product) {
    return product.startsWith(ONE_TYPE);
  }

  /** Whether a list of products is about this one: by its own name, or by its family's. */
  public static boolean covers(Collection<String> products, String product) {
    return products.contains(product) || isMember(product) && products.contains(TYPES);
  }

  /**
   * The same in SQL.
   *
   * @param list names with commas between them, an expression or a parameter that comes twice
   */
  public static String covers(String list, String product) {
    return "(FIND_IN_SET(%2$s, %1$s) OR (LEFT(%2$s, %3$d) = '%4$s' AND FIND_IN_SET('%5$s', %1$s)))"
        .formatted(list, product, ONE_TYPE.length(), ONE_TYPE, TYPES);
  }
}
