package livery.billing.month;

import static livery.billing.month.Act.KYIV;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import livery.billing.AgentAccounts;
import livery.billing.AgentLedger;
import livery.billing.IdSource;
import livery.billing.Wallet;
import livery.billing.contract.Contract;
import livery.billing.period.BillingMonth;
import livery.billing.period.BooksCheck;
import livery.billing.period.CarriedSales;
import livery.billing.period.CommissionAccrual;
import livery.billing.period.CommissionEstimate;
import livery.billing.period.PeriodClose;
import livery.testkit.Seed;
import livery.testkit.TestDatabase;
import org.junit.jupiter.api.Test;

/**
 * Random months of agents in both modes (billing.md §2) against {@link AgentModel}: every basis
 * with random tiers, changes of terms and of base prices, refunds, bundles, late receipts, payments
 * to both and taken back, each act repeated or killed now and then. No difference of a millionth.
 */
class RandomAgentsTest {

  static final long PRINCIPAL = 10;

  private static final long SEED = Seed.of(RandomAgentsTest.class);
  private static final int MONTHS = Integer.getInteger("livery.months", 8);
  private static final int MINUTES_MAX = 8 * 60;
  private static final Duration GRACE = Duration.ofHours(1);

  private final DataSource database = TestDatabase.migrated("db/billing").dataSource();
  private final Random random = new Random(SEED);
  private final AtomicLong lastId = new AtomicLong(1_000_000);
  private final IdSource ids = count -> lastId.getAndAdd(count) + 1;
  private final AgentLedger agents = new AgentLedger(ids);
  private YearMonth open = YearMonth.of(2026, 1);
  private Connection connection;
  private AgentActs town;
  private int acts;
  private int carried;

  @Test
  void every_month_earns_what_the_model_says() throws SQLException {
    try (var survivor = database.getConnection()) {
      connection = survivor;
      town = new AgentActs(database, connection, random, ids, books().from());
      town.found();
      connection.setAutoCommit(false);
      while (open.isBefore(YearMonth.of(2026, 1).plusMonths(MONTHS))) {
        town.now = town.now.plus(Duration.ofMinutes(2 + random.nextInt(MINUTES_MAX)));
        town.agent = town.all.get(random.nextInt(town.all.size()));
        try {
          if (town.now.isBefore(books().to().plus(GRACE))) {
            acts++;
            if (town.act()) {
              accrue(town.today());
            }
          } else {
            endOfMonth();
          }
        } catch (AssertionError | RuntimeException failure) {
          throw new AssertionError(
              "seed %d, act %d, agent %d at %s".formatted(SEED, acts, town.agent.id, town.now),
              failure);
        }
      }
    }
    System.out.printf(
        "RandomAgentsTest: %d acts, %d refused, %d died, %d months carried%n",
        acts, town.deeds.refused, town.deeds.deaths, carried);
    assertThat(town.deeds.refused).isPositive();
    assertThat(town.deeds.deaths).isPositive();
    assertThat(carried).isPositive();
  }

  private BillingMonth books() {
    return new BillingMonth(PRINCIPAL, open, KYIV);
  }

  /** Posts what the agent has earned up to a day, and compares all of it. */
  private void accrue(LocalDate upTo) throws SQLException {
    if (!upTo.isAfter(books().firstDay()) || upTo.isAfter(books().endDay())) {
      return;
    }
    var whole = upTo.equals(books().endDay()); // may be reached before the close: then it is posted
    var accrual = new CommissionAccrual(ids);
    town.deeds.both(
        its ->
            accrual
                .accrue(
                    its,
                    books(),
                    town.agent.history(),
                    Set.of(PRINCIPAL),
                    town.agent.clients,
                    town.book,
                    upTo,
                    town.now)
                .map(line -> compare(line, upTo, whole))
                .orElse("posted before"),
        () -> {
          if (town.now.isBefore(upTo.atStartOfDay(KYIV).toInstant().plus(PeriodClose.IN_FLIGHT))) {
            return "Invalid";
          }
          var month = town.agent.model.month(books().firstDay(), upTo);
          if (!month.any || !upTo.isAfter(town.agent.model.postedUpTo)) {
            return "posted before";
          }
          town.agent.model.post(month, upTo, whole);
          return "";
        },
        "posted before");
    balances();
  }

  private String compare(CommissionAccrual.Line line, LocalDate upTo, boolean whole) {
    var month = town.agent.model.month(books().firstDay(), upTo);
    var shown =
        "sold %d, received %d, accrued %d, due %d, before %s, after %s"
            .formatted(
                line.sold().micros(),
                line.received().micros(),
                line.accrued().micros(),
                line.due().micros(),
                shown(line.before()),
                shown(line.after()));
    assertThat(shown).as("up to " + upTo + " by " + town.agent.model.terms).isEqualTo("" + month);
    assertThat(line.delta().micros()).isEqualTo(town.agent.model.more(month));
    carried += whole && !line.after().isNothing() ? 1 : 0;
    return "";
  }

