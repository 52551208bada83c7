package livery.billing;

import static livery.billing.Town.CLIENT;
import static livery.billing.Town.LATER;
import static livery.billing.Town.NOW;
import static livery.billing.Town.PLATFORM;
import static livery.billing.Town.RESELLER;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * The race of billing.md §3.3: holds, settlements that come twice, sweepers and top-ups at once on
 * the same two wallets. The same race over the statements of that section, with a guard taken out,
 * shows that the checks notice.
 */
class RaceTest {

  private static final int WORKERS = 6;
  private static final int ROUNDS = 40;
  private static final int BATCH = 8;
  private static final int TRIES_MAX = 50;
  private static final int DEADLOCK = 1213;
  private static final int LOCK_TIMEOUT = 1205;

  private final Town town = new Town();
  private final AtomicInteger lastEvent = new AtomicInteger();
  private final AtomicInteger settled = new AtomicInteger();
  private final AtomicInteger held = new AtomicInteger();
  private final AtomicInteger expired = new AtomicInteger();
  private final AtomicInteger deadlocks = new AtomicInteger();
  private final AtomicBoolean over = new AtomicBoolean();

  /** A unit of work, run again as a whole after a deadlock. */
  private interface Unit<T> {
    T run(Connection connection) throws SQLException;
  }

  private <T> T inTransaction(Connection connection, Unit<T> unit) throws SQLException {
    for (var tries = 1; ; tries++) {
      try {
        var result = unit.run(connection);
        connection.commit();
        return result;
      } catch (SQLException failure) {
        connection.rollback();
        var again = failure.getErrorCode() == DEADLOCK || failure.getErrorCode() == LOCK_TIMEOUT;
        if (!again || tries == TRIES_MAX) {
          throw failure;
        }
        deadlocks.incrementAndGet();
      }
    }
  }

