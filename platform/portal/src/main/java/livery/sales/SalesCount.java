package livery.sales;

import static java.math.BigDecimal.ZERO;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import livery.billing.HeldLines;
import livery.billing.RatedRows;
import livery.store.Store;
import livery.store.Utc;

/**
 * Counts the rated rows into {@code sale}, chunk of ids by chunk. Thread-safe across servers: a
 * chunk is replaced as a whole.
 *
 * <p>A chunk is looked at again while messages in it wait for their receipt, less often the older
 * it is, once more each night of its first days, and when something of it was given back, all or a
 * part; it is counted again where it is not what it was. Messages at a price of 0 count as units.
 */
@ApplicationScoped
public class SalesCount {

  /** Ids of a chunk. */
  static final long CHUNK = 1L << 17;

  /** Ids that are summed up at once, so that no statement keeps a processor for long. */
  static final long SLICE = CHUNK / 64;

  /** Ids that are looked at at once: a look is a tenth of a count's work. */
  private static final long GLANCE = CHUNK / 8;

  /** A gentle count rests so many times as long as it worked, at most {@link #REST_MAX_NANOS}. */
  private static final int RESTS = 9;

  private static final long REST_MAX_NANOS = Duration.ofSeconds(1).toNanos();

  /** How often the newest chunks are looked at again. */
  static final Duration AGAIN = Duration.ofMinutes(5);

  /** A transaction that took an id may commit as late as this. */
  private static final Duration LATE = Duration.ofMinutes(10);

  private static final Duration WATCHED = Duration.ofDays(4);
  private static final int BATCH = 1_000;
  private static final int CHUNKS_MAX = 200;
  private static final int NEW_MAX = 10_000;

  /** The first that was charged, or is held and may be. */
  private static final String FIRST =
      "SELECT COALESCE(MIN(id), 0) FROM (SELECT MIN(event_id) AS id FROM rated UNION ALL"
          + " SELECT MIN(id) FROM hold) first";

  private final Store store;
  private final Clock clock;

  @Inject
  public SalesCount(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  protected SalesCount() {
    this(null, null);
  }

  /**
   * Counts what is due.
   *
   * @return how many chunks were read
   */
  public int count() {
    return count(nanos -> {});
  }

  /** The same with rests in between, which are the messages'. */
  int countGently() {
    return count(nanos -> LockSupport.parkNanos(Math.min(RESTS * nanos, REST_MAX_NANOS)));
  }

  private int count(LongConsumer rest) {
    var last = chunkOf(lastEvent());
    begin(last);
    var due = due();
    for (var chunk : due) {
      store.inTransaction(connection -> count(connection, chunk, last, rest));
    }
    return due.size();
  }

  /** Until when all that was charged is surely counted; empty before the first count. */
  public Optional<Instant> countedTo() {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT counted_at FROM sale_chunk ORDER BY chunk DESC LIMIT 1")
                    .map((row, context) -> Utc.read(row, "counted_at").orElseThrow())
                    .findOne());
  }

  /** Lets chunks be read again whose refunds are not those that were counted; and young ones. */
  public void lookBack() {
    store
        .jdbi()
        .useHandle(
            handle -> {
              handle
                  .createUpdate("UPDATE sale_chunk SET next_at = :now WHERE first_at >= :young")
                  .bind("now", Utc.of(clock.instant()))
                  .bind("young", Utc.of(clock.instant().minus(WATCHED)))
                  .execute();
              handle
                  .createUpdate(
                      "UPDATE sale_chunk c JOIN (SELECT event_id DIV :size AS chunk, COUNT(*) AS n"
                          + " FROM (SELECT event_id FROM refund UNION ALL SELECT event_id FROM"
                          + " rated_return) back GROUP BY chunk) f ON f.chunk = c.chunk"
                          + " SET c.next_at = :now WHERE f.n <> c.refunds")
                  .bind("size", CHUNK)
                  .bind("now", Utc.of(clock.instant()))
                  .execute();
            });
  }

