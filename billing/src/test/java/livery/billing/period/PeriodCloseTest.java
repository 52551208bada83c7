package livery.billing.period;

import static livery.billing.period.PeriodTown.APRIL;
import static livery.billing.period.PeriodTown.GRACE;
import static livery.billing.period.PeriodTown.KYIV;
import static livery.billing.period.PeriodTown.MARCH;
import static livery.billing.period.PeriodTown.MIDDLE;
import static livery.billing.period.PeriodTown.contract;
import static livery.billing.period.PeriodTown.terms;
import static livery.billing.period.PeriodTown.uah;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import livery.billing.BillingException;
import livery.billing.Invariants;
import livery.billing.Invariants.Violation;
import livery.billing.Ledger;
import livery.billing.RatedEvent;
import livery.billing.contract.Commission;
import livery.billing.contract.Contract;
import livery.billing.contract.ContractHistory;
import livery.billing.contract.Discount;
import livery.billing.contract.PassThrough;
import livery.billing.contract.PassThrough.Among;
import livery.billing.tier.PooledVolume.Scope;
import livery.billing.tier.Tier;
import livery.billing.tier.TierTable;
import livery.testkit.Seed;
import org.junit.jupiter.api.Test;

class PeriodCloseTest {

  private static final long SEED = Seed.of(PeriodCloseTest.class);
  private static final TierTable TIERS =
      TierTable.allUnits(Tier.upTo("9", "0.7"), Tier.rest("0.5"));
  private static final PassThrough HALF = PassThrough.of("50", Among.PRO_RATA_QTY);

  private final PeriodTown town;

  PeriodCloseTest() throws SQLException {
    town = new PeriodTown();
  }

  private Period close(List<VolumeTerms> terms) throws SQLException {
    return town.close.close(town.dataSource(), MARCH, terms, APRIL, (done, all) -> {});
  }

  private List<Violation> violations() throws SQLException {
    try (var connection = town.connect()) {
      var all = new ArrayList<>(Invariants.check(connection));
      all.addAll(PeriodInvariants.check(connection));
      return all;
    }
  }

  private PeriodLine line(long buyer) throws SQLException {
    try (var connection = town.connect()) {
      return PeriodLine.of(connection, 10, 202603, buyer - 1).get(0);
    }
  }

  @Test
  void a_month_is_settled_once_and_its_rebate_passed_on() throws SQLException {
    town.send(30, 6, MIDDLE);
    town.send(31, 4, MIDDLE);
    town.send(32, 9, MIDDLE);
    var terms = List.of(terms(20, TIERS, HALF), terms(21, TIERS, PassThrough.NONE));

    var closed = close(terms);

    // 10 × 0.70 was charged, 10 × 0.50 is right: 2.00 back, 1.00 of it passed on 6 : 4
    assertThat(line(20).delta()).isEqualTo(uah("-2"));
    assertThat(line(20).quantity()).isEqualTo(10);
    assertThat(line(21).delta()).isEqualTo(uah("0"));
    assertThat(town.balance(20, 10)).isEqualTo(uah("99995"));
    assertThat(town.balance(30, 20)).isEqualTo(uah("99995.5"));
    assertThat(town.balance(31, 20)).isEqualTo(uah("99997"));
    assertThat(closed.state()).isEqualTo(Period.State.CLOSED);
    assertThat(closed.lines()).isEqualTo(2);
    try (var connection = town.connect()) {
      assertThat(line(20).shares(connection))
          .extracting(share -> share.clientId() + ": " + share.amount())
          .containsExactly("30: 0.6 UAH", "31: 0.4 UAH");
    }
    var transfers = town.count("transfer");
    assertThat(close(terms)).isEqualTo(closed);
    assertThat(town.count("transfer")).isEqualTo(transfers);
    assertThat(violations()).isEmpty();
  }

