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

  private static final String ONE = " WHERE p.seller_id = %d AND p.period = %d";

  private static final String[] PARTS = {
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
        + " posting_id, NULLIF(CONCAT_WS(',', "
        + CarriedSales.BEFORE
        + ", "
        + CarriedSales.AFTER
        + "), '0,0,0,0,0,0,0,0')) FROM commission p"
        + ONE
        + " ORDER BY agent_id, currency, upto_day"
  };

  private PeriodHash() {}

  private static String totals(long sellerId, int period) {
    return "SELECT CONCAT_WS('|', 'total', buyer_id, currency, product, kind, transfers, quantity,"
        + " amount) FROM ("
        + PeriodTotals.of(sellerId, period)
        + ") y ORDER BY buyer_id, currency, product, kind";
  }

  /** 64 hexadecimal digits. */
  static String of(Connection connection, long sellerId, int period) throws SQLException {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest(digest, connection, totals(sellerId, period));
      for (var part : PARTS) {
        digest(digest, connection, part.formatted(sellerId, period));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256", impossible);
    }
  }

  private static void digest(MessageDigest digest, Connection connection, String part)
      throws SQLException {
    try (var statement = connection.prepareStatement(part);
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        digest.update(rows.getString(1).getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
      }
    }
  }
}
