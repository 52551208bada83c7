package livery.forward;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import livery.fault.Check;
import livery.fault.Fault;
import livery.history.Messages;
import livery.store.Utc;
import livery.tenant.Audit;
import livery.tenant.Scope;
import livery.tenant.TenantSql;

/**
 * The names under which a tenant's programs pull, each with its floor: everything up to that id is
 * acknowledged or too old. Thread-safe.
 *
 * <p>A name is made with its first call. When there are {@value #MOST} of them, one that has been
 * silent for longer than messages are given out makes room for a new one.
 */
@ApplicationScoped
public class Readers {

  /** Most readers of a tenant. */
  static final int MOST = 20;

  /** The first so many messages above a reader's floor are looked at for what is open. */
  static final int WINDOW = 2_000;

  /** A new reader begins with the messages of this time. */
  static final Duration FIRST = Duration.ofDays(2);

  /** Messages that nobody has acknowledged for so long are passed over. */
  static final Duration KEPT = Duration.ofDays(30);

  /** Dots alone would be a step within an address, where no request could name them. */
  private static final String NAME = "(?!\\.+$)[A-Za-z0-9._-]{1,40}";

  private final TenantSql sql;
  private final Messages messages;
  private final Audit audit;
  private final Clock clock;

  /**
   * A reader of the tenant.
   *
   * @param pulledAt when it pulled or acknowledged last
   * @param open messages that it has not acknowledged, among the first {@value #WINDOW} messages in
   *     or out above its floor
   * @param more whether there may be more than were counted
   */
  public record Reader(String name, Instant madeAt, Instant pulledAt, int open, boolean more) {}

  private record Row(String name, long floor, Instant madeAt, Instant pulledAt) {}

  private record Open(int count, boolean more) {}

  @Inject
  public Readers(TenantSql sql, Messages messages, Audit audit, Clock clock) {
    this.sql = sql;
    this.messages = messages;
    this.audit = audit;
    this.clock = clock;
  }

  protected Readers() {
    this(null, null, null, null);
  }

  /** All readers of the tenant by their names, at most {@value #MOST}. */
  public List<Reader> list(Scope scope) {
    var old = oldest(clock.instant());
    var lowest = messages.firstId(old) - 1;
    return rows(scope).stream()
        .map(
            row -> {
              var open = open(scope, row.name(), Math.max(row.floor(), lowest));
              return new Reader(
                  row.name(), row.madeAt(), row.pulledAt(), open.count(), open.more());
            })
        .toList();
  }

  /**
   * Forgets the reader and what it has acknowledged. Messages stay; a reader of this name begins
   * anew with its next call.
   *
   * @throws Fault when the tenant has no such reader
   */
  public void remove(Scope scope, String name) {
    sql.inTransaction(
        () -> {
          var pulled = name.matches(NAME) ? lock(scope, name) : Optional.<Instant>empty();
          forget(
              scope,
              name,
              "pulled last "
                  + pulled.orElseThrow(() -> Fault.notFound("reader", Check.shown(name))));
          return null;
        });
  }

  /**
   * The name as it counts: {@code default} for none.
   *
   * @throws Fault when it cannot be a name
   */
  static String checked(String reader) {
    var name = reader == null || reader.isBlank() ? "default" : reader.strip();
    if (!name.matches(NAME)) {
      throw Fault.invalid("reader", "forward.fault.reader", Check.shown(name));
    }
    return name;
  }

  /**
   * Locks the reader, made with its first call, and says where its floor is. Within a transaction.
   *
   * @throws Fault when it would be one too many and none makes room
   */
  long enter(Scope scope, String reader) {
    var now = clock.instant();
    var found = floor(scope, reader);
    if (found.isEmpty()) {
      sql.lockTenant(scope); // those who begin at once are counted one after the other
      found = floor(scope, reader);
    }
    if (found.isEmpty()) {
      begin(scope, reader, now);
      return floor(scope, reader).orElseThrow();
    }
    sql.update(
        scope,
        "UPDATE pull_reader SET pulled_at = :now WHERE tenant_id = :tenant AND reader = :reader",
        update -> update.bind("now", Utc.of(now)).bind("reader", reader));
    return Math.max(found.get(), messages.firstId(oldest(now)) - 1);
  }

