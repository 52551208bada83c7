package livery.issue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import livery.books.LedgerLines;
import livery.books.Month;
import livery.document.By;
import livery.faces.Answers;
import livery.fault.Fault;
import livery.store.Store;
import livery.store.Utc;
import livery.tenant.Audit;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TenantSql;
import livery.tenant.TenantTree;

/** Where the documents of months stand, and how their issuers want them. Thread-safe. */
@ApplicationScoped
public class Runs {

  /** From the moment that a posting names to its commit. */
  static final Duration IN_FLIGHT = Duration.ofMinutes(1);

  private final Store store;
  private final TenantSql sql;
  private final TenantTree tree;
  private final Clock clock;
  private final Audit audit;

  @Inject
  public Runs(Store store, TenantSql sql, TenantTree tree, Clock clock, Audit audit) {
    this.store = store;
    this.sql = sql;
    this.tree = tree;
    this.clock = clock;
    this.audit = audit;
  }

  protected Runs() {
    this(null, null, null, null, null);
  }

  /** All books are cut at the platform's midnights. */
  ZoneId zone() {
    return tree.root().map(Tenant::zone).orElse(ZoneOffset.UTC);
  }

  /** The months whose documents the tenant has issued, the last first: all, one for each month. */
  public List<Run> list(Scope scope) {
    return Answers.once(
        this,
        List.of("list", scope),
        () ->
            sql.query(
                scope,
                "SELECT * FROM document_run WHERE seller_id = :tenant ORDER BY period DESC",
                query -> query.map((row, context) -> Run.read(row)).list()));
  }

  /**
   * What was given back and no credit note says, the newest first; what is less than half a coin
   * after all that a document could say.
   *
   * @param after what {@link Undocumented#place} said of the last one of the part before; empty for
   *     the first part
   * @param limit 1 to {@value Undocumented#PART_MAX} and one more
   */
  public List<Undocumented> undocumented(Scope scope, String after, int limit) {
    Rights.mayFinance(scope);
    return Undocumented.list(sql, scope, after, limit);
  }

  /**
   * The month that comes next: the one after the last run, or the one that ended last. One of which
   * only single buyers have their documents is still to come.
   */
  public YearMonth next(Scope scope) {
    return list(scope).stream()
        .findFirst()
        .map(run -> run.whole() ? month(run).plusMonths(1) : month(run))
        .orElseGet(() -> YearMonth.from(clock.instant().atZone(zone())).minusMonths(1));
  }

  /** How the tenant wants its documents. */
  public Rule rule(Scope scope) {
    return rule(scope.tenantId());
  }

