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
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The race of billing.md §3.3: holds, settlements that come twice, sweepers and top-ups at once on
 * the same two wallets. The same race with a guard taken out of the ledger's own statements shows
 * that it is the guard that holds, and that the checks notice.
 */
class RaceTest {

  private static final int WORKERS = 6;
  private static final int ROUNDS = 40;
  private static final int BATCH = 8;
  private static final int TRIES_MAX = 50;
  private static final int MANY_WORKERS = 16;
  private static final int FEW_ROUNDS = 15;
  private static final int DEADLOCK = 1213;
  private static final int LOCK_TIMEOUT = 1205;

  private static final String[] HOLD_LOCK = {" ORDER BY id FOR UPDATE", " ORDER BY id"};
  private static final String[] RATED_KEY = {"INSERT INTO rated ", "REPLACE INTO rated "};
  private static final String[] WALLET_LOCK = {
    " ORDER BY buyer_id, seller_id, currency FOR UPDATE", " ORDER BY buyer_id, seller_id, currency"
  };

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
  void the_products_statements_hold_with_all_their_guards() throws Exception {
    assertThat(raceWithout()).isEmpty();
  }

  /** The key of rated rows stands behind the lock: it refuses with an error and nothing is lost. */
  @Test
  void without_the_lock_on_the_hold_the_key_of_rated_rows_refuses_a_second_resolve()
      throws Exception {
    assertThat(raceWithout(HOLD_LOCK)).containsExactly("the key refuses");
  }

  @Test
  void without_lock_and_key_the_check_finds_a_second_resolve() throws Exception {
    assertThat(raceWithout(HOLD_LOCK, RATED_KEY)).containsAnyOf("held below zero", "I2", "I6");
  }

  @Test
  void without_the_lock_on_the_wallet_it_falls_below_its_line() throws Exception {
    assertThat(raceWithout(WALLET_LOCK)).contains("below its line");
  }

  private Connection connectWithout(List<Mutant> guards) throws SQLException {
    var connection = town.connect();
    connection.setAutoCommit(false);
    for (var guard : guards) {
      connection = guard.over(connection);
    }
    return connection;
  }

  /**
   * Sixteen workers hold and settle single events by the ledger's own statements, but for the words
   * that are taken out of them; every event is settled twice, the second time by another worker.
   *
   * @param guards the words and what stands there instead
   * @return what was wrong meanwhile or is afterwards
   */
  private Set<String> raceWithout(String[]... guards) throws Exception {
    try (var connection = town.connect()) {
      town.topUp(connection, CLIENT, RESELLER, "12");
      town.topUp(connection, RESELLER, PLATFORM, "900");
    }
    var mutants = Stream.of(guards).map(words -> new Mutant(words[0], words[1])).toList();
    var wrong = new ConcurrentSkipListSet<String>();
    var workers = new ArrayList<Callable<Void>>();
    for (var i = 0; i < MANY_WORKERS; i++) {
      workers.add(
          () -> {
            try (var connection = connectWithout(mutants)) {
              for (var round = 0; round < FEW_ROUNDS; round++) {
                var id = lastEvent.incrementAndGet();
                note(wrong, connection, c -> holdOne(c, id, wrong));
                note(wrong, connection, c -> settleOne(c, id));
                note(wrong, connection, c -> settleOne(c, Math.max(1, id - 1)));
              }
            }
            return null;
          });
    }

    race(workers, List.of());

    assertThat(mutants).allMatch(mutant -> mutant.changed() > 0);
    try (var connection = town.connect()) {
      Invariants.check(connection).forEach(violation -> wrong.add(violation.invariant()));
    }
    return wrong;
  }

  private <T> void note(Set<String> wrong, Connection connection, Unit<T> unit)
      throws SQLException {
    try {
      inTransaction(connection, unit);
    } catch (BillingException.Conflict ratedBefore) {
      connection.rollback();
      wrong.add("the key refuses");
    } catch (SQLException failure) {
      if (failure.getMessage().contains("wallet_held")) {
        wrong.add("held below zero");
      } else {
        throw failure;
      }
    }
  }

  private Void holdOne(Connection connection, long id, Set<String> wrong) throws SQLException {
    town.ledger.hold(connection, List.of(town.event(id, 1)), NOW, LATER);
    if (town.client(connection).available().isNegative()) {
      wrong.add("below its line");
    }
    return null;
  }

  /** Two of three are given back, so that the money is just short again and again. */
  private List<Settlement> settleOne(Connection connection, long id) throws SQLException {
    return town.ledger.settle(connection, List.of(new Settlement(id, id % 3 == 0 ? 1 : 0)), NOW);
  }
}
