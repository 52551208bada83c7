package livery.sales;

import java.util.ArrayList;
import livery.billing.HeldLines;

/** The statement that sums up the rated rows of a stretch of events for {@link SalesCount}. */
final class SalesSums {

  private static final String KEY =
      "seller_id, buyer_id, product, price_id, currency, cost_currency, rate, rate_on";

  private static final String SUMS =
      ", SUM(quantity) AS quantity, SUM(amount) AS amount, SUM(own_quantity) AS own_quantity,"
          + " SUM(own_amount) AS own_amount, SUM(cost) AS cost, SUM(waiting) AS waiting";

  private static final String POSTED = " AND r.state = 'POSTED'";

  /** What the level above holds, read once and not for each line. */
  private static final String HELD =
      " LEFT JOIN (SELECT event_id, level, buyer_id, currency, amount FROM "
          + HeldLines.NEAR
          + " near LIMIT "
          + Long.MAX_VALUE
          + ") w ON w.event_id = r.event_id AND w.level = r.level + 1 AND w.buyer_id = r.seller_id";

  private static final String RETURNED =
      "rated_return f JOIN rated r ON r.event_id = f.event_id AND ";

  /**
   * What each seller sold, what the level above charged it for the same, and what that level still
   * holds and may charge.
   *
   * @param held whether anything is held
   * @param back whether anything was given back
   */
  private static String sums(boolean held, boolean back) {
    var parts = new ArrayList<String>();
    parts.add(new Part("r", "r.posted", "r.amount", "1", "0", "rated r").sql(held, POSTED));
    if (back) {
      var refunds = "refund f JOIN rated r ON r.event_id = f.event_id";
      parts.add(new Part("f", "-r.posted", "-r.amount", "-1", "0", refunds).sql(held, POSTED));
      // A part that one level gave back: less sold by its seller, less cost of the level below.
      var sold = RETURNED + "r.level = f.level";
      parts.add(new Part("f", "-f.quantity", "-f.amount", "0", "0", sold).sql(held, ""));
      var cost = RETURNED + "r.level + 1 = f.level";
      parts.add(new Part("f", "0", "0", "0", "f.amount", cost).sql(held, ""));
    }
    return "SELECT posting_id, "
        + KEY
        + SUMS
        + " FROM ("
        + String.join(" UNION ALL ", parts)
        + ") part GROUP BY posting_id, "
        + KEY;
  }

  /**
   * One kind of line, summed up: what UNION ALL takes it writes down row by row. Level 0 is what
   * the buyer used itself.
   *
   * @param lines whose event and posting count
   * @param times how often the cost counts
   * @param back what is taken off the cost
   */
  private record Part(
      String lines, String quantity, String amount, String times, String back, String from) {

    String sql(boolean held, String which) {
      return "SELECT %1$s.posting_id AS posting_id, r.seller_id, r.buyer_id, r.product, r.price_id,"
              .formatted(lines)
          + " r.currency, COALESCE(up.currency, "
          + (held ? "w.currency, " : "")
          + "'') AS cost_currency, COALESCE(r.rate, 0) AS rate, COALESCE(r.rate_on, '1970-01-01')"
          + " AS rate_on, SUM(%1$s) AS quantity, SUM(%2$s) AS amount,".formatted(quantity, amount)
          + " SUM(IF(r.level = 0, %1$s, 0)) AS own_quantity, SUM(IF(r.level = 0, %2$s, 0)) AS"
              .formatted(quantity, amount)
          + " own_amount,"
          + " SUM(%s * COALESCE(up.amount, 0) - %s) AS cost,".formatted(times, back)
          + (held ? " SUM(%s * COALESCE(w.amount, 0))".formatted(times) : " 0")
          + " AS waiting FROM "
          + from
          + " LEFT JOIN rated up ON up.event_id = r.event_id AND up.level = r.level + 1"
          + " AND up.buyer_id = r.seller_id AND r.seller_id <> 0" // nobody is above the operators
          + (held ? HELD : "")
          + " WHERE %1$s.event_id >= ? AND %1$s.event_id < ?".formatted(lines)
          + which
          + " GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9";
    }
  }

  /** How often the first event and that after the last are to be bound. */
  static int stretches(boolean held, boolean back) {
    return (back ? 4 : 1) * (held ? 1 + HeldLines.NEAR_STRETCHES : 1);
  }

  /** The same by the hour in which it was charged or given back. */
  static String counted(boolean held, boolean back) {
    return "SELECT DATE_FORMAT(posted_at, '%Y-%m-%d %H:00:00') AS hour, "
        + KEY
        + SUMS
        + " FROM (SELECT sums.*, (SELECT t.posted_at FROM transfer t WHERE t.posting_id ="
        + " sums.posting_id LIMIT 1) AS posted_at FROM ("
        + sums(held, back)
        + ") sums) timed WHERE posted_at IS NOT NULL GROUP BY hour, "
        + KEY
        + " HAVING SUM(quantity) <> 0 OR SUM(amount) <> 0 OR SUM(own_quantity) <> 0 OR"
        + " SUM(own_amount) <> 0 OR SUM(cost) <> 0 OR SUM(waiting) <> 0";
  }

  private SalesSums() {}
}
