package livery.task;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import livery.fault.Fault;
import livery.store.Store;
import livery.store.StoreFailure;

/** Carries work out, one process at a time for each. Thread-safe. */
final class TaskRunner {

  /** What has ended as many processes is not tried again. */
  static final int TRIES_MAX = 5;

  private static final Duration SHOWN_EACH = Duration.ofMillis(300);
  private static final System.Logger LOG = System.getLogger(TaskRunner.class.getName());

  private final Store store;
  private final TaskTable table;
  private final Function<Task.Kind, Errand> errands;
  private final Clock clock;
  private volatile boolean stopping;

  TaskRunner(Store store, TaskTable table, Function<Task.Kind, Errand> errands, Clock clock) {
    this.store = store;
    this.table = table;
    this.errands = errands;
    this.clock = clock;
  }

  /** What breaks off from now on does so because the portal ends, and is taken up again. */
  void stop() {
    stopping = true;
  }

  /** Works on it until it has ended; does nothing when another thread or process does. */
  void run(long id) {
    try (var connection = store.dataSource().getConnection()) {
      if (!ask(connection, "SELECT GET_LOCK(CONCAT(DATABASE(), '.task.', ?), 0)", id)) {
        return;
      }
      try {
        table.take(id, clock.instant()).ifPresent(work -> work(id, work));
      } finally {
        ask(connection, "SELECT RELEASE_LOCK(CONCAT(DATABASE(), '.task.', ?))", id);
      }
    } catch (SQLException failure) {
      throw new StoreFailure(failure);
    }
  }

  private void work(long id, TaskTable.Work work) {
    if (work.tries() > TRIES_MAX) {
      fail(id, List.of());
      return;
    }
    try {
      errands.apply(work.kind()).run(work.scope(), work.content(), new Shown(id));
    } catch (Fault refused) {
      fail(id, List.of(Task.Refused.of(0, "", refused)));
    } catch (RuntimeException failure) {
      if (stopping || Store.isPassing(failure)) {
        LOG.log(System.Logger.Level.WARNING, "Task {0} will be taken up again: {1}", id, failure);
        return;
      }
      LOG.log(System.Logger.Level.ERROR, "Task " + id + " broke off", failure);
      fail(id, List.of());
    }
  }

  private void fail(long id, List<Task.Refused> why) {
    table.ended(id, Task.State.FAILED, List.of(), why, clock.instant());
  }

  private static boolean ask(Connection connection, String sql, long id) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setLong(1, id);
      try (var row = statement.executeQuery()) {
        return row.next() && row.getInt(1) == 1;
      }
    }
  }

  /** Writes down how far it is, not more often than somebody could read it. One thread's. */
  private final class Shown implements Progress {

    private final long id;
    private Instant next = Instant.MIN;

    Shown(long id) {
      this.id = id;
    }

    @Override
    public void moved(int done, int total) {
      var now = clock.instant();
      if (!now.isBefore(next)) {
        next = now.plus(SHOWN_EACH);
        table.moved(id, done, total, now);
      }
    }

    @Override
    public void finish(List<Long> counts, List<Task.Refused> refused) {
      table.ended(id, Task.State.DONE, counts, refused, clock.instant());
    }
  }
}