  private static long chunkOf(long id) {
    return id / CHUNK;
  }

  private long lastEvent() {
    return one("SELECT COALESCE(MAX(event_id), 0) FROM rated");
  }

  private long one(String sql) {
    return store.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(long.class).one());
  }

  /** New chunks up to the last id, due at once. */
  private void begin(long last) {
    var known = one("SELECT COALESCE(MAX(chunk), -1) FROM sale_chunk");
    var first = known >= 0 ? known + 1 : chunkOf(one(FIRST));
    if (last == 0 && lastEvent() == 0) {
      return;
    }
    var now = Utc.of(clock.instant());
    for (var next = first; next <= Math.min(last, first + NEW_MAX); next++) {
      var chunk = next;
      store
          .jdbi()
          .useHandle(
              handle ->
                  handle.execute(
                      "INSERT IGNORE INTO sale_chunk (chunk, first_at, counted_at, next_at, refunds)"
                          + " VALUES (?, ?, ?, ?, 0)",
                      chunk,
                      now,
                      now,
                      now));
    }
  }

  private List<Long> due() {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT chunk FROM sale_chunk WHERE next_at <= :now ORDER BY next_at,"
                            + " chunk LIMIT "
                            + CHUNKS_MAX)
                    .bind("now", Utc.of(clock.instant()))
                    .mapTo(Long.class)
                    .list());
  }

  private Void count(Connection connection, long chunk, long last, LongConsumer rest)
      throws SQLException {
    var before = lock(connection, chunk);
    // Asked first: what ends in between is in the sums, or the chunk is read again.
    var held = held(connection, chunk);
    var refunds = refunds(connection, chunk);
    var seen = look(connection, chunk, rest) + " " + refunds;
    if (!seen.equals(before.seen)) {
      replace(connection, chunk, sums(connection, chunk, held, refunds > 0, rest));
    }
    var now = clock.instant();
    var age = Duration.between(before.firstAt, now);
    var open = chunk >= last || age.compareTo(LATE) < 0 || held;
    try (var update =
        connection.prepareStatement(
            "UPDATE sale_chunk SET counted_at = ?, next_at = ?, refunds = ?, seen = ?"
                + " WHERE chunk = ?")) {
      update.setObject(1, Utc.of(now));
      update.setObject(2, open ? Utc.of(now.plus(pause(age))) : null);
      update.setLong(3, refunds);
      update.setString(4, seen);
      update.setLong(5, chunk);
      update.executeUpdate();
    }
    return null;
  }

  private static void replace(Connection connection, long chunk, Collection<SaleSum> sums)
      throws SQLException {
    try (var delete = connection.prepareStatement("DELETE FROM sale WHERE chunk = ?")) {
      delete.setLong(1, chunk);
      delete.executeUpdate();
    }
    insert(connection, chunk, sums);
  }

  private static long refunds(Connection connection, long chunk) throws SQLException {
    return number(connection, "SELECT COUNT(*) FROM refund WHERE ", chunk)
        + number(connection, "SELECT COUNT(*) FROM rated_return WHERE ", chunk);
  }

  /**
   * Sums that another line, or one that has changed, makes others: a tenth of a count's work. The
   * slips of held lines may begin before the chunk.
   */
  private static String look(Connection connection, long chunk, LongConsumer rest)
      throws SQLException {
    var sums = new BigDecimal[] {ZERO, ZERO, ZERO, ZERO};
    try (var statement =
        connection.prepareStatement(
            "SELECT COUNT(*), COALESCE(SUM(posted), 0), COALESCE(SUM(amount), 0),"
                + " COALESCE(SUM(posting_id), 0) FROM rated"
                + " WHERE event_id >= ? AND event_id < ? AND state = 'POSTED'")) {
      for (var first = chunk * CHUNK; first < (chunk + 1) * CHUNK; first += GLANCE) {
        var begun = System.nanoTime();
        statement.setLong(1, first);
        statement.setLong(2, first + GLANCE);
        try (var row = statement.executeQuery()) {
          row.next();
          for (var i = 0; i < sums.length; i++) {
            sums[i] = sums[i].add(row.getBigDecimal(i + 1));
          }
        }
        rest.accept(System.nanoTime() - begun);
      }
    }
    return Stream.of(sums).map(BigDecimal::toPlainString).collect(Collectors.joining(" "))
        + " "
        + slips(connection, chunk);
  }

  private static String slips(Connection connection, long chunk) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT COALESCE(SUM(CRC32(events)), 0) FROM hold WHERE id >= ? - "
                + HeldLines.BEFORE
                + " AND id < ?")) {
      bind(statement, 1, chunk);
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  /** A quarter of its age, so that a message that waits for days costs little. */
  private static Duration pause(Duration age) {
    var quarter = age.dividedBy(4);
    return quarter.compareTo(AGAIN) > 0 ? quarter : AGAIN;
  }

  private record Before(Instant firstAt, String seen) {}

  /** Two servers that count one chunk do it after each other. */
  private static Before lock(Connection connection, long chunk) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT first_at, seen FROM sale_chunk WHERE chunk = ? FOR UPDATE")) {
      statement.setLong(1, chunk);
      try (var row = statement.executeQuery()) {
        row.next();
        return new Before(Utc.read(row, "first_at").orElseThrow(), row.getString("seen"));
      }
    }
  }

  private static boolean held(Connection connection, long chunk) throws SQLException {
    return RatedRows.isAnyHeld(connection, chunk * CHUNK, (chunk + 1) * CHUNK);
  }

  private static long number(Connection connection, String sql, long chunk) throws SQLException {
    try (var statement = connection.prepareStatement(sql + "event_id >= ? AND event_id < ?")) {
      bind(statement, 1, chunk);
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static void bind(PreparedStatement statement, int index, long chunk) throws SQLException {
    statement.setLong(index, chunk * CHUNK);
    statement.setLong(index + 1, (chunk + 1) * CHUNK);
  }

  /** Read, not inserted from a select: that would lock the rated rows. */
  private static Collection<SaleSum> sums(
      Connection connection, long chunk, boolean held, boolean back, LongConsumer rest)
      throws SQLException {
    var sums = new LinkedHashMap<SaleSum.Cell, SaleSum>();
    try (var statement = connection.prepareStatement(SalesSums.counted(held, back))) {
      for (var first = chunk * CHUNK; first < (chunk + 1) * CHUNK; first += SLICE) {
        var begun = System.nanoTime();
        for (var index = 1; index <= 2 * SalesSums.stretches(held, back); index += 2) {
          statement.setLong(index, first);
          statement.setLong(index + 1, first + SLICE);
        }
        try (var rows = statement.executeQuery()) {
          while (rows.next()) {
            var sum = SaleSum.read(rows);
            sums.merge(sum.cell(), sum, SaleSum::plus);
          }
        }
        rest.accept(System.nanoTime() - begun);
      }
    }
    sums.values().removeIf(SaleSum::isNothing);
    return sums.values();
  }

  private static void insert(Connection connection, long chunk, Collection<SaleSum> sums)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "INSERT INTO sale (chunk, hour, seller_id, buyer_id, product, price_id, currency,"
                + " cost_currency, rate, rate_on, quantity, amount, own_quantity, own_amount, cost,"
                + " converted, waiting) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      var waiting = 0;
      for (var sum : sums) {
        statement.setLong(1, chunk);
        var values = sum.values();
        for (var i = 0; i < values.length; i++) {
          statement.setObject(i + 2, values[i]);
        }
        statement.addBatch();
        if (++waiting % BATCH == 0) {
          statement.executeBatch();
        }
      }
      if (waiting % BATCH != 0) {
        statement.executeBatch();
      }
    }
  }
}
