package livery.dispatch;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Lets one batch after the other be decided: each transaction holds it until it has committed, and
 * then the next sees what it wrote, though the log of the one before may still be on its way to the
 * disk.
 */
final class Fence {

  private Fence() {}

  /** Waits for the transaction before. */
  static void pass(Connection connection) throws SQLException {
    try (var statement =
            connection.prepareStatement("SELECT id FROM dispatch_fence WHERE id = 1 FOR UPDATE");
        var row = statement.executeQuery()) {
      if (!row.next()) {
        throw new SQLException("dispatch_fence has no row");
      }
    }
  }
}
