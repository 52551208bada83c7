package livery.issue;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import livery.billing.Money;
import livery.billing.Rounding;
import livery.books.Sold;
import livery.store.Utc;
import livery.tenant.Scope;
import livery.tenant.TenantSql;

/**
 * What was given back to a buyer and no credit note says, as its month has no invoice or no more is
 * left of it.
 *
 * @param buyer its name, empty where it is gone
 * @param ofPeriod the month that it was given back for: 202602
 * @param period the month in whose run that was found
 */
public record Undocumented(long buyerId, String buyer, int ofPeriod, int period, Money amount) {

  private static final int LIST_MAX = 500;

  /** Notes it in the transaction that would have issued the credit note. */
  static void note(
      Connection connection, Sold.Edge edge, int ofPeriod, int period, long micros, Instant now)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "INSERT INTO undocumented (seller_id, buyer_id, currency, of_period, period, amount,"
                + " noticed_at) VALUES (?, ?, ?, ?, ?, ?, ?)"
                + " ON DUPLICATE KEY UPDATE amount = VALUES(amount)")) {
      statement.setLong(1, edge.sellerId());
      statement.setLong(2, edge.buyerId());
      statement.setString(3, edge.currency());
      statement.setInt(4, ofPeriod);
      statement.setInt(5, period);
      statement.setLong(6, micros);
      statement.setObject(7, Utc.of(now));
      statement.executeUpdate();
    }
  }

  /**
   * The seller's, the newest first. Less than half a coin is kept for the check of the books alone:
   * no document could say it.
   */
  static List<Undocumented> list(TenantSql sql, Scope scope) {
    return sql.query(
        scope,
        "SELECT u.*, COALESCE(t.name, '') AS buyer FROM undocumented u LEFT JOIN tenant t"
            + " ON t.id = u.buyer_id WHERE u.seller_id = :tenant"
            + " ORDER BY u.period DESC, u.of_period DESC, buyer, u.currency LIMIT "
            + LIST_MAX,
        query ->
            query
                .map(
                    (row, context) ->
                        new Undocumented(
                            row.getLong("buyer_id"),
                            row.getString("buyer"),
                            row.getInt("of_period"),
                            row.getInt("period"),
                            new Money(row.getLong("amount"), row.getString("currency"))))
                .filter(
                    one -> !Rounding.toCoins(one.amount().currency()).round(one.amount()).isZero())
                .list());
  }
}
