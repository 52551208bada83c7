package livery.st.books;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import livery.billing.Edge;
import livery.billing.Invariants;
import livery.billing.Ledger;
import livery.billing.Money;
import livery.billing.RatedEvent;
import livery.billing.Settlement;
import livery.billing.Wallet;
import livery.billing.price.Price;
import livery.billing.price.PriceBook;
import livery.billing.price.Rating;

/**
 * Rates and posts messages of three edges, by one thread: a transaction for each message written as
 * one would without thinking of it, then the ledger in batches.
 */
final class PostingBench {

  private static final long PLATFORM = 10;
  private static final long RESELLER = 20;
  private static final long FIRST_CLIENT = 100;
  private static final String UAH = "UAH";
  private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(3_600);
  private static final int LEVELS = 3;
  private static final int[] BATCHES = {100, 500};

  private final AtomicLong lastId = new AtomicLong(1L << 40);
  private final Ledger ledger = new Ledger(count -> lastId.getAndAdd(count) + 1);
  private final DataSource database;
  private final int seconds;
  private final int warmSeconds;
  private final PriceBook book;
  private long nextEvent = 1;

  /** What is done with some messages in one transaction or more. */
  private interface Way {
    void take(Connection connection, List<RatedEvent> events) throws SQLException;
  }

  PostingBench(DataSource database, int seconds, int warmSeconds) throws SQLException {
    this.database = database;
    this.seconds = seconds;
    this.warmSeconds = warmSeconds;
    var since = NOW.minusSeconds(86_400);
    this.book =
        PriceBook.of(
            List.of(
                price(RESELLER, "0.85", since),
                price(PLATFORM, "0.70", since),
                price(Edge.OPERATORS, "0.4000000001", since)));
    try (var connection = database.getConnection()) {
      open(connection, RESELLER, PLATFORM);
      for (var client = FIRST_CLIENT; client < FIRST_CLIENT + 1_000; client++) {
        open(connection, client, RESELLER);
      }
    }
  }

  private static Price price(long seller, String unitPrice, Instant since) {
    return Price.starting(seller, 0, "MT", "", "", UAH, new BigDecimal(unitPrice), since);
  }

  private void open(Connection connection, long buyer, long seller) throws SQLException {
    Wallet.open(connection, count -> lastId.getAndAdd(count) + 1, buyer, seller, UAH, NOW);
    var money = Money.of("1000000000", UAH);
    ledger.topUp(connection, buyer, seller, money, "bench-" + buyer, "", NOW);
  }

  /** All ways on so many clients of one reseller. */
  void run(String name, int clients) throws SQLException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      BooksBench.say("");
      BooksBench.say("Rating and posting, " + name + ", " + LEVELS + " rows for each message");
      var naive = measure(connection, clients, 1, NaivePosting::charge);
      report("a plain transaction for each message", naive, naive);
      report(
          "the ledger, one message at a time",
          measure(connection, clients, 1, this::charge),
          naive);
      for (var batch : BATCHES) {
        report(
            "charged in batches of " + batch,
            measure(connection, clients, batch, this::charge),
            naive);
      }
      for (var batch : BATCHES) {
        var rate = measure(connection, clients, batch, this::holdAndSettle);
        report("held, then settled, in batches of " + batch, rate, naive);
      }
      var broken = Invariants.check(connection);
      connection.commit();
      BooksBench.say("  books: " + (broken.isEmpty() ? "balance" : broken));
    }
  }

  private static void report(String way, double perSecond, double naive) {
    BooksBench.say(
        "  %-42s %,9.0f messages/s %,9.0f rows/s %6.1f x"
            .formatted(way, perSecond, perSecond * LEVELS, perSecond / naive));
  }

  /** Messages a second, after a warm-up. */
  private double measure(Connection connection, int clients, int batch, Way way)
      throws SQLException {
    run(connection, clients, batch, way, warmSeconds);
    var start = System.nanoTime();
    var done = run(connection, clients, batch, way, seconds);
    return done / ((System.nanoTime() - start) / 1e9);
  }

  private long run(Connection connection, int clients, int batch, Way way, int forSeconds)
      throws SQLException {
    var end = System.nanoTime() + forSeconds * 1_000_000_000L;
    var done = 0L;
    while (System.nanoTime() < end) {
      var events = new ArrayList<RatedEvent>(batch);
      for (var i = 0; i < batch; i++) {
        events.add(event(FIRST_CLIENT + nextEvent % clients));
      }
      way.take(connection, events);
      done += batch;
    }
    return done;
  }

  private RatedEvent event(long client) {
    var edges =
        List.of(
            new Edge(0, RESELLER, client, UAH),
            new Edge(1, PLATFORM, RESELLER, UAH),
            new Edge(2, Edge.OPERATORS, PLATFORM, UAH));
    var id = nextEvent++;
    return Rating.rate(book, id, edges, "MT", 1 + (int) (id % 2), "UA", "", NOW);
  }

  private void charge(Connection connection, List<RatedEvent> events) throws SQLException {
    require(ledger.charge(connection, events, NOW).isEmpty());
    connection.commit();
  }

  private void holdAndSettle(Connection connection, List<RatedEvent> events) throws SQLException {
    require(ledger.hold(connection, events, NOW, LATER).isEmpty());
    connection.commit();
    var settlements =
        events.stream()
            .map(event -> new Settlement(event.eventId(), event.lines().get(0).quantity()))
            .toList();
    require(ledger.settle(connection, settlements, NOW).isEmpty());
    connection.commit();
  }

  private static void require(boolean expected) {
    if (!expected) {
      throw new IllegalStateException("the ledger refused");
    }
  }
}
