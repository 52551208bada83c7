package livery.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** The statements on tables {@code refund} and {@code rated_return}. */
final class Refunds {

  /** One edge of an event. */
  record Level(long eventId, int level) {}

  private Refunds() {}

  /** Which of the events were given back. Their rated rows are locked, so the answer stays true. */
  static Set<Long> alreadyRefunded(Connection connection, Collection<Long> eventIds)
      throws SQLException {
    var found = new HashSet<Long>();
    for (var chunk : Sql.chunks(eventIds)) {
      try (var statement =
          connection.prepareStatement(
              "SELECT event_id FROM refund WHERE event_id IN "
                  + Sql.in(chunk.size())
                  + " LOCK IN SHARE MODE")) {
        Sql.bind(statement, 1, chunk);
        try (var rows = statement.executeQuery()) {
          while (rows.next()) {
            found.add(rows.getLong(1));
          }
        }
      }
    }
    return found;
  }

  /** Which edges of the events have had a part given back. Their rated rows are locked. */
  static Set<Level> alreadyReturned(Connection connection, Collection<Long> eventIds)
      throws SQLException {
    var found = new HashSet<Level>();
    for (var chunk : Sql.chunks(eventIds)) {
      try (var statement =
          connection.prepareStatement(
              "SELECT event_id, level FROM rated_return WHERE event_id IN "
                  + Sql.in(chunk.size())
                  + " LOCK IN SHARE MODE")) {
        Sql.bind(statement, 1, chunk);
        try (var rows = statement.executeQuery()) {
          while (rows.next()) {
            found.add(new Level(rows.getLong(1), rows.getInt(2)));
          }
        }
      }
    }
    return found;
  }

  static void insertReturns(Connection connection, Collection<Ledger.Return> parts, long postingId)
      throws SQLException {
    if (parts.isEmpty()) {
      return;
    }
    try (var statement =
        connection.prepareStatement(
            "INSERT INTO rated_return (event_id, level, posting_id, quantity, amount)"
                + " VALUES (?, ?, ?, ?, ?)")) {
      for (var part : parts) {
        statement.setLong(1, part.eventId());
        statement.setInt(2, part.level());
        statement.setLong(3, postingId);
        statement.setInt(4, part.quantity());
        statement.setLong(5, part.micros());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  static void insert(Connection connection, Collection<Long> eventIds, long postingId)
      throws SQLException {
    try (var statement =
        connection.prepareStatement("INSERT INTO refund (event_id, posting_id) VALUES (?, ?)")) {
      for (var eventId : eventIds) {
        statement.setLong(1, eventId);
        statement.setLong(2, postingId);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