  @Test
  void the_month_begins_and_ends_at_midnight_of_its_zone() throws SQLException {
    town.send(30, 1, MARCH.from().minusMillis(1));
    town.send(30, 10, MARCH.from());
    town.send(30, 100, MARCH.to().minusMillis(1));
    town.send(30, 1_000, MARCH.to());

    close(List.of(terms(20, TIERS, HALF)));

    assertThat(MARCH.from()).hasToString("2026-02-28T22:00:00Z");
    assertThat(MARCH.to()).hasToString("2026-03-31T21:00:00Z");
    assertThat(line(20).quantity()).isEqualTo(110);
    assertThat(violations()).isEmpty();
  }

  @Test
  void a_refund_belongs_to_the_month_of_its_charge_until_the_cut_off() throws SQLException {
    var february = town.send(30, 50, MARCH.from().minusMillis(1));
    var early = town.send(30, 5, MIDDLE);
    var late = town.send(30, 7, MIDDLE);
    town.send(30, 8, MIDDLE);
    town.refund(february, MIDDLE);
    town.refund(early, MARCH.to().plusSeconds(60));
    var terms = List.of(terms(20, TIERS, PassThrough.NONE));

    close(terms);
    town.refund(late, APRIL.instant().plusSeconds(1));

    assertThat(line(20).quantity()).isEqualTo(15);
    assertThat(line(20).delta()).isEqualTo(uah("-3"));
    assertThat(close(terms).lines()).isEqualTo(1);
    assertThat(town.count("transfer WHERE kind = 'TIER_DELTA'")).isEqualTo(1);
    assertThat(violations()).isEmpty();
  }

  @Test
  void a_dearer_table_charges_the_difference() throws SQLException {
    town.send(30, 10, MIDDLE);

    close(List.of(terms(20, TierTable.single("0.75"), HALF)));

    assertThat(line(20).delta()).isEqualTo(uah("0.5"));
    assertThat(town.balance(20, 10)).isEqualTo(uah("99992.5"));
    assertThat(town.count("period_share")).isZero();
    assertThat(violations()).isEmpty();
  }

  @Test
  void rounding_residue_is_settled_with_the_month() throws SQLException {
    for (var i = 0; i < 3; i++) {
      var event = town.event(30, "MO", 1, MIDDLE);
      try (var connection = town.connect()) {
        town.ledger.charge(connection, List.of(event), MIDDLE);
      }
    }
    var history = contract(20, TierTable.single("0.0345678"), PassThrough.NONE);

    close(List.of(VolumeTerms.of(20, "MO", Set.of("MO"), history)));

    // three times 0.034568 was posted; 0.1037034 rounds to 0.10
    assertThat(line(20).posted()).isEqualTo(uah("0.103704"));
    assertThat(line(20).exact()).isEqualByComparingTo("0.1037034");
    assertThat(line(20).delta()).isEqualTo(uah("-0.003704"));
    assertThat(violations()).isEmpty();
  }

  @Test
  void a_lifetime_discount_counts_what_came_before() throws SQLException {
    town.send(30, 8, MARCH.from().minus(Duration.ofDays(20)));
    town.send(30, 2, MIDDLE);
    var history = contract(20, TIERS, PassThrough.NONE);
    var lifetime =
        history
            .versions()
            .get(0)
            .withDiscount(Discount.byVolume(TIERS).onBasis(Discount.Basis.LIFETIME, 1));

    close(List.of(VolumeTerms.of(20, "MT", Set.of("MT"), new ContractHistory(List.of(lifetime)))));

    assertThat(line(20).quantity()).isEqualTo(2);
    assertThat(line(20).exact()).isEqualByComparingTo("1");
  }

  @Test
  void a_percentage_of_turnover_is_given_back() throws SQLException {
    town.send(30, 10, MIDDLE);
    var percent = TierTable.allUnits(Tier.percentUpTo("5", "3"), Tier.percentOfRest("10"));
    var version =
        contract(20, TIERS, HALF)
            .versions()
            .get(0)
            .withDiscount(
                Discount.byVolume(percent).counting(Discount.Counts.MONEY, Scope.SUBTREE));

    close(List.of(VolumeTerms.of(20, "MT", Set.of("MT"), ContractHistory.of(version))));

    assertThat(line(20).delta()).isEqualTo(uah("-0.7"));
    assertThat(violations()).isEmpty();
  }

