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
import java.util.HashMap;
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
import livery.testkit.TestDatabase;
import org.junit.jupiter.api.Test;

/**
 * Random months in MariaDB, right and wrong operations in batches, with kills, against a slow
 * model: no difference of a millionth. {@code -Dlivery.seed} repeats a run, {@code
 * -Dlivery.operations} makes it longer.
 */
class RandomOperationsTest {

  private static final int OPERATIONS = Integer.getInteger("livery.operations", 100_000);
  private static final long SEED = Long.getLong("livery.seed", System.nanoTime());
  private static final Duration GRACE = Duration.ofHours(72);
  private static final int MINUTES_MAX = 15 * 60;

  /** After every batch there are those of it; all of them, of all rows, take longer. */
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
  private int operations;
  private int batches;
  private int months;
  private int deaths;
  private int lostAnswers;
  private int checks;

  private BillingMonth month() {
    return new BillingMonth(Deals.PLATFORM, open, KYIV);
  }

  @Test
  void the_books_agree_with_the_model_after_every_batch() throws SQLException {
    System.out.println("RandomOperationsTest -Dlivery.seed=" + SEED);
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
    System.out.printf(
        "RandomOperationsTest: %d operations in %d batches and %d months, %d of %d events sold,"
            + " %d died before a commit and %d after it, %d checks of all invariants%n",
        operations,
        batches,
        months,
        model.events.size(),
        acts.lastEvent(),
        deaths,
        lostAnswers,
        checks);
    assertThat(months).isPositive();
    assertThat(deaths).isPositive();
    assertThat(lostAnswers).isPositive();
    assertThat(checks).isPositive();
    assertThat((long) model.events.size()).isBetween(acts.lastEvent() / 5, acts.lastEvent() - 500);
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
    try {
      if (random.nextInt(6) == 0) {
        dying(act);
      } else {
        carryOut(act);
      }
    } catch (AssertionError | RuntimeException failure) {
      throw new AssertionError(
          "seed %d, batch %d, at %s: %s".formatted(SEED, batches, now, act), failure);
    }
    operations += act.operations();
  }

  private void carryOut(Act act) throws SQLException {
    var answer = answer(act, connection);
    connection.commit();
    agree(act, answer);
    comparison.afterBatch(connection, act.events());
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
    } catch (ReferenceModel.Refused refused) {
      expected = Set.of(refused.getMessage());
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
      lostAnswers += doomed.isDead() ? 1 : 0;
    } else {
      deaths++;
    }
    comparison.afterBatch(connection, act.events());
    again(act, random.nextInt(4));
  }

  private void again(Act act, int how) throws SQLException {
    if (how == 0) {
      return;
    }
    carryOut(how == 1 ? act.part(random) : act);
    if (act instanceof Act.Take take) {
      var rest = take.without(model.events.keySet());
      if (rest.operations() > 0) {
        carryOut(rest);
      }
    }
  }

  /** Closes, with some that die over it, and once more; then all that can be checked. */
  private void closeMonth() throws SQLException {
    months++;
    var month = month();
    var attempts = random.nextInt(4);
    for (var attempt = 0; attempt < attempts; attempt++) {
      var blow = Blow.values()[random.nextInt(3)];
      var doomed = new Mortal(database, blow, random.nextInt(blow == Blow.STATEMENT ? 40 : 4));
      try {
        close(month, doomed.dataSource());
      } catch (SQLException killed) {
        assertThat(doomed.isDead()).as(killed.getMessage()).isTrue();
        deaths++;
      }
      Mortal.bury(connection);
    }
    close(month, database);
    close(month, database);
    var settled = new HashMap<Long, Deals.Settled>();
    for (var reseller : Deals.RESELLERS) {
      var cutoff = now.minus(PeriodClose.IN_FLIGHT);
      settled.put(reseller, deals.settle(model, month, reseller, cutoff));
    }
    var name = "seed " + SEED + ", close of " + month;
    for (var line : PeriodLine.of(connection, month.sellerId(), month.number(), 0)) {
      var posted = line.posted().toBigDecimal();
      var list = line.list().toBigDecimal();
      var delta = line.delta().toBigDecimal();
      assertThat(new Deals.Settled(line.quantity(), posted, list, delta))
          .as(name)
          .isEqualTo(settled.remove(line.buyerId()));
    }
    assertThat(settled).as(name).isEmpty();
    comparison.everything(connection);
    assertThat(BooksCheck.check(connection)).as(name).isEmpty();
    connection.commit();
    open = open.plusMonths(1);
  }

  private void close(BillingMonth month, DataSource by) throws SQLException {
    var terms = Deals.RESELLERS.stream().map(reseller -> deals.terms(month.month(), reseller));
    var clock = Clock.fixed(now, ZoneOffset.UTC);
    close.close(by, month, terms.toList(), clock, (done, all) -> {});
  }
}
