package livery.plugin;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import livery.store.Store;

/** The table of installed plugins. */
final class PluginRows {

  private static final String COLUMNS = "id, version, file, sha256, state, failure, installed_at";

  private final Store store;
  private final Clock clock;

  PluginRows(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  record Row(String id, String version, String file, byte[] sha256, String state, String failure) {

    static Row read(ResultSet row) throws SQLException {
      return new Row(
          row.getString("id"),
          row.getString("version"),
          row.getString("file"),
          row.getBytes("sha256"),
          row.getString("state"),
          row.getString("failure"));
    }
  }

  List<Row> all() {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT " + COLUMNS + " FROM plugin ORDER BY id LIMIT 1000")
                    .map((row, context) -> Row.read(row))
                    .list());
  }

  Optional<Row> find(String id) {
    return all().stream().filter(row -> row.id().equals(id)).findFirst();
  }

  void put(PluginJar jar, String state, String failure) {
    store
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        "INSERT INTO plugin ("
                            + COLUMNS
                            + ") VALUES (:id, :version, :file, :sha256, :state, :failure, :now)"
                            + " ON DUPLICATE KEY UPDATE installed_at = IF(sha256 = VALUES(sha256),"
                            + " installed_at, VALUES(installed_at)), version = VALUES(version),"
                            + " file = VALUES(file), sha256 = VALUES(sha256),"
                            + " state = VALUES(state), failure = VALUES(failure)")
                    .bind("id", jar.id())
                    .bind("version", jar.version())
                    .bind("file", jar.path().getFileName().toString())
                    .bind("sha256", jar.sha256())
                    .bind("state", state)
                    .bind("failure", failure)
                    .bind("now", LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                    .execute());
  }

  void state(String id, String state, String failure) {
    store
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE plugin SET state = :state, failure = :failure WHERE id = :id")
                    .bind("id", id)
                    .bind("state", state)
                    .bind("failure", failure)
                    .execute());
  }

  void remove(String id) {
    store
        .jdbi()
        .useHandle(
            handle ->
                handle.createUpdate("DELETE FROM plugin WHERE id = :id").bind("id", id).execute());
  }
}
