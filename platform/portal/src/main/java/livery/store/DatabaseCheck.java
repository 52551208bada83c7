package livery.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import javax.sql.DataSource;

/** What the database must be set to, looked at before anything is accepted. */
final class DatabaseCheck {

  private static final System.Logger LOG = System.getLogger(DatabaseCheck.class.getName());
  private static final Instant NOON = Instant.parse("2026-07-15T12:00:00Z");
  private static final String NOON_IN_TABLES = "2026-07-15 12:00:00";

  private DatabaseCheck() {}

  /**
   * Warns where a power cut could lose acknowledged messages.
   *
   * @throws IllegalStateException when times would not be kept in UTC
   */
  static void check(DataSource dataSource) {
    try (var connection = dataSource.getConnection()) {
      utc(connection);
      durable(connection, "@@innodb_flush_log_at_trx_commit", "1");
      durable(connection, "@@innodb_doublewrite", "1");
    } catch (SQLException failure) {
      throw new StoreFailure(failure);
    }
  }

  private static void utc(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement("SELECT CAST(? AS CHAR(19))")) {
      statement.setTimestamp(1, Timestamp.from(NOON));
      try (var row = statement.executeQuery()) {
        row.next();
        if (!NOON_IN_TABLES.equals(row.getString(1))) {
          throw new IllegalStateException(
              "Noon in UTC is kept as "
                  + row.getString(1)
                  + ". Add connectionTimeZone=UTC&preserveInstants=true to LIVERY_DB_URL.");
        }
      }
    }
  }

  private static void durable(Connection connection, String setting, String wanted)
      throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT " + setting)) {
      row.next();
      var value = row.getString(1);
      if (!wanted.equals(value) && !"ON".equals(value)) {
        LOG.log(
            System.Logger.Level.WARNING,
            "{0} is {1}: a power cut can lose acknowledged messages. Set it to {2}.",
            setting.substring(2),
            value,
            wanted);
      }
    }
  }
}