  private static AgentModel.Carried shown(CarriedSales one) {
    return new AgentModel.Carried(
        one.sold().micros(), one.base().micros(), one.units(), one.received().micros());
  }

  private void balances() throws SQLException {
    var holds = AgentAccounts.holds(connection, town.agent.id, PRINCIPAL, "UAH");
    var payable = AgentAccounts.payable(connection, town.agent.id, PRINCIPAL, "UAH");
    assertThat(holds).as("holds").isEqualTo(AgentActs.uah(town.agent.model.holds));
    assertThat(payable).as("payable").isEqualTo(AgentActs.uah(town.agent.model.payable));
    assertThat(balance(town.agent.id)).as("balance").isEqualTo(town.agent.model.balance);
    for (var client : town.agent.clients) {
      assertThat(balance(client)).as("client " + client).isEqualTo(town.agent.balances.get(client));
    }
    connection.commit();
  }

  private long balance(long buyer) throws SQLException {
    return Wallet.find(connection, buyer, PRINCIPAL, "UAH").orElseThrow().balance().micros();
  }

  private void endOfMonth() throws SQLException {
    for (var one : town.all) {
      town.agent = one;
      estimate();
      var before = town.agent.model.month(books().firstDay(), books().endDay());
      accrue(books().endDay());
      whole(before);
      settleWithAgent();
    }
    new PeriodClose(ids, GRACE)
        .close(
            database,
            books(),
            List.of(),
            Clock.fixed(town.now, ZoneOffset.UTC),
            (done, total) -> {});
    assertThat(BooksCheck.check(connection)).isEmpty();
    connection.commit();
    open = open.plusMonths(1);
    town.all.forEach(one -> one.model.next());
  }

  private void whole(AgentModel.Month month) throws SQLException {
    var whole =
        CommissionAccrual.whole(
            connection,
            books(),
            town.agent.history(),
            Set.of(PRINCIPAL),
            town.agent.clients,
            town.book);
    var sales = whole.sales();
    assertThat(
            "%d %d %d %d %d %d %d"
                .formatted(
                    sales.sold().micros(),
                    sales.base().micros(),
                    sales.units().longValueExact(),
                    sales.received().micros(),
                    sales.collected().micros(),
                    whole.earned().accrued().micros(),
                    whole.earned().due().micros()))
        .isEqualTo(
            "%d %d %d %d %d %d %d"
                .formatted(
                    month.sold,
                    month.base,
                    month.units,
                    month.received,
                    month.collected,
                    month.accrued,
                    month.due));
  }

  /** What pages show of the month, by client, product and day. */
  private void estimate() throws SQLException {
    var sold = 0L;
    var accrued = 0L;
    var principals = Set.of(PRINCIPAL);
    for (var one :
        CommissionEstimate.of(
            connection,
            books(),
            town.agent.history(),
            principals,
            town.agent.clients,
            town.book,
            town.now)) {
      for (var part :
          one.parts(connection, books(), principals, town.agent.clients, town.book, town.now)) {
        sold += part.sold().micros();
        accrued += part.commission().micros();
      }
    }
    var month = town.agent.model.month(books().firstDay(), books().endDay());
    assertThat(sold).as("sold by client, product and day").isEqualTo(month.sold);
    assertThat(accrued).as("earned by client, product and day").isEqualTo(month.accrued);
  }

  private void settleWithAgent() throws SQLException {
    var period = books().number();
    var payable = town.agent.model.payable;
    var most = town.agent.model.holds + town.agent.owing(town.today());
    var settled = new AtomicLong();
    switch (town.agent.settlement) {
      case PAYOUT -> {
        return;
      }
      case WITHHOLD -> {
        settled.set(Math.max(0, Math.min(payable, most)));
        town.agent.model.holds -= settled.get();
      }
      case TO_BALANCE -> {
        settled.set(Math.max(0, payable));
        town.agent.model.balance += settled.get();
      }
    }
    town.agent.model.payable -= settled.get();
    for (var expected : new long[] {settled.get(), 0}) {
      var amount =
          town.agent.settlement == Contract.Settlement.WITHHOLD
              ? agents.withhold(
                  connection, town.agent.id, PRINCIPAL, town.answersFor(), "UAH", period, town.now)
              : agents.toBalance(connection, town.agent.id, PRINCIPAL, "UAH", period, town.now);
      assertThat(amount).as("settled").isEqualTo(AgentActs.uah(expected));
      connection.commit();
    }
    balances();
  }
}
