package livery.st.books;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import livery.billing.contract.Contract;
import livery.billing.contract.ContractHistory;
import livery.billing.contract.Discount;
import livery.billing.contract.PassThrough;
import livery.billing.period.BillingMonth;
import livery.billing.period.BooksCheck;
import livery.billing.period.PeriodClose;
import livery.billing.period.VolumeTerms;
import livery.billing.tier.Tier;
import livery.billing.tier.TierTable;

/**
 * Closes the month of every seller of {@link MonthRows}, where each buyer has a discount of its
 * own, and says how long it took and how much memory there was in use on the way.
 */
final class MonthBench {

  private static final Duration GRACE = Duration.ofHours(72);
  private static final int SAMPLES = 10;
  private static final int NAIVE_SECONDS = 5;

  /** Checking every row of more takes longer than all the rest. */
  private static final int CHECKED_ROWS_MAX = 2_000_000;

  private final DataSource database;
  private final MonthRows rows;
  private final long databasePid;
  private final AtomicLong lastId = new AtomicLong(1L << 52);
  private final List<String> samples = new ArrayList<>();

  MonthBench(DataSource database, MonthRows rows, long databasePid) {
    this.database = database;
    this.rows = rows;
    this.databasePid = databasePid;
  }

  void run() throws SQLException {
    BooksBench.say("");
    var naive = naive();
    var lines = rows.buyersBySeller().values().stream().mapToInt(buyers -> buyers.length).sum();
    sample(0, lines);
    var start = System.nanoTime();
    close(lines);
    var seconds = (System.nanoTime() - start) / 1e9;
    BooksBench.say(
        "Close of a month with %,d rated rows, %d sellers, %,d discounts: %.1f s, %,.0f rows/s"
            .formatted(
                rows.rows(), rows.buyersBySeller().size(), lines, seconds, rows.rows() / seconds));
    samples.forEach(BooksBench::say);
    BooksBench.say(
        ("  A transaction for each message would settle %,.0f rows/s (tried for %d s), %.0f minutes"
                + " for these; the close is %.0f times as fast")
            .formatted(
                naive, NAIVE_SECONDS, rows.rows() / naive / 60, rows.rows() / seconds / naive));
    again(lines);
  }

  private void again(int lines) throws SQLException {
    var before = postings();
    var start = System.nanoTime();
    close(lines);
    BooksBench.say(
        "  Closed once more: %.1f s, %d postings more"
            .formatted((System.nanoTime() - start) / 1e9, postings() - before));
    if (rows.rows() <= CHECKED_ROWS_MAX) {
      check();
    }
  }

  /** How long the night's check takes, part by part, and whether all is right. */
  private void check() throws SQLException {
    try (var connection = database.getConnection()) {
      var start = System.nanoTime();
      var ends = new ArrayList<String>();
      var broken =
          BooksCheck.snapshot(
              connection, step -> ends.add("%.1f".formatted((System.nanoTime() - start) / 1e9)));
      BooksBench.say(
          "  books: %s; checked in %.1f s, its parts ended after %s s"
              .formatted(
                  broken.isEmpty() ? "balance" : broken,
                  (System.nanoTime() - start) / 1e9,
                  String.join(", ", ends)));
    }
  }

  private void close(int lines) throws SQLException {
    var closer = new PeriodClose(count -> lastId.getAndAdd(count) + 1, GRACE);
    var done = 0;
    for (var seller : rows.buyersBySeller().entrySet()) {
      var month = new BillingMonth(seller.getKey(), MonthRows.MONTH, MonthRows.ZONE);
      var terms = new ArrayList<VolumeTerms>();
      for (var buyer : seller.getValue()) {
        terms.add(terms(seller.getKey(), buyer));
      }
      var clock = Clock.fixed(month.to().plus(GRACE).plus(Duration.ofHours(1)), ZoneOffset.UTC);
      closer.close(database, month, terms, clock, (settled, all) -> {});
      var before = done;
      done += terms.size();
      if (done * SAMPLES / lines > before * SAMPLES / lines) {
        sample(done, lines);
      }
    }
  }

