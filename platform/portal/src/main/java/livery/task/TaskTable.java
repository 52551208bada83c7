package livery.task;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import livery.fault.Fault;
import livery.store.Store;
import livery.store.Utc;
import livery.tenant.Role;
import livery.tenant.Scope;
import livery.tenant.TenantSql;
import org.jdbi.v3.core.JdbiException;

/** The statements on {@code task}. Thread-safe. */
final class TaskTable {

  /** MariaDB's error for a key that is there already. */
  private static final int DUPLICATE = 1062;

  private final Store store;
  private final TenantSql sql;

  /** What a process takes up. */
  record Work(Task.Kind kind, Scope scope, byte[] content, int tries) {}

  TaskTable(Store store, TenantSql sql) {
    this.store = store;
    this.sql = sql;
  }

  /**
   * Puts it among what is to be done.
   *
   * @throws Fault when one of its kind runs for the tenant already
   */
  void insert(Scope scope, long id, Task.Kind kind, String name, byte[] content, Instant now) {
    try {
      sql.update(
          scope,
          "INSERT INTO task (id, tenant_id, kind, name, home_id, user_id, started_by, role, state,"
              + " tries, done, total, started_at, taken_at, moved_at, counts, refused, bad,"
              + " content) VALUES (:id, :tenant, :kind, :name, :home, :user, :actor, :role,"
              + " 'RUNNING', 0, 0, 0, :now, :now, :now, '', 0, '', :content)",
          update ->
              update
                  .bind("id", id)
                  .bind("kind", kind.name())
                  .bind("name", name)
                  .bind("home", scope.homeId())
                  .bind("user", scope.userId())
                  .bind("actor", scope.actor())
                  .bind("role", scope.role().name())
                  .bind("now", Utc.of(now))
                  .bind("content", content));
    } catch (JdbiException failure) {
      if (failure.getCause() instanceof SQLException refused
          && refused.getErrorCode() == DUPLICATE) {
        throw Fault.conflict("", "task.fault.running");
      }
      throw failure;
    }
  }

  Optional<Task> find(Scope scope, String which, Object value) {
    return sql.query(
        scope,
        Task.COLUMNS + "WHERE tenant_id = :tenant AND " + which + " ORDER BY id DESC LIMIT 1",
        query -> query.bind("value", value).map((row, context) -> Task.read(row)).findFirst());
  }

  List<Task> list(Scope scope, long before, int limit) {
    return sql.query(
        scope,
        Task.COLUMNS + "WHERE tenant_id = :tenant AND id < :before ORDER BY id DESC LIMIT :limit",
        query ->
            query
                .bind("before", before)
                .bind("limit", limit)
                .map((row, context) -> Task.read(row))
                .list());
  }

  List<Long> running() {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT id FROM task WHERE state = 'RUNNING' ORDER BY id")
                    .mapTo(Long.class)
                    .list());
  }

  /** Takes work up that runs; empty when it has ended. */
  Optional<Work> take(long id, Instant now) {
    var taken =
        execute(
            "UPDATE task SET tries = tries + 1, done = 0, taken_at = ?, moved_at = ?"
                + " WHERE id = ? AND state = 'RUNNING'",
            Utc.of(now),
            Utc.of(now),
            id);
    return taken == 0 ? Optional.empty() : Optional.of(work(id));
  }

  private Work work(long id) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT * FROM task WHERE id = :id")
                    .bind("id", id)
                    .map(
                        (row, context) ->
                            new Work(
                                Task.Kind.valueOf(row.getString("kind")),
                                new Scope(
                                    row.getLong("tenant_id"),
                                    row.getLong("home_id"),
                                    row.getLong("user_id"),
                                    row.getString("started_by"),
                                    Role.valueOf(row.getString("role"))),
                                row.getBytes("content"),
                                row.getInt("tries")))
                    .one());
  }

  /** Aside, so that it is seen while the work's own transaction goes on. */
  void moved(long id, int done, int total, Instant now) {
    store.aside(
        connection -> {
          try (var update =
              connection.prepareStatement(
                  "UPDATE task SET done = ?, total = ?, moved_at = ? WHERE id = ?")) {
            update.setInt(1, done);
            update.setInt(2, total);
            update.setObject(3, Utc.of(now));
            update.setLong(4, id);
            update.executeUpdate();
            return null;
          }
        });
  }

  void ended(
      long id, Task.State state, List<Long> counts, List<Task.Refused> refused, Instant now) {
    execute(
        "UPDATE task SET state = ?, ended_at = ?, moved_at = ?, counts = ?, refused = ?, bad = ?,"
            + " content = NULL WHERE id = ? AND state = 'RUNNING'",
        state.name(),
        Utc.of(now),
        Utc.of(now),
        counts.stream().map(String::valueOf).collect(Collectors.joining(",")),
        refused.size(),
        Task.written(refused),
        id);
  }

  void forget(Instant before) {
    execute("DELETE FROM task WHERE ended_at < ?", Utc.of(before));
  }

  private int execute(String statement, Object... values) {
    return store.jdbi().withHandle(handle -> handle.execute(statement, values));
  }
}