  Rule rule(long issuer) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT issue_day, due_days, send FROM document_rule WHERE issuer_id = :id")
                    .bind("id", issuer)
                    .map(
                        (row, context) -> new Rule(row.getInt(1), row.getInt(2), row.getBoolean(3)))
                    .findOne()
                    .orElse(Rule.USUAL));
  }

  /** Changes how the tenant wants its documents. */
  public void save(Scope scope, Rule rule) {
    Rights.mayFinance(scope);
    sql.inTransaction(
        () -> {
          sql.update(
              scope,
              "REPLACE INTO document_rule (issuer_id, issue_day, due_days, send)"
                  + " VALUES (:tenant, :day, :due, :send)",
              update ->
                  update
                      .bind("day", rule.issueDay())
                      .bind("due", rule.dueDays())
                      .bind("send", rule.send()));
          audit.write(
              scope,
              "document.rule",
              "tenant " + scope.tenantId(),
              "day %d, %d d, %s".formatted(rule.issueDay(), rule.dueDays(), rule.send()));
          return null;
        });
  }

  /**
   * Begins a month, or goes on with one that was begun: its window of refunds stays as it was.
   *
   * @param whole for all buyers; else nothing goes on with it by itself
   * @throws Fault when the month has not ended, or is not the one that comes next
   */
  Run begin(long seller, Month month, By by, boolean whole) {
    var now = clock.instant();
    var cutoff = now.minus(IN_FLIGHT);
    if (cutoff.isBefore(month.to())) {
      throw Fault.invalid("period", "issue.fault.not-ended", month.month());
    }
    return store.inTransaction(
        connection -> {
          var last = find(seller, "ORDER BY period DESC LIMIT 1", 0);
          if (last.isPresent()) {
            var there = of(seller, month.number());
            if (there.isPresent()) {
              return there.get();
            }
            var next = last.get().whole() ? month(last.get()).plusMonths(1) : month(last.get());
            if (!next.equals(month.month())) {
              throw Fault.conflict("period", "issue.fault.order", next, month.month());
            }
          }
          var since = last.map(Run::cutoff).orElse(null);
          insert(seller, month, since, cutoff, by, now, whole ? 0 : Run.SINGLE);
          return of(seller, month.number()).orElseThrow();
        });
  }

  private void insert(
      long seller, Month month, Instant since, Instant cutoff, By by, Instant now, int total) {
    store
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        "INSERT IGNORE INTO document_run (seller_id, period, since_at, cutoff_at,"
                            + " state, total, started_by, started_at, compared) VALUES (:seller,"
                            + " :period, :since, :cutoff, 'RUNNING', :total, :by, :now, TRUE)")
                    .bind("seller", seller)
                    .bind("period", month.number())
                    .bind("since", since == null ? null : Utc.of(since))
                    .bind("cutoff", Utc.of(cutoff))
                    .bind("total", total)
                    .bind("by", by.actor())
                    .bind("now", Utc.of(now))
                    .execute());
  }

  /** The run of one month. */
  Optional<Run> of(long seller, int period) {
    return find(seller, "AND period = :period", period);
  }

  /** The last that is done: what was given back before its cut-off is said by notes. */
  Optional<Run> lastDone(long seller) {
    return find(seller, "AND state = 'DONE' ORDER BY period DESC LIMIT 1", 0);
  }

  private Optional<Run> find(long seller, String which, int period) {
    return store
        .jdbi()
        .withHandle(
            handle -> {
              var query =
                  handle
                      .createQuery("SELECT * FROM document_run WHERE seller_id = :seller " + which)
                      .bind("seller", seller);
              return (period == 0 ? query : query.bind("period", period))
                  .map((row, context) -> Run.read(row))
                  .findOne();
            });
  }

  /**
   * Takes a buyer's documents of a month that goes on up to a day; others wait until the
   * transaction ends.
   *
   * @return the first day that no document has; after {@code lastDay} where that day has some, and
   *     then nothing is taken
   */
  LocalDate firstDay(Connection connection, long seller, Month month, long buyer, LocalDate lastDay)
      throws SQLException {
    var none = month.firstDay().minusDays(1);
    until(
        connection,
        "INSERT INTO document_until (last_day, seller_id, period, buyer_id) VALUES (?, ?, ?, ?)"
            + " ON DUPLICATE KEY UPDATE last_day = last_day",
        none,
        seller,
        month,
        buyer);
    LocalDate before;
    try (var statement =
        connection.prepareStatement(
            "SELECT last_day FROM document_until WHERE seller_id = ? AND period = ? AND buyer_id ="
                + " ? FOR UPDATE")) {
      statement.setLong(1, seller);
      statement.setInt(2, month.number());
      statement.setLong(3, buyer);
      try (var row = statement.executeQuery()) {
        row.next();
        before = row.getObject(1, LocalDate.class);
      }
    }
    if (before.isBefore(lastDay)) {
      until(
          connection,
          "UPDATE document_until SET last_day = ? WHERE seller_id = ? AND period = ? AND buyer_id"
              + " = ?",
          lastDay,
          seller,
          month,
          buyer);
    }
    return before.plusDays(1);
  }

  private static void until(
      Connection connection, String sql, LocalDate day, long seller, Month month, long buyer)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setObject(1, day);
      statement.setLong(2, seller);
      statement.setInt(3, month.number());
      statement.setLong(4, buyer);
      statement.executeUpdate();
    }
  }

  void moved(Run run, int done, int total) {
    execute(run, "done = :done, total = :total", done, total);
  }

  void ended(Run run, int total) {
    execute(run, "done = :done, total = :total, state = 'DONE', ended_at = :now", total, total);
  }

  private void execute(Run run, String set, int done, int total) {
    store
        .jdbi()
        .useHandle(
            handle -> {
              var update =
                  handle
                      .createUpdate(
                          "UPDATE document_run SET "
                              + set
                              + " WHERE seller_id = :seller AND period = :period")
                      .bind("done", done)
                      .bind("total", total)
                      .bind("seller", run.sellerId())
                      .bind("period", run.period());
              (set.contains(":now") ? update.bind("now", Utc.of(clock.instant())) : update)
                  .execute();
            });
  }

  /**
   * The month that an issuer has to issue by now: one that was begun, or the next that has ended.
   */
  Optional<YearMonth> pending(long seller) {
    var begun = find(seller, "AND state = 'RUNNING' ORDER BY period LIMIT 1", 0);
    var last = find(seller, "ORDER BY period DESC LIMIT 1", 0);
    var ended = YearMonth.from(clock.instant().atZone(zone())).minusMonths(1);
    var next = last.map(run -> month(run).plusMonths(1)).orElse(ended);
    return begun.map(Runs::month).or(() -> Optional.of(next).filter(one -> !one.isAfter(ended)));
  }

  private static YearMonth month(Run run) {
    return YearMonth.of(run.period() / 100, run.period() % 100);
  }

  /** Issuers whose day for the month that ended last has come, and runs that were not finished. */
  List<Long> due() {
    var today = clock.instant().atZone(zone()).toLocalDate();
    var ended = LedgerLines.number(YearMonth.from(today).minusMonths(1));
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT r.issuer_id FROM document_rule r JOIN requisites q ON q.tenant_id ="
                            + " r.issuer_id WHERE r.issue_day > 0 AND r.issue_day <= :day AND NOT"
                            + " EXISTS (SELECT 1 FROM document_run d WHERE d.seller_id ="
                            + " r.issuer_id AND d.period >= :ended AND d.state = 'DONE') UNION"
                            + " SELECT seller_id FROM document_run WHERE state = 'RUNNING' AND"
                            + " total >= 0 AND started_at < :before ORDER BY 1")
                    .bind("day", today.getDayOfMonth())
                    .bind("ended", ended)
                    .bind("before", Utc.of(clock.instant().minus(Duration.ofMinutes(10))))
                    .mapTo(Long.class)
                    .list());
  }
}