  @Test
  void a_contract_that_changes_within_the_month_is_priced_by_stretches() throws SQLException {
    var middle = LocalDate.of(2026, 3, 16);
    town.send(30, 6, MARCH.start(middle).minusMillis(1));
    town.send(30, 6, MARCH.start(middle));
    var history = contract(20, TierTable.graduated(Tier.upTo("4", "0.7"), Tier.rest("0.6")), HALF);
    var second =
        history
            .versions()
            .get(0)
            .next(middle)
            .withDiscount(
                Discount.byVolume(TierTable.graduated(Tier.upTo("8", "0.5"), Tier.rest("0.4"))));

    close(List.of(VolumeTerms.of(20, "MT", Set.of("MT"), history.amend(second, MARCH.firstDay()))));

    // 4 × 0.7 + 2 × 0.6, then 2 × 0.5 + 4 × 0.4
    assertThat(line(20).exact()).isEqualByComparingTo("6.6");
    assertThat(line(20).contractVersion()).isEqualTo(2);
    assertThat(violations()).isEmpty();
  }

  @Test
  void a_contract_that_begins_within_the_month_covers_the_rest_of_it() throws SQLException {
    var middle = LocalDate.of(2026, 3, 16);
    town.send(30, 100, MARCH.start(middle).minusMillis(1));
    town.send(30, 10, MARCH.start(middle));
    var contract = Contract.resale(5, 10, 20, "UAH", middle).withDiscount(Discount.byVolume(TIERS));

    close(List.of(VolumeTerms.of(20, "MT", Set.of("MT"), ContractHistory.of(contract))));

    assertThat(line(20).quantity()).isEqualTo(10);
    assertThat(line(20).delta()).isEqualTo(uah("-2"));
    assertThat(violations()).isEmpty();
  }

  @Test
  void a_close_that_was_killed_anywhere_goes_on() throws SQLException {
    town.send(30, 20, MIDDLE);
    town.send(32, 20, MIDDLE);
    var terms = List.of(terms(20, TIERS, HALF), terms(21, TIERS, HALF));

    for (var survives = 0; survives < 4; survives++) {
      var broken = failingAfter(survives);
      assertThatThrownBy(() -> town.close.close(broken, MARCH, terms, APRIL, (done, all) -> {}))
          .isInstanceOf(SQLException.class);
      assertThat(violations()).isEmpty();
    }
    var closed = close(terms);

    assertThat(closed.state()).isEqualTo(Period.State.CLOSED);
    assertThat(town.count("transfer WHERE kind = 'TIER_DELTA'")).isEqualTo(4);
    assertThat(line(20).delta()).isEqualTo(uah("-4"));
    assertThat(violations()).isEmpty();
  }

