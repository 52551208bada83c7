package livery.st.books;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import livery.billing.Account;
import livery.billing.RatedEvent;
import livery.billing.RatedLine;

/**
 * The same tables written as most billing does it: for each message one transaction that locks each
 * wallet with SELECT … FOR UPDATE, decides in Java, updates it, and writes the rated row and the
 * transfer of each edge (billing.md §3.6, scenario A).
 */
final class NaivePosting {

  private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

  private NaivePosting() {}

  static void charge(Connection connection, List<RatedEvent> events) throws SQLException {
    for (var event : events) {
      var posting = (1L << 50) + event.eventId();
      for (var line : event.lines()) {
        var account = line.hasWallet() ? pay(connection, line) : Account.COST.of(line.buyerId());
        rated(connection, event.eventId(), line, posting);
        transfer(connection, event.eventId(), line, posting, account);
      }
      connection.commit();
    }
  }

  private static long pay(Connection connection, RatedLine line) throws SQLException {
    try (var select =
        connection.prepareStatement(
            "SELECT id, balance, held, credit_limit FROM wallet WHERE buyer_id = ? AND seller_id ="
                + " ? AND currency = ? FOR UPDATE")) {
      select.setLong(1, line.buyerId());
      select.setLong(2, line.sellerId());
      select.setString(3, line.currency());
      try (var row = select.executeQuery();
          var update = connection.prepareStatement("UPDATE wallet SET balance = ? WHERE id = ?")) {
        row.next();
        if (row.getLong(2) - row.getLong(3) + row.getLong(4) < line.amountMicros()) {
          throw new IllegalStateException("no money");
        }
        update.setLong(1, row.getLong(2) - line.amountMicros());
        update.setLong(2, row.getLong(1));
        update.executeUpdate();
        return row.getLong(1);
      }
    }
  }

  private static void rated(Connection connection, long event, RatedLine line, long posting)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO rated (event_id, level, state, posting_id, seller_id, buyer_id, price_id,"
                + " quantity, posted, amount, unit_price, currency, product)"
                + " VALUES (?, ?, 'POSTED', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      insert.setLong(1, event);
      insert.setInt(2, line.level());
      insert.setLong(3, posting);
      insert.setLong(4, line.sellerId());
      insert.setLong(5, line.buyerId());
      insert.setLong(6, line.priceId());
      insert.setInt(7, line.quantity());
      insert.setInt(8, line.quantity());
      insert.setLong(9, line.amountMicros());
      insert.setBigDecimal(10, line.unitPrice());
      insert.setString(11, line.currency());
      insert.setString(12, line.product());
      insert.executeUpdate();
    }
  }

  private static void transfer(
      Connection connection, long event, RatedLine line, long posting, long account)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO transfer (id, posting_id, kind, debit_account, credit_account, amount,"
                + " currency, seller_id, buyer_id, product, quantity, reference, first_event,"
                + " last_event, posted_at) VALUES (?, ?, 'CHARGE', ?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?, ?)")) {
      var seller = line.hasWallet() ? Account.INCOME : Account.PAYABLE;
      insert.setLong(1, (1L << 50) + event * 16 + line.level());
      insert.setLong(2, posting);
      insert.setLong(3, account);
      insert.setLong(4, seller.of(line.sellerId()));
      insert.setLong(5, line.amountMicros());
      insert.setString(6, line.currency());
      insert.setLong(7, line.sellerId());
      insert.setLong(8, line.buyerId());
      insert.setString(9, line.product());
      insert.setLong(10, line.quantity());
      insert.setLong(11, event);
      insert.setLong(12, event);
      insert.setTimestamp(13, Timestamp.from(NOW));
      insert.executeUpdate();
    }
  }
}
