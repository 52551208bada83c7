package livery.billing.period;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import livery.billing.Sql;

/**
 * Sums of what buyers were charged, from transfers. A refund belongs to the time of its charge, and
 * counts when it was posted before the cut-off. The edge of a reseller carries all that its subtree
 * sent, each message once, wherever a client has moved since.
 */
final class Volumes {

  /** Units and millionths. */
  record Sum(long quantity, long micros) {
    static final Sum NOTHING = new Sum(0, 0);

    Sum minus(Sum other) {
      return new Sum(
          Math.subtractExact(quantity, other.quantity), Math.subtractExact(micros, other.micros));
    }
  }

  private static final String CHARGED =
      "SELECT w.buyer_id, SUM(c.quantity), SUM(c.amount) FROM wallet w JOIN transfer c"
          + " ON c.debit_account = w.id AND c.kind = 'CHARGE'"
          + " WHERE %s AND w.currency = ? AND FIND_IN_SET(c.product, ?)"
          + " AND c.posted_at >= ? AND c.posted_at < ? GROUP BY w.buyer_id";

  private static final String REFUNDED =
      "SELECT w.buyer_id, SUM(r.posted), SUM(r.amount) FROM wallet w JOIN transfer t"
          + " ON t.credit_account = w.id AND t.kind = 'REFUND' JOIN refund f ON f.posting_id ="
          + " t.posting_id JOIN rated r ON r.event_id = f.event_id AND r.seller_id = t.seller_id AND"
          + " r.buyer_id = t.buyer_id AND r.product = t.product AND r.currency = t.currency JOIN"
          + " transfer c ON c.posting_id = r.posting_id AND c.kind = 'CHARGE' AND c.seller_id ="
          + " t.seller_id AND c.buyer_id = t.buyer_id AND c.product = t.product AND c.currency ="
          + " t.currency WHERE %s AND w.currency = ? AND FIND_IN_SET(c.product, ?)"
          + " AND c.posted_at >= ? AND c.posted_at < ? AND t.posted_at >= ? AND t.posted_at < ?"
          + " GROUP BY w.buyer_id";

  private static final String ONE = "w.seller_id = ? AND w.buyer_id = ?";
  private static final String ALL = "w.seller_id = ?";

  private final Connection connection;
  private final String currency;
  private final String products;
  private final Instant cutoff;

  Volumes(Connection connection, String currency, String products, Instant cutoff) {
    this.connection = connection;
    this.currency = currency;
    this.products = products;
    this.cutoff = cutoff;
  }

  /** What one buyer was charged from a moment up to another. */
  Sum of(long seller, long buyer, Instant from, Instant to) throws SQLException {
    return sums(ONE, from, to, seller, buyer).getOrDefault(buyer, Sum.NOTHING);
  }

  /** The same for every buyer of a seller, by buyer. */
  SortedMap<Long, Sum> ofBuyers(long seller, Instant from, Instant to) throws SQLException {
    return sums(ALL, from, to, seller);
  }

  private SortedMap<Long, Sum> sums(String which, Instant from, Instant to, long... tenants)
      throws SQLException {
    var sums = new TreeMap<Long, Sum>();
    try (var statement = connection.prepareStatement(CHARGED.formatted(which))) {
      bind(statement, from, to, tenants);
      read(statement).forEach(sums::put);
    }
    try (var statement = connection.prepareStatement(REFUNDED.formatted(which))) {
      var next = bind(statement, from, to, tenants);
      Sql.set(statement, next, from);
      Sql.set(statement, next + 1, cutoff);
      read(statement).forEach((buyer, back) -> sums.merge(buyer, back, Sum::minus));
    }
    return sums;
  }

  private int bind(PreparedStatement statement, Instant from, Instant to, long... tenants)
      throws SQLException {
    var next = 1;
    for (var tenant : tenants) {
      statement.setLong(next++, tenant);
    }
    statement.setString(next++, currency);
    statement.setString(next++, products);
    Sql.set(statement, next++, from);
    Sql.set(statement, next++, to);
    return next;
  }

  private static Map<Long, Sum> read(PreparedStatement statement) throws SQLException {
    var sums = new TreeMap<Long, Sum>();
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        sums.put(rows.getLong(1), new Sum(rows.getLong(2), rows.getLong(3)));
      }
    }
    return sums;
  }
}
