package livery.issue;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import livery.billing.Money;
import livery.billing.Rounding;
import livery.books.Sold;
import livery.frame.Amounts;
import livery.store.Utc;
import livery.tenant.Scope;
import livery.tenant.TenantSql;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

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

  /** Half of the usual coin, in millionths: what is below comes last where there are many. */
  private static final int USUAL_HALF = 5_000;

  /** Whether it is less than half a coin, so that no document could say it. */
  public boolean isBelowCoin() {
    return Rounding.toCoins(amount.currency()).round(amount).isZero();
  }

  /**
   * The same in JSON; months as 202603.
   *
   * @param belowCoin whether it is less than half a coin, so that no document could say it
   */
  @Schema(name = "UndocumentedShape")
  public record Shape(
      long buyerId,
      String buyer,
      int ofPeriod,
      int period,
      BigDecimal amount,
      String currency,
      boolean belowCoin) {

    static Shape of(Undocumented one) {
      return new Shape(
          one.buyerId(),
          one.buyer(),
          one.ofPeriod(),
          one.period(),
          Amounts.plain(one.amount()),
          one.amount().currency(),
          one.isBelowCoin());
    }
  }

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
   * The seller's, the newest first; what is less than half a coin after all that a document could
   * say.
   */
  static List<Undocumented> list(TenantSql sql, Scope scope) {
    return sql.query(
        scope,
        "SELECT u.*, COALESCE(t.name, '') AS buyer FROM undocumented u LEFT JOIN tenant t"
            + " ON t.id = u.buyer_id WHERE u.seller_id = :tenant"
            + " ORDER BY ABS(u.amount) < "
            + USUAL_HALF
            + ", u.period DESC, u.of_period DESC, buyer, u.currency LIMIT "
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
                .list());
  }
}
