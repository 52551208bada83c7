package livery.issue;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import livery.billing.Money;
import livery.billing.Rounding;
import livery.books.Sold;
import livery.fault.Check;
import livery.frame.Amounts;
import livery.order.ColumnType;
import livery.order.KeyOrder;
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

  /** Most rows of a part of the list. */
  public static final int PART_MAX = 200;

  /** Half of the usual coin, in millionths: what is below comes last where there are many. */
  private static final int USUAL_HALF = 5_000;

  private static final KeyOrder<Undocumented> ORDER =
      KeyOrder.<Undocumented>down()
          .and(
              ColumnType.NUMBER,
              "(u.amount >= " + USUAL_HALF + ")",
              one -> one.amount().micros() >= USUAL_HALF ? 1 : 0)
          .and(ColumnType.NUMBER, "u.period", Undocumented::period)
          .and(ColumnType.NUMBER, "u.of_period", Undocumented::ofPeriod)
          .and(ColumnType.NUMBER, "u.buyer_id", Undocumented::buyerId)
          .and(ColumnType.TEXT, "u.currency", one -> one.amount().currency());

  /** Where the list goes on behind this one. */
  public String place() {
    return ORDER.after(this);
  }

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

  /** The seller's, behind a place: see {@link Runs#undocumented}. */
  static List<Undocumented> list(TenantSql sql, Scope scope, String after, int limit) {
    Check.range("limit", limit, 1, PART_MAX + 1L);
    var place = ORDER.from(after);
    return sql.query(
        scope,
        "SELECT u.*, COALESCE(t.name, '') AS buyer FROM undocumented u LEFT JOIN tenant t"
            + " ON t.id = u.buyer_id WHERE u.seller_id = :tenant"
            + place.sql()
            + " LIMIT "
            + limit,
        query ->
            place
                .bind(query)
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