  private void race(List<Callable<Void>> workers, List<Callable<Void>> background)
      throws Exception {
    var pool = Executors.newFixedThreadPool(workers.size() + background.size());
    try {
      var behind = background.stream().map(pool::submit).toList();
      var front = workers.stream().map(pool::submit).toList();
      try {
        for (var worker : front) {
          worker.get();
        }
      } finally {
        over.set(true);
      }
      for (var worker : behind) {
        worker.get();
      }
    } finally {
      over.set(true);
      pool.shutdown();
      // A worker that outlives a failed race would trade in the next test's database.
      assertThat(pool.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  @Test
  void nothing_is_lost_or_counted_twice_when_everybody_comes_at_once() throws Exception {
    try (var connection = town.connect()) {
      town.fund(connection, "900");
    }
    var workers = new ArrayList<Callable<Void>>();
    for (var i = 0; i < WORKERS; i++) {
      var seed = i;
      workers.add(() -> work(new Random(seed)));
    }

    race(workers, List.of(this::sweep, this::sweep, this::topUps, this::watch));

    try (var connection = town.connect()) {
      expired.addAndGet(town.ledger.expire(connection, LATER, Ledger.BATCH_MAX).size());
      assertThat(Invariants.check(connection)).isEmpty();
      assertThat(town.client(connection).held().isZero()).isTrue();
      assertThat(town.reseller(connection).held().isZero()).isTrue();
      assertThat(town.client(connection).available().isNegative()).isFalse();
    }
    assertThat(deadlocks).hasValue(0);
    assertThat(settled.get() + expired.get()).isEqualTo(held.get()).isPositive();
    System.out.printf(
        "RaceTest: %d held, %d settled, %d expired, %d deadlocks%n",
        held.get(), settled.get(), expired.get(), deadlocks.get());
  }

  /** Holds batches and settles each of them twice, the second time from a rival thread. */
  private Void work(Random random) throws Exception {
    var rival = Executors.newSingleThreadExecutor();
    try (var connection = town.connect();
        var other = town.connect()) {
      connection.setAutoCommit(false);
      other.setAutoCommit(false);
      for (var round = 0; round < ROUNDS; round++) {
        var events = new ArrayList<RatedEvent>();
        for (var i = 0; i < BATCH; i++) {
          events.add(town.event(lastEvent.incrementAndGet(), 1 + random.nextInt(3)));
        }
        var expiresAt = random.nextInt(4) == 0 ? NOW.plusMillis(1) : LATER;
        var refused = inTransaction(connection, c -> town.ledger.hold(c, events, NOW, expiresAt));
        held.addAndGet(events.size() - refused.size());
        var settlements = new ArrayList<Settlement>();
        for (var event : events) {
          var most = event.lines().get(0).quantity();
          settlements.add(new Settlement(event.eventId(), random.nextInt(most + 1)));
        }
        java.util.Collections.shuffle(settlements, random);
        var second = rival.submit(() -> settle(other, settlements));
        var done = settle(connection, settlements) + second.get();
        settled.addAndGet(done);
      }
    } finally {
      rival.shutdown();
    }
    return null;
  }

  private int settle(Connection connection, List<Settlement> settlements) throws SQLException {
    var refused = inTransaction(connection, c -> town.ledger.settle(c, settlements, NOW));
    return settlements.size() - refused.size();
  }

  private Void sweep() throws SQLException {
    try (var connection = town.connect()) {
      connection.setAutoCommit(false);
      while (!over.get()) {
        var released = inTransaction(connection, c -> town.ledger.expire(c, NOW.plusMillis(1), 50));
        expired.addAndGet(released.size());
      }
    }
    return null;
  }

  private Void topUps() throws SQLException {
    try (var connection = town.connect()) {
      connection.setAutoCommit(false);
      while (!over.get()) {
        inTransaction(connection, c -> topUp(c, CLIENT, RESELLER, "0.10"));
        inTransaction(connection, c -> topUp(c, RESELLER, PLATFORM, "0.09"));
      }
    }
    return null;
  }

  private Void topUp(Connection connection, long buyer, long seller, String amount)
      throws SQLException {
    town.topUp(connection, buyer, seller, amount);
    return null;
  }

  /** No wallet is ever seen below its line, and every commit leaves the invariants whole. */
  private Void watch() throws SQLException {
    try (var connection = town.connect()) {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      while (!over.get()) {
        assertThat(Wallet.ofBuyer(connection, CLIENT))
            .allMatch(wallet -> !wallet.available().isNegative());
        assertThat(Wallet.ofBuyer(connection, RESELLER))
            .allMatch(wallet -> !wallet.available().isNegative());
        assertThat(Invariants.check(connection)).isEmpty();
        connection.commit();
      }
    }
    return null;
  }

  @Test
  void the_four_statements_with_both_guards_hold_too() throws Exception {
    assertThat(raceOfStatements(" AND state = 'HELD'", true)).isEmpty();
  }

  @Test
  void without_the_guard_on_the_state_the_check_finds_a_second_resolve() throws Exception {
    assertThat(raceOfStatements("", true)).containsAnyOf("held below zero", "I2");
  }

  @Test
  void without_the_guard_on_the_money_a_wallet_falls_below_its_line() throws Exception {
    assertThat(raceOfStatements(" AND state = 'HELD'", false)).contains("below its line");
  }

  /** Runs the statements of §3.3 one message at a time and says what is wrong afterwards. */
  private List<String> raceOfStatements(String stateGuard, boolean moneyGuard) throws Exception {
    try (var connection = town.connect()) {
      town.topUp(connection, CLIENT, RESELLER, "40");
    }
    var statements = new FourStatements(town, stateGuard, moneyGuard);
    var workers = new ArrayList<Callable<Void>>();
    for (var i = 0; i < WORKERS; i++) {
      workers.add(
          () -> {
            try (var connection = town.connect()) {
              connection.setAutoCommit(false);
              for (var round = 0; round < ROUNDS; round++) {
                var id = lastEvent.incrementAndGet();
                inTransaction(connection, c -> statements.hold(c, id));
                inTransaction(connection, c -> statements.post(c, id));
                var elder = Math.max(1, id - WORKERS);
                inTransaction(connection, c -> statements.post(c, elder));
              }
            }
            return null;
          });
    }
    var wrong = new ArrayList<String>();
    try {
      race(workers, List.of());
    } catch (ExecutionException failure) {
      assertThat(failure).hasStackTraceContaining("wallet_held");
      wrong.add("held below zero");
    }
    try (var connection = town.connect()) {
      Invariants.check(connection).stream()
          .map(Invariants.Violation::invariant)
          .filter(rule -> !rule.equals("I5")) // the four statements know one edge of an event
          .forEach(wrong::add);
      if (town.client(connection).available().isNegative()) {
        wrong.add("below its line");
      }
    }
    return wrong;
  }
}
