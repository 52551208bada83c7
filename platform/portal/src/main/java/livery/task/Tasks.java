package livery.task;

import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import livery.fault.Check;
import livery.fault.Fault;
import livery.store.Ids;
import livery.store.Jobs;
import livery.store.Started;
import livery.store.Stopping;
import livery.store.Store;
import livery.tenant.Scope;
import livery.tenant.TenantSql;

/**
 * Begins long work and finds it again; one of a kind at a time for each tenant. Thread-safe.
 *
 * <p>Work that no process carries, because the one that did was stopped or killed, is taken up
 * again within half a minute.
 */
@ApplicationScoped
public class Tasks {

  /** Most of a list. */
  public static final int LIST_MAX = 200;

  private static final int NAME_LENGTH = 190;
  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration PERIOD = Duration.ofSeconds(30);
  private static final Duration KEPT = Duration.ofDays(90);

  private final Iterable<Errand> errands;
  private final TaskTable table;
  private final TaskRunner runner;
  private final Ids ids;
  private final Clock clock;
  private final Executor given;

  @Resource private ManagedExecutorService executor;

  @Inject
  public Tasks(@Any Instance<Errand> errands, Store store, TenantSql sql, Ids ids, Clock clock) {
    this(errands, store, sql, ids, clock, null);
  }

  /** With threads of the caller's own. */
  Tasks(
      Iterable<Errand> errands, Store store, TenantSql sql, Ids ids, Clock clock, Executor given) {
    this.errands = errands;
    this.table = new TaskTable(store, sql);
    this.runner = new TaskRunner(store, table, this::errand, clock);
    this.ids = ids;
    this.clock = clock;
    this.given = given;
  }

  protected Tasks() {
    this(null, null, null, null, null);
  }

  /**
   * Begins work.
   *
   * @param name the file's or the month's, for people; empty without one
   * @return its id
   * @throws Fault when it is refused at once, or one of its kind runs for the tenant already
   */
  public long begin(Scope scope, Task.Kind kind, String name, byte[] content) {
    var shown = Check.optionalText("name", name, NAME_LENGTH);
    errand(kind).check(scope, content);
    table.forget(clock.instant().minus(KEPT));
    var id = ids.next();
    table.insert(scope, id, kind, shown, content, clock.instant());
    submit(id);
    return id;
  }

  private Errand errand(Task.Kind kind) {
    for (var one : errands) {
      if (one.kind() == kind) {
        return one;
      }
    }
    throw new IllegalStateException("Nobody does " + kind);
  }

  /** The tenant's work of a kind that runs or ran last; empty before the first. */
  public Optional<Task> last(Scope scope, Task.Kind kind) {
    return table.find(scope, "kind = :value", kind.name());
  }

  /** One of the tenant's. */
  public Task get(Scope scope, long id) {
    return table.find(scope, "id = :value", id).orElseThrow(() -> Fault.notFound("task", id));
  }

  /** The tenant's, the newest first. */
  public List<Task> list(Scope scope, long before, int limit) {
    return table.list(scope, before, (int) Check.range("limit", limit, 1, LIST_MAX + 1));
  }

  /** Long after the first page is there: what an earlier process has left is not urgent. */
  void start(@Observes @Priority(Started.LINKS) Started started, Jobs jobs) {
    jobs.every(Jobs.Lane.SOON, FIRST, PERIOD, "Tasks were not looked after", this::resume);
  }

  void stop(@Observes @Priority(Stopping.LINKS) Stopping stopping) {
    runner.stop();
  }

  /** Harmless for one that runs: the second finds its lock taken and ends. */
  void resume() {
    table.running().forEach(this::submit);
  }

  private void submit(long id) {
    (given == null ? executor : given).execute(() -> runner.run(id));
  }
}
