package livery.billing.period;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;

/**
 * The fingerprint of a closed month: SHA-256 over its sums of transfers as they are now, its lines
 * and shares, each row a line of text in the order of its key. Streams; whatever is changed or
 * added later changes it.
 */
final class PeriodHash {

  private static final String ONE = " WHERE p.seller_id = ? AND p.period = ?";

  private static final String[] PARTS = {
    "SELECT CONCAT_WS('|', 'total', buyer_id, currency, product, kind, transfers, quantity, amount)"
        + " FROM ("
        + totals(ONE)
        + ") y ORDER BY buyer_id, currency, product, kind",
    "SELECT CONCAT_WS('|', 'line', buyer_id, currency, product_group, products, contract_id,"
        + " contract_version, quantity, posted, exact, coin, rounded, delta, posting_id, covered_from,"
        + " covered_to, NULLIF(counts, 'SEGMENTS'), NULLIF(scope, 'SUBTREE'), list_amount)"
        + " FROM period_line p"
        + ONE
        + " ORDER BY buyer_id, currency, product_group",
    "SELECT CONCAT_WS('|', 'share', buyer_id, currency, product_group, client_id, quantity, charged,"
        + " amount, posting_id, paid_currency, paid_amount, rate, rate_on) FROM period_share p"
        + ONE
        + " ORDER BY buyer_id, currency, product_group, client_id",
    "SELECT CONCAT_WS('|', 'commission', agent_id, currency, upto_day, contract_id,"
        + " contract_version, units, sold, base, received, collected, accrued, due, delta,"
        + " posting_id) FROM commission p"
        + ONE
        + " ORDER BY agent_id, currency, upto_day"
  };

  private PeriodHash() {}

  /**
   * The sums of sellers' months by buyer, currency, product and kind, along the indexes of their
   * income accounts, -(tenant * 16 + 1).
   *
   * @param which a WHERE on {@code billing_period p}; its parameters come twice
   */
  static String totals(String which) {
    return "SELECT seller_id, period, buyer_id, currency, product, kind, COUNT(*) AS transfers,"
        + " SUM(quantity) AS quantity, SUM(amount) AS amount FROM ("
        + side("credit_account", "CHARGE", which)
        + " UNION ALL "
        + side("debit_account", "REFUND", which)
        + ") x GROUP BY seller_id, period, buyer_id, currency, product, kind";
  }

  private static String side(String account, String kind, String which) {
    return "SELECT p.seller_id, p.period, t.buyer_id, t.currency, t.product, t.kind, t.quantity,"
        + " t.amount FROM billing_period p JOIN transfer t ON t.%s = p.seller_id * -16 - 1"
            .formatted(account)
        + " AND t.kind = '%s' AND t.posted_at >= p.from_at AND t.posted_at < p.to_at%s"
            .formatted(kind, which);
  }

  /** 64 hexadecimal digits. */
  static String of(Connection connection, long sellerId, int period) throws SQLException {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var part : PARTS) {
        try (var statement = connection.prepareStatement(part)) {
          for (var next = 1;
              next < statement.getParameterMetaData().getParameterCount();
              next += 2) {
            statement.setLong(next, sellerId);
            statement.setInt(next + 1, period);
          }
          try (var rows = statement.executeQuery()) {
            while (rows.next()) {
              digest.update(rows.getString(1).getBytes(StandardCharsets.UTF_8));
              digest.update((byte) '\n');
            }
          }
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256", impossible);
    }
  }
}