  private static VolumeTerms terms(long seller, long buyer) {
    var price = seller == MonthRows.PLATFORM ? "0.70" : seller < 10_000 ? "0.75" : "0.85";
    var first = Tier.upTo("1000", price);
    var second = Tier.upTo("50000", "0.6512345");
    var rest = Tier.rest("0.6");
    var tiers =
        buyer % 2 == 0
            ? TierTable.graduated(first, second, rest)
            : TierTable.allUnits(first, second, rest);
    var atOnce = MonthRows.isPricedAtOnce(buyer);
    var contract =
        Contract.resale(buyer, seller, buyer, MonthRows.UAH, LocalDate.of(2026, 1, 1))
            .withDiscount(
                Discount.byVolume(tiers)
                    .grantedAs(atOnce ? Discount.Grant.PRICE : Discount.Grant.REBATE_CREDIT_NOTE)
                    .passingOn(PassThrough.of("50", PassThrough.Among.PRO_RATA_QTY)));
    return VolumeTerms.of(buyer, "MT", Set.of("MT"), ContractHistory.of(contract));
  }

  private long postings() throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var row =
            statement.executeQuery("SELECT COUNT(*) FROM transfer WHERE kind = 'TIER_DELTA'")) {
      row.next();
      return row.getLong(1);
    }
  }

  private void sample(int done, int lines) {
    System.gc();
    var runtime = Runtime.getRuntime();
    samples.add(
        "  after %,5d of %,d: heap %d MiB, this process %d MiB, MariaDB %d MiB"
            .formatted(
                done,
                lines,
                (runtime.totalMemory() - runtime.freeMemory()) >> 20,
                residentMib(ProcessHandle.current().pid()),
                residentMib(databasePid)));
  }

  /** What a process has in memory (proc(5), VmRSS). */
  private static long residentMib(long pid) {
    try {
      for (var line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) >> 10;
        }
      }
      return 0;
    } catch (IOException failure) {
      throw new UncheckedIOException("No memory of process " + pid, failure);
    }
  }

  /**
   * Rated rows a second when each message is settled by itself: reads its rows, counts them towards
   * each level's tier, writes what each level is owed, commits.
   */
  private double naive() throws SQLException {
    try (var connection = database.getConnection()) {
      execute(connection, "DROP TABLE IF EXISTS naive_delta, naive_counter");
      execute(
          connection,
          "CREATE TABLE naive_delta (event_id BIGINT, level INT, amount BIGINT,"
              + " PRIMARY KEY (event_id, level))");
      execute(connection, "CREATE TABLE naive_counter (buyer_id BIGINT PRIMARY KEY, units BIGINT)");
      connection.setAutoCommit(false);
      var end = System.nanoTime() + NAIVE_SECONDS * 1_000_000_000L;
      var done = 0L;
      for (var event = 1L; System.nanoTime() < end; event++) {
        done += naive(connection, event);
      }
      connection.setAutoCommit(true);
      execute(connection, "DROP TABLE naive_delta, naive_counter");
      return done / (double) NAIVE_SECONDS;
    }
  }

  private static int naive(Connection connection, long event) throws SQLException {
    var done = 0;
    try (var read =
            connection.prepareStatement(
                "SELECT level, buyer_id, posted, amount FROM rated WHERE event_id = ? FOR UPDATE");
        var count =
            connection.prepareStatement(
                "INSERT INTO naive_counter VALUES (?, ?)"
                    + " ON DUPLICATE KEY UPDATE units = units + VALUES(units)");
        var write = connection.prepareStatement("INSERT INTO naive_delta VALUES (?, ?, ?)")) {
      read.setLong(1, event);
      try (var row = read.executeQuery()) {
        while (row.next()) {
          count.setLong(1, row.getLong(2));
          count.setLong(2, row.getLong(3));
          count.executeUpdate();
          write.setLong(1, event);
          write.setInt(2, row.getInt(1));
          write.setLong(3, row.getLong(4) / 10);
          write.executeUpdate();
          done++;
        }
      }
    }
    connection.commit();
    return done;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
