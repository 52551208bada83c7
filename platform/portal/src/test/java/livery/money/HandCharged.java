package livery.money;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import livery.billing.HeldLines;
import livery.billing.Invariants.Violation;
import livery.billing.period.BooksCheck;

/**
 * The check of the books where a test has charged texts that nobody has sent, at prices that no
 * list has: writes the messages and the prices that the rated rows are about first.
 */
public final class HandCharged {

  /** Above all ids of a test. */
  private static final String FIRST_PRICE = "4000000000000000000";

  private static final String UNLISTED =
      "FROM rated r LEFT JOIN price p ON p.id = r.price_id %s WHERE r.product <> 'work' AND r.tier ="
          + " 0 AND (p.id IS NULL AND (r.seller_id > 0 OR r.unit_price > 0) OR p.currency ="
          + " r.currency AND p.unit_price <> r.unit_price)";

  private static final String MESSAGES =
      "INSERT INTO message (id, tenant_id, direction, number_id, number, phone, text, alphabet,"
          + " parts, link_id, state, rule, label, note, price_micros, currency, received_at,"
          + " decided_at) SELECT r.event_id, r.buyer_id, IF(r.product = 'sms.mt', 'OUT', 'IN'), 0,"
          + " '3838', '380671112233', 'x', 'GSM7', r.quantity, 1, IF(r.product = 'sms.mt', '%2$s',"
          + " 'DONE'), '', '-', '', r.amount, r.currency, '2026-01-01', '2026-01-01' FROM %1$s r"
          + " LEFT JOIN message m ON m.id = r.event_id WHERE r.level = 0 AND r.product IN ('sms.mt',"
          + " 'sms.mo', 'sms.mo.free') AND m.id IS NULL";

  private HandCharged() {}

  /** See {@link BooksCheck#check}. */
  public static List<Violation> check(Connection connection) throws SQLException {
    complete(connection);
    return BooksCheck.check(connection);
  }

  /** Writes what is missing, and nothing where nothing is. */
  public static void complete(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(
          "INSERT IGNORE INTO price (id, seller_id, buyer_id, product, country, network, currency,"
              + " unit_price, valid_from, valid_to) SELECT (SELECT GREATEST(COALESCE(MAX(id), 0), "
              + FIRST_PRICE
              + ") FROM price) + ROW_NUMBER() OVER (), x.* FROM (SELECT DISTINCT r.seller_id,"
              + " r.buyer_id, r.product, '', CONCAT(r.unit_price), r.currency, r.unit_price,"
              + " '2020-01-01', '9999-12-31' "
              + UNLISTED.formatted("")
              + ") x");
      statement.execute(
          "UPDATE rated u JOIN (SELECT r.event_id, r.level, n.id "
              + UNLISTED.formatted(
                  "JOIN price n ON n.id > "
                      + FIRST_PRICE
                      + " AND n.seller_id = r.seller_id AND n.buyer_id = r.buyer_id AND n.product ="
                      + " r.product AND n.currency = r.currency AND n.unit_price = r.unit_price")
              + ") x ON x.event_id = u.event_id AND x.level = u.level SET u.price_id = x.id");
      statement.execute(MESSAGES.formatted("rated", "DELIVERED"));
      statement.execute(MESSAGES.formatted(HeldLines.SQL, "SENT"));
    }
  }
}
