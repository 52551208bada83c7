package livery.billing;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * What the statements of this module share; nobody else needs it. Times are stored as UTC whatever
 * the JVM's zone.
 */
public final class Sql {

  /** MariaDB's error for a row that a unique key refuses. */
  public static final int DUPLICATE = 1062;

  /** Longest IN list; above 1,000 MariaDB would make a temporary table of it. */
  public static final int IN_MAX = 900;

  private Sql() {}

  /** Binds a moment. */
  public static void set(PreparedStatement statement, int index, Instant at) throws SQLException {
    statement.setObject(index, LocalDateTime.ofInstant(at, ZoneOffset.UTC));
  }

  /** Reads a moment. */
  public static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
  }

  /** "(?, ?, ?)". */
  public static String in(int count) {
    return "(" + "?,".repeat(count - 1) + "?)";
  }

  /** The ids in order, cut into lists that an IN takes. */
  public static List<List<Long>> chunks(java.util.Collection<Long> ids) {
    var sorted = ids.stream().sorted().distinct().toList();
    var chunks = new ArrayList<List<Long>>();
    for (var from = 0; from < sorted.size(); from += IN_MAX) {
      chunks.add(sorted.subList(from, Math.min(sorted.size(), from + IN_MAX)));
    }
    return chunks;
  }

  /**
   * Binds ids from an index on.
   *
   * @return the index after the last
   */
  public static int bind(PreparedStatement statement, int first, List<Long> ids)
      throws SQLException {
    var index = first;
    for (var id : ids) {
      statement.setLong(index++, id);
    }
    return index;
  }
}