  private Optional<Long> floor(Scope scope, String reader) {
    return sql.query(
        scope,
        "SELECT floor_id FROM pull_reader WHERE tenant_id = :tenant AND reader = :reader"
            + " FOR UPDATE",
        query -> query.bind("reader", reader).mapTo(Long.class).findOne());
  }

  private static Instant oldest(Instant now) {
    return now.truncatedTo(ChronoUnit.DAYS).minus(KEPT);
  }

  private void begin(Scope scope, String reader, Instant now) {
    var readers =
        sql.query(
            scope,
            "SELECT COUNT(*) FROM pull_reader WHERE tenant_id = :tenant",
            query -> query.mapTo(Integer.class).one());
    if (readers >= MOST) {
      makeRoom(scope, reader, readers - MOST + 1, oldest(now));
    }
    sql.update(
        scope,
        "INSERT INTO pull_reader (tenant_id, reader, floor_id, created_at, pulled_at)"
            + " VALUES (:tenant, :reader, :floor, :now, :now)",
        update ->
            update
                .bind("reader", reader)
                .bind("floor", messages.firstId(now.minus(FIRST)) - 1)
                .bind("now", Utc.of(now)));
  }

  /** No more of them than needed, the longest silent first: one that comes back begins anew. */
  private void makeRoom(Scope scope, String reader, int needed, Instant before) {
    var silent =
        sql.query(
            scope,
            "SELECT reader FROM pull_reader WHERE tenant_id = :tenant AND pulled_at < :before"
                + " ORDER BY pulled_at, reader LIMIT :needed FOR UPDATE",
            query ->
                query
                    .bind("before", Utc.of(before))
                    .bind("needed", needed)
                    .mapTo(String.class)
                    .list());
    if (silent.size() < needed) {
      throw Fault.conflict("reader", "forward.fault.readers", MOST);
    }
    for (var name : silent) {
      forget(scope, name, "silent for long, made room for " + reader);
    }
  }

  private void forget(Scope scope, String name, String detail) {
    for (var table : List.of("pull_reader", "pull")) {
      sql.update(
          scope,
          "DELETE FROM " + table + " WHERE tenant_id = :tenant AND reader = :reader",
          update -> update.bind("reader", name));
    }
    audit.write(scope, "reader.remove", "reader " + name, detail);
  }

  private Optional<Instant> lock(Scope scope, String name) {
    return sql.query(
        scope,
        "SELECT pulled_at FROM pull_reader WHERE tenant_id = :tenant AND reader = :reader"
            + " FOR UPDATE",
        query ->
            query
                .bind("reader", name)
                .map((row, context) -> Utc.read(row, "pulled_at").orElseThrow())
                .findOne());
  }

  private List<Row> rows(Scope scope) {
    return sql.query(
        scope,
        "SELECT reader, floor_id, created_at, pulled_at FROM pull_reader"
            + " WHERE tenant_id = :tenant ORDER BY reader LIMIT "
            + (MOST * 2), // there may be more than are allowed since a time when races made them
        query ->
            query
                .map(
                    (row, context) ->
                        new Row(
                            row.getString("reader"),
                            row.getLong("floor_id"),
                            Utc.read(row, "created_at").orElseThrow(),
                            Utc.read(row, "pulled_at").orElseThrow()))
                .list());
  }

  private Open open(Scope scope, String reader, long floor) {
    return sql.query(
        scope,
        "SELECT COUNT(*) AS seen, COALESCE(SUM(m.direction = 'IN' AND p.acked_at IS NULL), 0) AS"
            + " open FROM (SELECT id, direction FROM message WHERE tenant_id = :tenant"
            + " AND id > :floor ORDER BY id LIMIT :window) m LEFT JOIN pull p"
            + " ON p.tenant_id = :tenant AND p.reader = :reader AND p.message_id = m.id",
        query ->
            query
                .bind("floor", floor)
                .bind("window", WINDOW)
                .bind("reader", reader)
                .map((row, context) -> new Open(row.getInt("open"), row.getInt("seen") == WINDOW))
                .one());
  }
}
