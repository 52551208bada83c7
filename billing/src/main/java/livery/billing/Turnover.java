package livery.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a tenant sold to its buyers and bought from its seller in a period, for one product and
 * currency, refunds, credits and volume settlements taken off, bundles and what was not used as
 * products of their own. Summed from transfers, of which there is one for a whole batch of events.
 *
 * @param sold what its buyers were charged
 * @param bought what it was charged itself; for the platform, by the operators
 */
public record Turnover(
    String product, long soldQuantity, Money sold, long boughtQuantity, Money bought) {

  /** Free units, sold together at a price: earned when they are bought, whenever they are used. */
  public static final String BUNDLE = "bundle";

  /** Money that was not used by its last day. */
  public static final String BREAKAGE = "breakage";

  /** What stands for the product of a transfer that has none, in a statement on transfers. */
  public static final String PRODUCT =
      "CASE kind WHEN 'BUNDLE' THEN '"
          + BUNDLE
          + "' WHEN 'BREAKAGE' THEN '"
          + BREAKAGE
          + "' ELSE product END";

  private static final String SIDES =
      "SELECT product, currency, SUM(sold) AS sold, SUM(sold_quantity) AS sold_quantity,"
          + " SUM(bought) AS bought, SUM(bought_quantity) AS bought_quantity FROM ("
          + side("amount, quantity, 0, 0", "credit_account = ?", "CHARGE")
          + " UNION ALL "
          + side("amount, quantity, 0, 0", "credit_account IN (?, ?)", "BUNDLE', 'BREAKAGE")
          + " UNION ALL "
          + side("-amount, -quantity, 0, 0", "debit_account = ?", "REFUND")
          + " UNION ALL "
          + side("amount, 0, 0, 0", "credit_account = ?", "TIER_DELTA")
          + " UNION ALL "
          + side("-amount, 0, 0, 0", "debit_account = ?", "TIER_DELTA', 'CREDIT")
          + " UNION ALL "
          + side("0, 0, amount, quantity", "debit_account = ?", "CHARGE")
          + " UNION ALL "
          + side("0, 0, -amount, -quantity", "credit_account = ?", "REFUND")
          + " UNION ALL "
          + side(
              "0, 0, amount, quantity",
              "debit_account IN (SELECT id FROM wallet WHERE buyer_id = ?)",
              "CHARGE', 'BUNDLE', 'BREAKAGE")
          + " UNION ALL "
          + side(
              "0, 0, -amount, -quantity",
              "credit_account IN (SELECT id FROM wallet WHERE buyer_id = ?)",
              "REFUND")
          + " UNION ALL "
          + side(
              "0, 0, amount, 0",
              "debit_account IN (SELECT id FROM wallet WHERE buyer_id = ?)",
              "TIER_DELTA")
          + " UNION ALL "
          + side(
              "0, 0, -amount, 0",
              "credit_account IN (SELECT id FROM wallet WHERE buyer_id = ?)",
              "TIER_DELTA', 'CREDIT")
          + ") side GROUP BY product, currency ORDER BY product, currency";

  private static String side(String columns, String account, String kind) {
    var values = columns.split(", ");
    return ("SELECT "
                + PRODUCT
                + " AS product, currency, %s AS sold, %s AS sold_quantity, %s AS bought,")
            .formatted(values[0], values[1], values[2])
        + " %s AS bought_quantity FROM transfer WHERE %s AND kind IN ('%s')"
            .formatted(values[3], account, kind.equals("REFUND") ? "REFUND', 'RETURN" : kind)
        + " AND posted_at >= ? AND posted_at < ?";
  }

  /** Sold − bought: what the tenant has earned. Never stored, always this difference. */
  public Money margin() {
    return sold.minus(bought);
  }

  /**
   * The sums of a period, one for each product and currency.
   *
   * @param from first moment
   * @param to first moment after
   */
  public static List<Turnover> of(Connection connection, long tenant, Instant from, Instant to)
      throws SQLException {
    var income = Account.INCOME.of(tenant);
    var cost = Account.COST.of(tenant);
    var breakage = Account.BREAKAGE.of(tenant);
    var sides =
        new long[][] {
          {income},
          {income, breakage},
          {income},
          {income},
          {income},
          {cost},
          {cost},
          {tenant},
          {tenant},
          {tenant},
          {tenant}
        };
    try (var statement = connection.prepareStatement(SIDES)) {
      var index = 1;
      for (var owners : sides) {
        for (var owner : owners) {
          statement.setLong(index++, owner);
        }
        Sql.set(statement, index++, from);
        Sql.set(statement, index++, to);
      }
      var sums = new ArrayList<Turnover>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var currency = rows.getString("currency");
          sums.add(
              new Turnover(
                  rows.getString("product"),
                  rows.getLong("sold_quantity"),
                  new Money(rows.getLong("sold"), currency),
                  rows.getLong("bought_quantity"),
                  new Money(rows.getLong("bought"), currency)));
        }
      }
      return sums;
    }
  }
}
