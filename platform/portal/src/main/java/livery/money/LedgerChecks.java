package livery.money;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import livery.billing.Invariants;
import livery.billing.period.BooksCheck;
import livery.fault.Fault;
import livery.store.Ids;
import livery.store.Store;
import livery.store.StoreFailure;
import livery.store.Utc;
import livery.tenant.Audit;
import livery.tenant.NotAllowed;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.TenantTree;

/** Whether the books add up: each night, and when the platform's people ask. Thread-safe. */
@ApplicationScoped
public class LedgerChecks {

  private static final int PAGE_MAX = 100;
  private static final System.Logger LOG = System.getLogger(LedgerChecks.class.getName());

  private final Store store;
  private final TenantTree tree;
  private final Ids ids;
  private final Clock clock;
  private final Audit audit;
  private final AtomicBoolean running = new AtomicBoolean();
  private volatile int broken = -1;

  /**
   * One check.
   *
   * @param startedBy who asked for it; empty for the night's run
   */
  public record Result(
      long id,
      Instant startedAt,
      Instant endedAt,
      String startedBy,
      List<Invariants.Violation> violations) {

    public boolean right() {
      return violations.isEmpty();
    }

    /** How each invariant stands, by name. */
    public List<Rule> rules() {
      return BooksCheck.NAMES.stream()
          .map(
              name ->
                  new Rule(
                      name,
                      violations.stream().filter(one -> one.invariant().equals(name)).count()))
          .toList();
    }

    public Duration took() {
      return Duration.between(startedAt, endedAt);
    }
  }

  /** An invariant, and how many things the last check found against it. */
  public record Rule(String name, long found) {}

  @Inject
  public LedgerChecks(Store store, TenantTree tree, Ids ids, Clock clock, Audit audit) {
    this.store = store;
    this.tree = tree;
    this.ids = ids;
    this.clock = clock;
    this.audit = audit;
  }

  protected LedgerChecks() {
    this(null, null, null, null, null);
  }

  /** The last checks, newest first; for the platform's own people. */
  public List<Result> list(Scope scope, int limit) {
    requirePlatform(scope);
    return last(Math.min(limit, PAGE_MAX));
  }

  /** Checks now; takes from milliseconds to minutes, by how much has been rated. */
  public Result run(Scope scope) {
    return run(scope, step -> {});
  }

  /**
   * The same, seen while it goes on.
   *
   * @param step is told how many of the {@link BooksCheck#STEPS} parts are done
   */
  Result run(Scope scope, IntConsumer step) {
    requireMay(scope);
    var result = check(scope.actor(), step);
    audit.write(scope, "ledger.check", "ledger", result.violations().size() + " violations");
    return result;
  }

  /** How many things the last check found, for the alarm of the platform's people; else 0. */
  public int alarm(Scope scope) {
    if (!tree.isPlatform(scope.homeId())) {
      return 0;
    }
    if (broken < 0) {
      broken = last(1).stream().mapToInt(result -> result.violations().size()).sum();
    }
    return broken;
  }

  /** The night's run, when none was made since that moment. */
  void runUnlessSince(Instant due) {
    if (last(1).stream().noneMatch(result -> !result.startedAt().isBefore(due))) {
      check("", step -> {});
    }
  }

  private Result check(String by, IntConsumer step) {
    if (!running.compareAndSet(false, true)) {
      throw Fault.conflict("", "money.fault.check-runs");
    }
    try {
      var start = clock.instant();
      var violations = violations(step);
      var result = new Result(ids.next(), start, clock.instant(), by, violations);
      write(result);
      broken = violations.size();
      if (!violations.isEmpty()) {
        LOG.log(
            System.Logger.Level.ERROR,
            "The ledger does not add up: {0} violations, check {1}",
            violations.size(),
            result.id());
      }
      return result;
    } finally {
      running.set(false);
    }
  }

  private List<Invariants.Violation> violations(IntConsumer step) {
    try (var connection = store.dataSource().getConnection()) {
      return BooksCheck.snapshot(connection, step);
    } catch (SQLException failure) {
      throw new StoreFailure(failure);
    }
  }

  private void write(Result result) {
    var detail =
        result.violations().stream()
            .map(one -> one.invariant() + "\t" + one.subject() + "\t" + one.detail())
            .collect(Collectors.joining("\n"));
    store.inTransaction(
        connection -> {
          store
              .jdbi()
              .useHandle(
                  handle ->
                      handle.execute(
                          "INSERT INTO ledger_check (id, started_at, ended_at, started_by,"
                              + " violations, detail) VALUES (?, ?, ?, ?, ?, ?)",
                          result.id(),
                          Utc.of(result.startedAt()),
                          Utc.of(result.endedAt()),
                          result.startedBy(),
                          result.violations().size(),
                          detail));
          ring(result);
          return null;
        });
  }

  /** What is broken rings until a check finds it right again; what rings already goes on. */
  private void ring(Result result) {
    for (var rule : result.rules()) {
      store
          .jdbi()
          .useHandle(
              handle -> {
                if (rule.found() == 0) {
                  handle.execute("DELETE FROM ledger_alarm WHERE invariant = ?", rule.name());
                } else {
                  handle.execute(
                      "INSERT IGNORE INTO ledger_alarm (invariant, check_id, since)"
                          + " VALUES (?, ?, ?)",
                      rule.name(),
                      result.id(),
                      Utc.of(result.startedAt()));
                }
              });
    }
  }

  private List<Result> last(int limit) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT id, started_at, ended_at, started_by, detail FROM ledger_check"
                            + " ORDER BY started_at DESC, id DESC LIMIT :limit")
                    .bind("limit", limit)
                    .map((row, context) -> read(row))
                    .list());
  }

  private static Result read(ResultSet row) throws SQLException {
    return new Result(
        row.getLong("id"),
        Utc.read(row, "started_at").orElseThrow(),
        Utc.read(row, "ended_at").orElseThrow(),
        row.getString("started_by"),
        row.getString("detail").lines().flatMap(line -> violation(line).stream()).toList());
  }

  private static Optional<Invariants.Violation> violation(String line) {
    var parts = line.split("\t", 3);
    return parts.length < 3
        ? Optional.empty()
        : Optional.of(new Invariants.Violation(parts[0], parts[1], parts[2]));
  }

  /** Only finance of the platform's own people checks. */
  void requireMay(Scope scope) {
    requirePlatform(scope);
    Rights.mayFinance(scope);
  }

  private void requirePlatform(Scope scope) {
    if (!tree.isPlatform(scope.homeId())) {
      throw new NotAllowed();
    }
  }
}
