package livery.billing.month;

import static livery.billing.month.Act.KYIV;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import livery.billing.BillingException;
import livery.billing.IdSource;
import livery.billing.Ledger;
import livery.billing.Sql;
import livery.billing.Wallet;
import livery.billing.month.Mortal.Blow;
import livery.billing.period.BillingMonth;
import livery.billing.period.BooksCheck;
import livery.billing.period.PeriodClose;
import livery.billing.period.PeriodLine;
import livery.testkit.Seed;
import livery.testkit.TestDatabase;
import org.junit.jupiter.api.Test;

/**
 * Random months in MariaDB of a tree of three levels, with discounts of either mode on two of them,
 * against a slow model: clients and resellers that move, batches that come twice, late and missing
 * receipts, wrong operations, and processes that are killed over a batch or a close. No difference
 * of a millionth.
 *
 * <p>After every batch {@link Comparison} checks what a batch claims, of all that it touched: I1,
 * I2, I5 to I7, and by the model I3, I4, I11 and I13. A close claims I8, I9, I12 and I14: after it,
 * and now and then between, {@link BooksCheck} checks all of them over all rows. I10 is about
 * documents, of which there are none here. {@code -Dlivery.seed} repeats a run, {@code
 * -Dlivery.operations} makes it longer.
 */
class RandomOperationsTest {

  private static final int OPERATIONS = Integer.getInteger("livery.operations", 60_000);
  private static final long SEED = Seed.of(RandomOperationsTest.class);
  private static final Duration GRACE = Duration.ofHours(72);
  private static final int MINUTES_MAX = 15 * 60;

  /** They take seconds. */
  private static final int ALL_INVARIANTS_EVERY = 100;

  private final DataSource database = TestDatabase.migrated("db/billing").dataSource();
  private final Random random = new Random(SEED);
  private final AtomicLong lastId = new AtomicLong(1_000_000);
  private final IdSource ids = count -> lastId.getAndAdd(count) + 1;
  private final Ledger ledger = new Ledger(ids);
  private final PeriodClose close = new PeriodClose(ids, GRACE);
  private final ReferenceModel model = new ReferenceModel(KYIV);
  private final Deals deals = new Deals(random);
  private final RandomActs acts = new RandomActs(random, model, deals);
  private final Comparison comparison = new Comparison(model);
  private YearMonth open = YearMonth.of(2026, 1);
  private Instant now = month().from();
  private Connection connection;
  private final Map<Seen, Integer> seen = new EnumMap<>(Seen.class);
  private int operations;
  private int batches;
  private int checks;
  private Object step = "the wallets are opened";

  /** What a run has to meet. */
  private enum Seen {
    MOVED,
    REPEATED,
    LATE_RECEIPT,
    MISSING_RECEIPT,
    REFUSED,
    DIED_BEFORE_A_COMMIT,
    DIED_AFTER_A_COMMIT,
    DIED_OVER_A_CLOSE,
    CLOSED_GRADUATED,
    CLOSED_ALL_UNITS
  }

  private void count(Seen what, int more) {
    seen.merge(what, more, Integer::sum);
  }

  private BillingMonth month() {
    return new BillingMonth(Deals.PLATFORM, open, KYIV);
  }

  @Test
  void the_books_agree_with_the_model_after_every_batch() {
    try {
      run();
    } catch (AssertionError | RuntimeException | SQLException failure) {
      throw new AssertionError(
          "-Dlivery.seed=%d: batch %d, at %s: %s".formatted(SEED, batches, now, step), failure);
    }
    count(Seen.MOVED, acts.moves());
    System.out.printf(
        "RandomOperationsTest: %d operations in %d batches until %s, %d of %d events sold, %s, %d"
            + " checks of all invariants between closes%n",
        operations, batches, open, model.events.size(), acts.lastEvent(), seen, checks);
    for (var what : Seen.values()) {
      assertThat(seen.getOrDefault(what, 0)).as("%s, seed %d", what, SEED).isPositive();
    }
    assertThat(checks).isPositive();
    assertThat((long) model.events.size()).isBetween(acts.lastEvent() / 5, acts.lastEvent() - 500);
  }

  private void run() throws SQLException {
    try (var survivor = database.getConnection()) {
      connection = survivor;
      openWallets();
      connection.setAutoCommit(false);
      while (operations < OPERATIONS) {
        now = now.plus(Duration.ofMinutes(random.nextInt(MINUTES_MAX))).plusMillis(1);
        if (!now.isBefore(month().to().plus(GRACE))) {
          closeMonth();
        }
        step(acts.next(now));
      }
      now = month().to().plus(GRACE).plusSeconds(1);
      step(new Act.Expire());
      closeMonth();
    }
  }

  private void openWallets() throws SQLException {
    var rates = 0;
    for (var rate : Deals.RATES.entrySet()) {
      try (var statement = connection.createStatement()) {
        statement.execute(
            "INSERT INTO currency_rate VALUES (%d, 'UAH', 'EUR', %s, '%s', '', '', NOW())"
                .formatted(++rates, rate.getValue(), rate.getKey()));
      }
    }
    for (var price : RandomActs.prices()) {
      try (var statement =
          connection.prepareStatement(
              "INSERT INTO price VALUES (?, ?, ?, ?, '', ?, '', ?, ?, ?, ?)")) {
        statement.setLong(1, price.id());
        statement.setLong(2, price.sellerId());
        statement.setLong(3, price.buyerId());
        statement.setString(4, price.product());
        statement.setString(5, price.network());
        statement.setString(6, price.currency());
        statement.setBigDecimal(7, price.unitPrice());
        Sql.set(statement, 8, price.validFrom());
        Sql.set(statement, 9, price.validTo());
        statement.executeUpdate();
      }
    }
    for (var edge : RandomActs.edges()) {
      if (edge.hasWallet()) {
        Wallet.open(connection, ids, edge.buyerId(), edge.sellerId(), edge.currency(), now);
        model.purses.put(RandomActs.name(edge), new ReferenceModel.Purse());
      }
    }
  }

