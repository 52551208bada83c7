package livery.inbox;

import java.sql.Connection;
import java.sql.SQLException;
import livery.store.Store;

/** An id that only grows and outlives the portal. Thread-safe. */
final class Watermark {

  private final Store store;
  private final String name;

  /**
   * @param name in the table {@code watermark}
   */
  Watermark(Store store, String name) {
    this.store = store;
    this.name = name;
  }

  /** 0 when none has been written. */
  long read() {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT id FROM watermark WHERE name = :name")
                    .bind("name", name)
                    .mapTo(Long.class)
                    .findOne()
                    .orElse(0L));
  }

  /** A smaller id than the one before changes nothing. */
  void write(long id) {
    store.inTransaction(
        connection -> {
          write(connection, id);
          return null;
        });
  }

  /** As {@link #write(long)}, within the caller's transaction. */
  void write(Connection connection, long id) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "INSERT INTO watermark (name, id) VALUES (?, ?)"
                + " ON DUPLICATE KEY UPDATE id = GREATEST(id, VALUES(id))")) {
      statement.setString(1, name);
      statement.setLong(2, id);
      statement.executeUpdate();
    }
  }
}
