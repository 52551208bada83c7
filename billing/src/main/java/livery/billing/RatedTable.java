package livery.billing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.ToIntFunction;

/** The statements of the hot path on table {@code rated}. */
final class RatedTable {

  private static final String LINE_COLUMNS =
      "event_id, level, seller_id, buyer_id, product, quantity, posted, price_id, unit_price,"
          + " amount, currency, free, spent_day";

  /**
   * A row as it stands, with the event it belongs to.
   *
   * @param spentDay the day whose limit it counts in, 0 for none
   */
  record Row(long eventId, RatedLine line, int posted, int spentDay) {}

  private RatedTable() {}

  /**
   * Writes every line of the events.
   *
   * @param postingId 0: they are held until {@code expiresAt}; else charged by that posting
   * @param spentDay the day whose limit a line counts in
   */
  static void insert(
      Connection connection,
      Collection<RatedEvent> events,
      long postingId,
      Instant expiresAt,
      ToIntFunction<RatedLine> spentDay)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "INSERT INTO rated (event_id, level, state, posting_id, seller_id, buyer_id,"
                + " price_id, quantity, posted, amount, unit_price, currency, product,"
                + " expires_at, free, spent_day)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (var event : events) {
        for (var line : event.lines()) {
          bind(statement, event.eventId(), line, postingId, expiresAt);
          statement.setInt(16, spentDay.applyAsInt(line));
          statement.addBatch();
        }
      }
      statement.executeBatch();
    } catch (SQLException failure) {
      if (failure.getErrorCode() == Sql.DUPLICATE) {
        throw new BillingException.Conflict(
            "An event of this batch was rated before: " + failure.getMessage());
      }
      throw failure;
    }
  }

  private static void bind(
      PreparedStatement statement, long eventId, RatedLine line, long postingId, Instant expiresAt)
      throws SQLException {
    var held = postingId == 0;
    statement.setLong(1, eventId);
    statement.setInt(2, line.level());
    statement.setString(3, held ? "HELD" : "POSTED");
    statement.setLong(4, postingId);
    statement.setLong(5, line.sellerId());
    statement.setLong(6, line.buyerId());
    statement.setLong(7, line.priceId());
    statement.setInt(8, line.quantity());
    statement.setInt(9, held ? 0 : line.quantity());
    statement.setLong(10, line.amountMicros());
    statement.setBigDecimal(11, line.unitPrice());
    statement.setString(12, line.currency());
    statement.setString(13, line.product());
    if (held && line.level() == 0) {
      Sql.set(statement, 14, expiresAt);
    } else {
      statement.setNull(14, java.sql.Types.TIMESTAMP);
    }
    statement.setInt(15, line.free());
  }

  /** Locks the events' rows that are in this state, along the primary key. */
  static List<Row> lock(Connection connection, Collection<Long> eventIds, String state)
      throws SQLException {
    var rows = new ArrayList<Row>();
    for (var chunk : Sql.chunks(eventIds)) {
      try (var statement =
          connection.prepareStatement(
              "SELECT "
                  + LINE_COLUMNS
                  + " FROM rated FORCE INDEX (PRIMARY) WHERE event_id IN "
                  + Sql.in(chunk.size())
                  + " AND state = ? ORDER BY event_id, level FOR UPDATE")) {
        statement.setString(Sql.bind(statement, 1, chunk), state);
        try (var found = statement.executeQuery()) {
          while (found.next()) {
            rows.add(read(found));
          }
        }
      }
    }
    return rows;
  }

  static Row read(ResultSet row) throws SQLException {
    var line =
        new RatedLine(
            row.getInt("level"),
            row.getLong("seller_id"),
            row.getLong("buyer_id"),
            row.getString("product"),
            row.getInt("quantity"),
            row.getLong("price_id"),
            row.getBigDecimal("unit_price"),
            row.getLong("amount"),
            row.getString("currency"),
            row.getInt("free"));
    return new Row(row.getLong("event_id"), line, row.getInt("posted"), row.getInt("spent_day"));
  }

  /** Ends the holds of these events with their whole quantity. Their rows are locked. */
  static void post(Connection connection, Collection<Long> eventIds, long postingId)
      throws SQLException {
    resolve(connection, eventIds, postingId, "state = 'POSTED', posted = quantity");
  }

  /** Ends the holds of these events without a charge. Their rows are locked. */
  static void release(
      Connection connection, Collection<Long> eventIds, long postingId, boolean expired)
      throws SQLException {
    resolve(
        connection,
        eventIds,
        postingId,
        expired
            ? "state = 'EXPIRED', amount = 0, free = 0"
            : "state = 'RELEASED', amount = 0, free = 0");
  }

  private static void resolve(
      Connection connection, Collection<Long> eventIds, long postingId, String change)
      throws SQLException {
    for (var chunk : Sql.chunks(eventIds)) {
      try (var statement =
          connection.prepareStatement(
              "UPDATE rated FORCE INDEX (PRIMARY) SET "
                  + change
                  + ", posting_id = ?, expires_at = NULL WHERE event_id IN "
                  + Sql.in(chunk.size()))) {
        statement.setLong(1, postingId);
        Sql.bind(statement, 2, chunk);
        statement.executeUpdate();
      }
    }
  }

  /** Ends holds with a part of their quantity; a row each, in one round trip. */
  static void postParts(Connection connection, List<Row> parts, long postingId)
      throws SQLException {
    if (parts.isEmpty()) {
      return;
    }
    try (var statement =
        connection.prepareStatement(
            "UPDATE rated SET state = 'POSTED', posted = ?, amount = ?, posting_id = ?,"
                + " expires_at = NULL, free = LEAST(free, posted)"
                + " WHERE event_id = ? AND level = ?")) {
      for (var part : parts) {
        statement.setInt(1, part.posted());
        statement.setLong(2, part.line().microsOf(part.posted()));
        statement.setLong(3, postingId);
        statement.setLong(4, part.eventId());
        statement.setInt(5, part.line().level());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** Events whose holds have run out and that nobody else is resolving now; locks level 0. */
  static List<Long> lockExpired(Connection connection, Instant now, int limit) throws SQLException {
    var ripe = new ArrayList<Long>();
    try (var statement =
        connection.prepareStatement(
            "SELECT event_id FROM rated WHERE expires_at <= ?" + " ORDER BY expires_at LIMIT ?")) {
      Sql.set(statement, 1, now);
      statement.setInt(2, limit);
      readIds(statement, ripe);
    }
    // Found without a lock and locked by primary key: a lock taken through the index would be held
    // while its row is skipped, and a settlement of that row would wait for it.
    var locked = new ArrayList<Long>();
    for (var chunk : Sql.chunks(ripe)) {
      try (var statement =
          connection.prepareStatement(
              "SELECT event_id FROM rated FORCE INDEX (PRIMARY) WHERE event_id IN "
                  + Sql.in(chunk.size())
                  + " AND level = 0 AND state = 'HELD' ORDER BY event_id"
                  + " FOR UPDATE SKIP LOCKED")) {
        Sql.bind(statement, 1, chunk);
        readIds(statement, locked);
      }
    }
    return locked;
  }

  private static void readIds(PreparedStatement statement, List<Long> into) throws SQLException {
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        into.add(rows.getLong(1));
      }
    }
  }
}
