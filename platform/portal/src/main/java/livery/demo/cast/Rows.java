package livery.demo.cast;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import livery.store.Utc;

/** Rows for one table, written in batches; {@link #close} writes the rest. */
public final class Rows implements AutoCloseable {

  private static final int BATCH_MAX = 1_000;

  private final PreparedStatement insert;
  private int waiting;

  /** Takes rows for a table, with these columns, separated by commas. */
  public Rows(Connection connection, String table, String columns) throws SQLException {
    var marks = Collections.nCopies(columns.split(",").length, "?");
    insert =
        connection.prepareStatement(
            "INSERT INTO " + table + " (" + columns + ") VALUES (" + String.join(",", marks) + ")");
  }

  /** One row; moments become UTC, enumerations their names. */
  public void add(Object... values) throws SQLException {
    for (var i = 0; i < values.length; i++) {
      insert.setObject(i + 1, column(values[i]));
    }
    insert.addBatch();
    if (++waiting == BATCH_MAX) {
      write();
    }
  }

  private static Object column(Object value) {
    if (value instanceof Instant moment) {
      return Utc.of(moment);
    }
    return value instanceof Enum<?> word ? word.name() : value;
  }

  private void write() throws SQLException {
    if (waiting > 0) {
      insert.executeBatch();
      waiting = 0;
    }
  }

  @Override
  public void close() throws SQLException {
    try (insert) {
      write();
    }
  }
}