  private void step(Act act) throws SQLException {
    batches++;
    step = act;
    switch (random.nextInt(12)) {
      case 0, 1 -> dying(act);
      case 2 -> {
        carryOut(act);
        again(act, random.nextInt(4));
      }
      default -> carryOut(act);
    }
    operations += act.operations();
  }

  private void carryOut(Act act) throws SQLException {
    var answer = answer(act, connection);
    connection.commit();
    agree(act, answer);
    comparison.afterBatch(connection, act.events(), now);
    if (batches >= (checks + 1) * ALL_INVARIANTS_EVERY) {
      assertThat(BooksCheck.check(connection)).isEmpty();
      checks++;
    }
    connection.commit();
  }

  /** What the ledger answers; the exception's name where it refuses all of it. */
  private Set<?> answer(Act act, Connection on) throws SQLException {
    try {
      return act.on(ledger, on, now);
    } catch (BillingException refused) {
      on.rollback();
      return Set.of(refused.getClass().getSimpleName());
    }
  }

  private void agree(Act act, Set<?> answer) {
    Set<?> expected;
    try {
      expected = act.on(model, now);
      count(Seen.LATE_RECEIPT, act instanceof Act.Late ? expected.size() : 0);
      count(Seen.MISSING_RECEIPT, act instanceof Act.Expire ? expected.size() : 0);
    } catch (ReferenceModel.Refused refused) {
      expected = Set.of(refused.getMessage());
      count(Seen.REFUSED, 1);
    }
    assertThat(answer).as("refused or changed by " + act).isEqualTo(expected);
  }

  /**
   * The process that carries it out dies. What it had not committed has left nothing; the next
   * process, which does not know, does all of it again, a part or nothing.
   */
  private void dying(Act act) throws SQLException {
    var doomed = Mortal.drawn(database, random);
    var answer = doomed.<Set<?>>carryOut(its -> answer(act, its), Set.of(), connection);
    if (doomed.hasCommitted()) {
      agree(act, answer);
      count(Seen.DIED_AFTER_A_COMMIT, doomed.isDead() ? 1 : 0);
    } else {
      count(Seen.DIED_BEFORE_A_COMMIT, 1);
    }
    comparison.afterBatch(connection, act.events(), now);
    again(act, random.nextInt(4));
  }

  /** As a message that is delivered twice brings it, or a process that does not know. */
  private void again(Act act, int how) throws SQLException {
    if (how == 0) {
      return;
    }
    count(Seen.REPEATED, 1);
    carryOut(how == 1 ? act.part(random) : act);
    if (act instanceof Act.Take take) {
      var rest = take.without(model.events.keySet());
      if (rest.operations() > 0) {
        carryOut(rest);
      }
    }
  }

  /** Closes for everybody who sells by a discount, the platform last; then all is checked. */
  private void closeMonth() throws SQLException {
    for (var deal : Deals.BUYERS.descendingMap().entrySet()) {
      var month = new BillingMonth(deal.getKey(), open, KYIV);
      step = "close of " + month;
      close(month, deal.getValue());
    }
    comparison.everything(connection, now);
    assertThat(BooksCheck.check(connection)).isEmpty();
    connection.commit();
    open = open.plusMonths(1);
  }

  /** Closes, with some that die over it, and once more. */
  private void close(BillingMonth month, List<Long> buyers) throws SQLException {
    var attempts = random.nextInt(4);
    for (var attempt = 0; attempt < attempts; attempt++) {
      var blow = Blow.values()[random.nextInt(3)];
      var doomed = new Mortal(database, blow, random.nextInt(blow == Blow.STATEMENT ? 40 : 4));
      try {
        close(month, buyers, doomed.dataSource());
      } catch (SQLException killed) {
        assertThat(doomed.isDead()).as(killed.getMessage()).isTrue();
        count(Seen.DIED_OVER_A_CLOSE, 1);
      }
      Mortal.bury(connection);
    }
    close(month, buyers, database);
    close(month, buyers, database);
    var settled = new HashMap<Long, Deals.Settled>();
    for (var buyer : buyers) {
      var cutoff = now.minus(PeriodClose.IN_FLIGHT);
      settled.put(buyer, deals.settle(model, month, buyer, cutoff));
      var graduated = deals.of(month.month(), month.sellerId(), buyer).table().graduated();
      count(graduated ? Seen.CLOSED_GRADUATED : Seen.CLOSED_ALL_UNITS, 1);
    }
    for (var line : PeriodLine.of(connection, month.sellerId(), month.number(), 0)) {
      var posted = line.posted().toBigDecimal();
      var list = line.list().toBigDecimal();
      var delta = line.delta().toBigDecimal();
      assertThat(new Deals.Settled(line.quantity(), posted, list, delta))
          .isEqualTo(settled.remove(line.buyerId()));
    }
    assertThat(settled).isEmpty();
    connection.commit();
  }

  private void close(BillingMonth month, List<Long> buyers, DataSource by) throws SQLException {
    var terms = buyers.stream().map(buyer -> deals.terms(month, buyer)).toList();
    var clock = Clock.fixed(now, ZoneOffset.UTC);
    close.close(by, month, terms, clock, (done, all) -> {});
  }
}
