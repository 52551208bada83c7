package livery.billing.period;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import livery.billing.Sql;

/**
 * How a month stands.
 *
 * @param period 202603
 * @param lines buyers and product groups that are settled
 * @param cutoffAt refunds posted before it belong to the month; {@link Instant#MAX} while OPEN
 * @param closedAt {@link Instant#MAX} before
 * @param hash 64 hexadecimal digits of all that was closed; "" before
 */
public record Period(
    long sellerId,
    int period,
    Instant from,
    Instant to,
    State state,
    int lines,
    Instant cutoffAt,
    Instant closedAt,
    String hash) {

  /** Longest list of periods. */
  public static final int PAGE_MAX = 500;

  private static final String SELECT =
      "SELECT p.*, (SELECT COUNT(*) FROM period_line l WHERE l.seller_id = p.seller_id"
          + " AND l.period = p.period) AS line_count FROM billing_period p WHERE p.seller_id = ? ";

  /** A month's life. */
  public enum State {
    /** Nothing is settled. */
    OPEN,
    /** Some lines are settled. */
    CLOSING,
    /** All are; nothing changes any more. */
    CLOSED
  }

  /** One month of a seller; empty where its close was never begun. */
  public static Optional<Period> find(Connection connection, long sellerId, int period)
      throws SQLException {
    return find(connection, sellerId, period, "");
  }

  static Optional<Period> lock(Connection connection, long sellerId, int period)
      throws SQLException {
    return find(connection, sellerId, period, " FOR UPDATE");
  }

  private static Optional<Period> find(
      Connection connection, long sellerId, int period, String locking) throws SQLException {
    try (var statement = connection.prepareStatement(SELECT + "AND p.period = ?" + locking)) {
      statement.setLong(1, sellerId);
      statement.setInt(2, period);
      return read(statement).stream().findFirst();
    }
  }

  /** The months of a seller, the last first, at most {@value #PAGE_MAX}. */
  public static List<Period> ofSeller(Connection connection, long sellerId) throws SQLException {
    try (var statement =
        connection.prepareStatement(SELECT + "ORDER BY p.period DESC LIMIT " + PAGE_MAX)) {
      statement.setLong(1, sellerId);
      return read(statement);
    }
  }

  private static List<Period> read(PreparedStatement statement) throws SQLException {
    var periods = new ArrayList<Period>();
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        var hash = rows.getBytes("hash");
        periods.add(
            new Period(
                rows.getLong("seller_id"),
                rows.getInt("period"),
                Sql.instant(rows, "from_at"),
                Sql.instant(rows, "to_at"),
                State.valueOf(rows.getString("state")),
                rows.getInt("line_count"),
                moment(rows, "cutoff_at"),
                moment(rows, "closed_at"),
                hash == null ? "" : HexFormat.of().formatHex(hash)));
      }
    }
    return periods;
  }

  private static Instant moment(ResultSet row, String column) throws SQLException {
    return row.getObject(column) == null ? Instant.MAX : Sql.instant(row, column);
  }
}
