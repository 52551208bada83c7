package livery.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;

/**
 * How many events of three edges one hot wallet takes in a second: rated, held and committed, then
 * settled and committed, by one thread, in batches of 1, 100 and 500.
 *
 * <p>Run it with the module's test class path; it starts a MariaDB of its own that flushes its log
 * at each commit.
 */
final class LedgerBench {

  private static final Duration WARM_UP = Duration.ofSeconds(4);
  private static final Duration MEASURED = Duration.ofSeconds(10);
  private static final int[] BATCHES = {1, 100, 500};

  private final Town town = new Town();
  private long nextEvent = 1;
  private long holdNanos;
  private long settleNanos;

  private LedgerBench() {}

  public static void main(String[] arguments) throws SQLException {
    var bench = new LedgerBench();
    try (var connection = bench.town.connect()) {
      bench.town.fund(connection, "1000000000");
      connection.setAutoCommit(false);
      for (var size : BATCHES) {
        bench.run(connection, size, WARM_UP);
        bench.report(connection, size);
      }
      var violations = Invariants.check(connection);
      print("invariants violated: " + violations.size() + " " + violations);
    }
    System.exit(0);
  }

  private void report(Connection connection, int size) throws SQLException {
    holdNanos = 0;
    settleNanos = 0;
    var start = System.nanoTime();
    var events = run(connection, size, MEASURED);
    var seconds = (System.nanoTime() - start) / 1e9;
    print(
        "batch %4d: %,7.0f events/s hold+settle; a batch holds in %.2f ms, settles in %.2f ms"
            .formatted(
                size,
                events / seconds,
                holdNanos / 1e6 / (events / size),
                settleNanos / 1e6 / (events / size)));
  }

  private long run(Connection connection, int size, Duration duration) throws SQLException {
    var end = System.nanoTime() + duration.toNanos();
    var done = 0L;
    while (System.nanoTime() < end) {
      var begin = System.nanoTime();
      var events = new ArrayList<RatedEvent>(size);
      var settlements = new ArrayList<Settlement>(size);
      for (var i = 0; i < size; i++) {
        events.add(town.event(nextEvent, 1 + (int) (nextEvent % 2)));
        settlements.add(new Settlement(nextEvent, 1 + (int) (nextEvent % 2)));
        nextEvent++;
      }
      require(town.ledger.hold(connection, events, Town.NOW, Town.LATER).isEmpty());
      connection.commit();
      var held = System.nanoTime();
      require(town.ledger.settle(connection, settlements, Town.NOW).isEmpty());
      connection.commit();
      holdNanos += held - begin;
      settleNanos += System.nanoTime() - held;
      done += size;
    }
    return done;
  }

  private static void require(boolean expected) {
    if (!expected) {
      throw new IllegalStateException("the ledger refused");
    }
  }

  private static void print(String line) {
    System.out.println(line);
  }
}
