package livery.inbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The statements over delivery_doubt, which outlives a run of the portal. */
final class DoubtTable {

  private DoubtTable() {}

  /** All that were kept, as if the time between had not passed. */
  static List<Resends.Doubt> read(Connection connection, Instant now) throws SQLException {
    var doubts = new ArrayList<Resends.Doubt>();
    try (var statement =
            connection.prepareStatement(
                "SELECT id, link_id, fingerprint, left_millis FROM delivery_doubt ORDER BY id");
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        doubts.add(
            new Resends.Doubt(
                rows.getLong(1),
                rows.getLong(2),
                rows.getLong(3),
                now.plusMillis(rows.getLong(4))));
      }
    }
    return doubts;
  }

  /** Keeps these and none of before. */
  static void replace(Connection connection, List<Resends.Doubt> doubts, Instant now)
      throws SQLException {
    try (var delete = connection.prepareStatement("DELETE FROM delivery_doubt")) {
      delete.executeUpdate();
    }
    if (doubts.isEmpty()) {
      return;
    }
    try (var statement =
        connection.prepareStatement(
            "INSERT IGNORE INTO delivery_doubt (id, link_id, fingerprint, left_millis)"
                + " VALUES (?,?,?,?)")) {
      for (var doubt : doubts) {
        statement.setLong(1, doubt.id());
        statement.setLong(2, doubt.linkId());
        statement.setLong(3, doubt.fingerprint());
        statement.setLong(4, Duration.between(now, doubt.until()).toMillis());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
