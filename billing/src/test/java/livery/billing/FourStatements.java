package livery.billing;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The statements of billing.md §3.3 as they are written there, one event at a time and on one edge,
 * with guards that can be taken out. Shows that the checks would notice.
 */
final class FourStatements {

  private static final long PRICE_MICROS = 850_000;

  private final Town town;
  private final String stateGuard;
  private final boolean moneyGuard;
  private final Wallet client;

  FourStatements(Town town, String stateGuard, boolean moneyGuard) throws SQLException {
    this.town = town;
    this.stateGuard = stateGuard;
    this.moneyGuard = moneyGuard;
    try (var connection = town.connect()) {
      this.client = town.client(connection);
    }
  }

  boolean hold(Connection connection, long eventId) throws SQLException {
    var guard = moneyGuard ? " AND balance - held + credit_limit >= " + PRICE_MICROS : "";
    try (var statement = connection.createStatement()) {
      statement.executeUpdate(
          "INSERT INTO rated (event_id, level, state, posting_id, seller_id, buyer_id, price_id,"
              + " quantity, posted, amount, unit_price, currency, product) VALUES (%d, 0, 'HELD', 0,"
                  .formatted(eventId)
              + " 20, 30, 1, 1, 0, %d, 0.85, 'UAH', 'MT')".formatted(PRICE_MICROS));
      var updated =
          statement.executeUpdate(
              "UPDATE wallet SET held = held + %d WHERE id = %d%s"
                  .formatted(PRICE_MICROS, client.id(), guard));
      if (updated == 0) {
        connection.rollback();
      }
      return updated == 1;
    }
  }

  boolean post(Connection connection, long eventId) throws SQLException {
    var postingId = town.ids.next(2);
    try (var statement = connection.createStatement()) {
      var resolved =
          statement.executeUpdate(
              "UPDATE rated SET state = 'POSTED', posted = quantity, posting_id = %d"
                      .formatted(postingId)
                  + " WHERE event_id = "
                  + eventId
                  + stateGuard);
      if (resolved == 0) {
        return false;
      }
      statement.executeUpdate(
          "INSERT INTO transfer VALUES (%d, %d, 'CHARGE', %d, %d, %d, 'UAH', 20, 30, 'MT', 1, '',"
                  .formatted(
                      postingId + 1,
                      postingId,
                      client.id(),
                      Account.INCOME.of(Town.RESELLER),
                      PRICE_MICROS)
              + " %d, %d, '2026-03-10', NULL, 1, 0, 0, 0, 0, 0, 0, NULL, NULL, NULL)"
                  .formatted(eventId, eventId));
      statement.executeUpdate(
          "UPDATE wallet SET held = held - %d, balance = balance - %d WHERE id = %d"
              .formatted(PRICE_MICROS, PRICE_MICROS, client.id()));
    }
    return true;
  }
}
