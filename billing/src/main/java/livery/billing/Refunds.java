package livery.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** The statements on table {@code refund}. */
final class Refunds {

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
