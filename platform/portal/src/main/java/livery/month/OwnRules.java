package livery.month;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What guards a buyer's wallet and goes along to a new one: limits of a day and the alert of a low
 * balance. A credit line does not: it is the old seller's risk, and the new one must grant its own.
 */
final class OwnRules {

  private static final String LIMITS =
      "UPDATE wallet n JOIN wallet o ON o.buyer_id = n.buyer_id AND o.currency = n.currency"
          + " AND o.seller_id = ? SET n.own_limit = o.own_limit, n.seller_limit = o.seller_limit,"
          + " n.zone = o.zone WHERE n.buyer_id = ? AND n.seller_id = ? AND n.currency = ?";

  private static final String ALERT =
      "INSERT IGNORE INTO wallet_alert (wallet_id, tenant_id, threshold) SELECT n.id, a.tenant_id,"
          + " a.threshold FROM wallet_alert a JOIN wallet o ON o.id = a.wallet_id"
          + " AND o.seller_id = ? JOIN wallet n ON n.buyer_id = o.buyer_id"
          + " AND n.currency = o.currency WHERE n.buyer_id = ? AND n.seller_id = ?"
          + " AND n.currency = ?";

  private OwnRules() {}

  static void takeAlong(Connection connection, long buyer, long from, long to, String currency)
      throws SQLException {
    for (var sql : new String[] {LIMITS, ALERT}) {
      try (var statement = connection.prepareStatement(sql)) {
        statement.setLong(1, from);
        statement.setLong(2, buyer);
        statement.setLong(3, to);
        statement.setString(4, currency);
        statement.executeUpdate();
      }
    }
  }
}