  /** Connections whose commit fails, and rolls back, after so many that worked. */
  private DataSource failingAfter(int commits) {
    var left = new AtomicInteger(commits);
    return (DataSource)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              var real = town.connect();
              return Proxy.newProxyInstance(
                  getClass().getClassLoader(),
                  new Class<?>[] {java.sql.Connection.class},
                  (connection, called, values) -> {
                    if (called.getName().equals("commit") && left.getAndDecrement() == 0) {
                      throw new SQLException("killed");
                    }
                    try {
                      return called.invoke(real, values);
                    } catch (InvocationTargetException failure) {
                      throw failure.getCause();
                    }
                  });
            });
  }

  @Test
  void two_that_close_the_same_month_at_once_post_once() throws Exception {
    town.send(30, 20, MIDDLE);
    town.send(32, 20, MIDDLE);
    var terms = List.of(terms(20, TIERS, HALF), terms(21, TIERS, HALF));
    var workers = Executors.newFixedThreadPool(4);
    try {
      Callable<Period> work = () -> close(terms);
      for (var done : workers.invokeAll(List.of(work, work, work, work))) {
        assertThat(done.get().state()).isEqualTo(Period.State.CLOSED);
      }
    } finally {
      workers.shutdown();
    }

    assertThat(town.count("transfer WHERE kind = 'TIER_DELTA'")).isEqualTo(4);
    assertThat(violations()).isEmpty();
  }

  @Test
  void what_comes_into_a_closed_month_shows() throws SQLException {
    town.send(30, 20, MIDDLE);
    close(List.of(terms(20, TIERS, HALF)));
    try (var connection = town.connect()) {
      assertThat(PeriodClose.isClosed(connection, 10, MARCH.to().minusMillis(1))).isTrue();
      assertThat(PeriodClose.isClosed(connection, 10, MARCH.to())).isFalse();
    }

    town.send(30, 1, MIDDLE);

    assertThat(violations()).extracting(Violation::invariant).contains("I7", "I12");
  }

  @Test
  void every_kind_of_tampering_is_found() throws SQLException {
    town.send(30, 20, MIDDLE);
    close(List.of(terms(20, TIERS, HALF)));
    var again =
        "INSERT INTO transfer SELECT id + 500000, posting_id + 500000, kind, debit_account,"
            + " credit_account, amount, currency, seller_id, buyer_id, product, quantity, reference,"
            + " first_event, last_event, posted_at, NULL, 0, 0, 0, 0, 0, 0, 0, NULL, NULL, NULL FROM transfer WHERE kind = 'TIER_DELTA' LIMIT 1";
    var changes = new HashMap<String, String>();
    changes.put("UPDATE period_line SET quantity = quantity + 1", "I12");
    changes.put("UPDATE period_line SET rounded = rounded + coin, delta = delta + coin", "I8");
    changes.put("UPDATE period_line SET exact = exact + 0.01", "I9");
    changes.put("UPDATE period_line SET list_amount = list_amount + 1", "I12");
    changes.put("UPDATE period_line SET list_amount = rounded", "I9");
    changes.put("UPDATE period_share SET amount = amount + 1", "I8");
    changes.put("UPDATE period_share SET amount = amount + 90000000", "I9");
    changes.put("UPDATE period_total SET amount = amount + 1", "I7");
    changes.put("UPDATE billing_period SET hash = REVERSE(hash)", "I7");
    changes.put(again, "I8");
    changes.put(again.replace("credit_account, amount", "-4996, amount"), "I13");

    for (var change : changes.entrySet()) {
      try (var connection = town.connect()) {
        connection.setAutoCommit(false);
        connection.createStatement().execute(change.getKey());
        assertThat(PeriodInvariants.check(connection))
            .as(change.getKey())
            .extracting(Violation::invariant)
            .contains(change.getValue());
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
    assertThat(violations()).isEmpty();
  }

  @Test
  void bad_closes_are_refused_and_post_nothing() throws SQLException {
    town.send(30, 20, MIDDLE);
    var terms = terms(20, TIERS, HALF);
    var early = Clock.fixed(MARCH.to().plus(GRACE).minusMillis(1), ZoneOffset.UTC);

    assertThatThrownBy(
            () -> town.close.close(town.dataSource(), MARCH, List.of(terms), early, (a, b) -> {}))
        .isInstanceOf(BillingException.Invalid.class)
        .hasMessageContaining("can be closed from 2026-04-03T21:00:00Z on");
    assertThatThrownBy(() -> close(List.of(terms, terms)))
        .hasMessageContaining("Buyer 20 comes twice");
    assertThatThrownBy(
            () -> close(List.of(VolumeTerms.of(99, "MT", Set.of("MT"), terms.history()))))
        .hasMessageContaining("Contract 20 is not between buyer 99");
    var agent =
        Contract.agent(
            20,
            10,
            20,
            Contract.Mode.AGENT_OWN_NAME,
            "UAH",
            MARCH.firstDay(),
            Commission.percentOfSales("5"));
    assertThatThrownBy(
            () -> close(List.of(VolumeTerms.of(20, "MT", Set.of("MT"), ContractHistory.of(agent)))))
        .hasMessageContaining("Contract 20: a close settles RESALE");
    assertThatThrownBy(() -> VolumeTerms.of(20, "MT", Set.of("M,T"), terms.history()))
        .hasMessageContaining("without commas");
    assertThatThrownBy(
            () -> {
              try (var connection = town.connect()) {
                town.close.finish(connection, MARCH, List.of(terms), APRIL.instant());
              }
            })
        .hasMessageContaining("group MT of buyer 20 is not settled");
    var utc = new BillingMonth(10, YearMonth.of(2026, 3), ZoneOffset.UTC);
    assertThatThrownBy(
            () ->
                town.close.close(
                    town.dataSource(),
                    utc,
                    List.of(terms),
                    Clock.offset(APRIL, Duration.ofHours(9)),
                    (done, all) -> {}))
        .isInstanceOf(BillingException.Conflict.class);
    assertThat(town.count("transfer WHERE kind = 'TIER_DELTA'")).isZero();
    assertThat(MARCH.zone()).isEqualTo(KYIV);
  }

  @Test
  void random_months_close_to_the_exact_total_rounded_once() throws SQLException {
    var random = new Random(SEED);
    var units = new HashMap<Long, Long>();
    var posted = new HashMap<Long, BigDecimal>();
    for (var batch = 0; batch < 60; batch++) {
      var at = MARCH.from().plusSeconds(random.nextInt(31 * 86_400 - 7_200));
      var events = new ArrayList<RatedEvent>();
      for (var i = 0; i < 40; i++) {
        var client = 30L + random.nextInt(3);
        events.add(
            town.event(client, random.nextBoolean() ? "MT" : "MO", 1 + random.nextInt(5), at));
      }
      try (var connection = town.connect()) {
        assertThat(town.ledger.charge(connection, events, at)).isEmpty();
        var back = events.stream().filter(event -> random.nextInt(20) == 0).toList();
        if (!back.isEmpty()) {
          town.ledger.refund(
              connection, back.stream().map(RatedEvent::eventId).toList(), "", at.plusSeconds(60));
        }
        for (var event : events) {
          if (!back.contains(event)) {
            var line = event.lines().get(1);
            units.merge(line.buyerId(), (long) line.quantity(), Long::sum);
            posted.merge(line.buyerId(), line.amount().toBigDecimal(), BigDecimal::add);
            if (random.nextInt(15) == 0) {
              var gone = 1 + random.nextInt(line.quantity());
              var money = line.amount().micros() * gone / line.quantity();
              var part = new Ledger.Return(event.eventId(), 1, gone, money, at);
              town.ledger.giveBack(connection, List.of(part), "", KYIV, at.plusSeconds(90));
              units.merge(line.buyerId(), (long) -gone, Long::sum);
              posted.merge(line.buyerId(), BigDecimal.valueOf(-money, 6), BigDecimal::add);
            }
          }
        }
      }
    }
    var terms = new ArrayList<VolumeTerms>();
    for (var buyer : List.of(20L, 21L)) {
      var tiers =
          TierTable.graduated(
              Tier.upTo("" + (1 + random.nextInt(3_000)), "0.3456789"), Tier.rest("0.1111111"));
      terms.add(VolumeTerms.of(buyer, "ALL", Set.of("MT", "MO"), contract(buyer, tiers, HALF)));
    }

    close(terms);

    for (var one : terms) {
      var buyer = one.buyerId();
      var tiers = one.history().versions().get(0).discount().tiers();
      var exact = tiers.total(BigDecimal.valueOf(units.get(buyer)));
      var name = "seed " + SEED + ", buyer " + buyer;
      assertThat(line(buyer).quantity()).as(name).isEqualTo(units.get(buyer));
      assertThat(line(buyer).posted().toBigDecimal())
          .as(name)
          .isEqualByComparingTo(posted.get(buyer));
      assertThat(line(buyer).posted().plus(line(buyer).delta()).toBigDecimal())
          .as(name)
          .isEqualByComparingTo(exact.setScale(2, RoundingMode.HALF_UP));
    }
    assertThat(violations()).as("seed " + SEED).isEmpty();
  }
}
