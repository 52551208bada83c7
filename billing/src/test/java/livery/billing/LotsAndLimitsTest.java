package livery.billing;

import static livery.billing.Town.CLIENT;
import static livery.billing.Town.NOW;
import static livery.billing.Town.PLATFORM;
import static livery.billing.Town.RESELLER;
import static livery.billing.Town.UAH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import livery.billing.purse.Lot;
import livery.billing.purse.SpendLimit;
import livery.testkit.Seed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bundles, money that expires, limits of a day and money that goes back. */
class LotsAndLimitsTest {

  private static final ZoneId KYIV = ZoneId.of("Europe/Kyiv");
  private static final Instant IN_A_MONTH = NOW.plus(Duration.ofDays(30));

  private final Town town = new Town();
  private final Ledger ledger = town.ledger;
  private final Bundles bundles = new Bundles(town.ids);
  private Connection connection;

  @BeforeEach
  void connect() throws SQLException {
    connection = town.connect();
    town.topUp(connection, RESELLER, PLATFORM, "1000000");
  }

  @AfterEach
  void every_invariant_holds_afterwards() throws SQLException {
    try (var open = connection) {
      assertThat(Invariants.check(open)).isEmpty();
    }
  }

  private static Money uah(String amount) {
    return Money.of(amount, UAH);
  }

  private long sell(long units, String price, Instant until) throws SQLException {
    return bundles.sell(
        connection,
        new Bundles.Sale(CLIENT, RESELLER, "MT", units, uah(price), until),
        "bundle " + town.lastId.incrementAndGet(),
        "",
        NOW);
  }

  private List<Bundles.Open> lots() throws SQLException {
    return Bundles.of(connection, town.client(connection).id());
  }

  private void limit(DayLimits.By by, String amount) throws SQLException {
    DayLimits.set(
        connection,
        CLIENT,
        RESELLER,
        UAH,
        by,
        Optional.ofNullable(amount).map(LotsAndLimitsTest::uah),
        KYIV,
        NOW);
  }

  private DayLimits.Today today(Instant at) throws SQLException {
    return DayLimits.of(connection, town.client(connection).id(), at);
  }

  @Test
  void a_bundle_is_used_before_money_and_the_reseller_pays_as_always() throws SQLException {
    town.topUp(connection, CLIENT, RESELLER, "100");
    sell(5, "3", IN_A_MONTH);

    var refused =
        ledger.charge(
            connection, List.of(town.event(1, 3), town.event(2, 3), town.event(3, 1)), NOW);

    assertThat(refused).isEmpty();
    assertThat(town.client(connection).balance()).isEqualTo(uah("95.30"));
    assertThat(RatedRows.of(connection, 2).get(0).line())
        .extracting(RatedLine::free, RatedLine::amount)
        .containsExactly(2, uah("0.85"));
    assertThat(town.reseller(connection).balance()).isEqualTo(uah("1000000").minus(uah("4.90")));
    assertThat(lots()).extracting(Bundles.Open::unitsLeft).containsExactly(0L);
  }

  @Test
  void who_has_units_but_no_money_can_send() throws SQLException {
    town.topUp(connection, CLIENT, RESELLER, "3");
    sell(2, "3", IN_A_MONTH);

    var refused =
        ledger.hold(
            connection, List.of(town.event(1, 2), town.event(2, 1)), NOW, NOW.plusSeconds(60));

    assertThat(refused).extracting(Refusal::eventId).containsExactly(2L);
    ledger.settle(connection, List.of(new Settlement(1, 0)), NOW);
    assertThat(lots()).extracting(Bundles.Open::unitsLeft).containsExactly(2L);
  }

  @Test
  void a_bundle_sold_twice_with_one_key_is_sold_once_and_never_on_credit_that_is_not_there()
      throws SQLException {
    town.topUp(connection, CLIENT, RESELLER, "10");
    var sale = new Bundles.Sale(CLIENT, RESELLER, "MT", 10, uah("6"), IN_A_MONTH);

    var first = bundles.sell(connection, sale, "k", "", NOW);
    var again = bundles.sell(connection, sale, "k", "", NOW);

    assertThat(again).isEqualTo(first);
    assertThat(lots()).hasSize(1);
    assertThatThrownBy(() -> bundles.sell(connection, sale, "k2", "", NOW))
        .isInstanceOf(BillingException.NoMoney.class);
    // A refused sale has taken its key; the caller's transaction rolls that back.
    try (var statement = connection.createStatement()) {
      statement.execute("DELETE FROM posting_key WHERE idem_key = 'k2'");
    }
    assertThat(town.client(connection).balance()).isEqualTo(uah("4"));
  }

  @Test
  void units_freed_after_the_end_are_lost_with_their_bundle() throws SQLException {
    town.topUp(connection, CLIENT, RESELLER, "3");
    sell(4, "3", NOW.plusSeconds(10));
    ledger.hold(connection, List.of(town.event(1, 3)), NOW, NOW.plusSeconds(60));

    var lost = bundles.expire(connection, lots().get(0).id(), NOW.plusSeconds(10)).orElseThrow();
    ledger.settle(connection, List.of(new Settlement(1, 1)), NOW.plusSeconds(20));

    assertThat(lost.units()).isEqualTo(1);
    assertThat(lots()).isEmpty();
    assertThat(bundles.expire(connection, lost.lotId(), NOW.plusSeconds(30))).isEmpty();
  }

  @Test
  void money_that_expires_leaves_what_came_later() throws SQLException {
    bundles.topUp(connection, CLIENT, RESELLER, uah("10"), NOW.plusSeconds(10), "gift", "", NOW);
    town.topUp(connection, CLIENT, RESELLER, "5");
    ledger.charge(connection, List.of(town.event(1, 2)), NOW);

    assertThat(lots()).extracting(Bundles.Open::moneyLeft).containsExactly(uah("8.30"));
    var lost = bundles.expire(connection, lots().get(0).id(), NOW.plusSeconds(10)).orElseThrow();

    assertThat(lost.money()).isEqualTo(uah("8.30"));
    assertThat(town.client(connection).balance()).isEqualTo(uah("5"));
  }

  @Test
  void money_that_expires_takes_what_was_given_back_of_it_along() throws SQLException {
    bundles.topUp(connection, CLIENT, RESELLER, uah("10"), NOW.plusSeconds(10), "gift", "", NOW);
    ledger.charge(connection, List.of(town.event(1, 2)), NOW);

    var part = new Ledger.Return(1, 0, 1, uah("0.85").micros(), NOW);
    ledger.giveBack(connection, List.of(part), "late", KYIV, NOW);

    assertThat(lots()).extracting(Bundles.Open::moneyLeft).containsExactly(uah("9.15"));
    var lost = bundles.expire(connection, lots().get(0).id(), NOW.plusSeconds(10)).orElseThrow();
    assertThat(lost.money()).isEqualTo(uah("9.15"));
  }

  @Test
  void a_key_of_money_that_expires_is_of_no_other_money() throws SQLException {
    var end = NOW.plusSeconds(10);
    var gift = bundles.topUp(connection, CLIENT, RESELLER, uah("10"), end, "gift", "", NOW);
    ledger.topUp(connection, CLIENT, RESELLER, uah("5"), "paid", "", NOW);

    assertThat(bundles.topUp(connection, CLIENT, RESELLER, uah("10"), end, "gift", "", NOW))
        .isEqualTo(gift);
    assertThatThrownBy(
            () ->
                bundles.topUp(
                    connection, CLIENT, RESELLER, uah("10"), NOW.plusSeconds(11), "gift", "", NOW))
        .isInstanceOf(BillingException.Conflict.class);
    assertThatThrownBy(
            () -> bundles.topUp(connection, CLIENT, RESELLER, uah("5"), end, "paid", "", NOW))
        .isInstanceOf(BillingException.Conflict.class);

    assertThat(lots()).extracting(Bundles.Open::money).containsExactly(uah("10"));
    assertThat(town.client(connection).balance()).isEqualTo(uah("15"));
  }

  @Test
  void no_more_goes_back_than_came_and_a_chargeback_may_leave_a_debt() throws SQLException {
    var topUp = ledger.topUp(connection, CLIENT, RESELLER, uah("10"), "pay", "", NOW);
    ledger.charge(connection, List.of(town.event(1, 10)), NOW);

    ledger.takeBack(connection, CLIENT, RESELLER, topUp, uah("4"), "back", "", NOW);
    ledger.takeBack(connection, CLIENT, RESELLER, topUp, uah("4"), "back", "", NOW);

    assertThat(town.client(connection).balance()).isEqualTo(uah("-2.50"));
    connection.setAutoCommit(false);
    assertThatThrownBy(
            () ->
                ledger.takeBack(
                    connection, CLIENT, RESELLER, topUp, uah("6.000001"), "b2", "", NOW))
        .isInstanceOf(BillingException.Invalid.class);
    connection.rollback();
    assertThatThrownBy(
            () -> ledger.takeBack(connection, CLIENT, RESELLER, 4711, uah("1"), "b3", "", NOW))
        .isInstanceOf(BillingException.Unknown.class);
    connection.rollback();
    connection.setAutoCommit(true);
  }

  @Test
  void exactly_the_limit_of_the_day_still_fits_and_the_smaller_limit_holds() throws SQLException {
    town.topUp(connection, CLIENT, RESELLER, "100");
    limit(DayLimits.By.BUYER, "5");
    limit(DayLimits.By.SELLER, "1.70");

    var refused = ledger.charge(connection, List.of(town.event(1, 2), town.event(2, 1)), NOW);

    assertThat(refused)
        .containsExactly(
            new Refusal(2, CLIENT, Refusal.Reason.DAY_LIMIT, uah("0.85"), Money.zero(UAH)));
    assertThat(today(NOW).left()).contains(Money.zero(UAH));
    limit(DayLimits.By.SELLER, null);
    assertThat(today(NOW).left()).contains(uah("3.30"));
    limit(DayLimits.By.BUYER, null);
    assertThat(ledger.charge(connection, List.of(town.event(3, 90)), NOW)).isEmpty();
    assertThat(today(NOW).left()).isEmpty();
  }

  @Test
  void a_limit_set_at_noon_counts_since_midnight_in_the_tenants_zone() throws SQLException {
    town.topUp(connection, CLIENT, RESELLER, "100");
    var midnight = Instant.parse("2026-03-09T22:00:00Z");
    ledger.charge(connection, List.of(town.event(1, 1)), midnight.minusMillis(1));
    ledger.charge(connection, List.of(town.event(2, 2)), midnight);
    ledger.hold(connection, List.of(town.event(3, 1)), NOW, NOW.plusSeconds(60));

    limit(DayLimits.By.BUYER, "2.55");

    assertThat(ledger.charge(connection, List.of(town.event(4, 1)), NOW)).hasSize(1);
    var next = Instant.parse("2026-03-10T22:00:00Z");
    assertThat(ledger.charge(connection, List.of(town.event(5, 1)), next.minusMillis(1)))
        .hasSize(1);
    assertThat(ledger.charge(connection, List.of(town.event(6, 3)), next)).isEmpty();
    ledger.settle(connection, List.of(new Settlement(3, 0)), next);
    assertThat(today(next).spent()).isEqualTo(uah("2.55"));
  }

  @Test
  void rent_and_the_like_are_not_stopped_and_not_counted_by_a_limit() throws SQLException {
    town.topUp(connection, CLIENT, RESELLER, "100");
    limit(DayLimits.By.SELLER, "0");

    assertThat(ledger.charge(connection, List.of(town.event(1, 1)), NOW)).hasSize(1);
    assertThat(ledger.chargeAnyway(connection, List.of(town.event(2, 1)), NOW)).isEmpty();
    assertThat(today(NOW).spent()).isEqualTo(Money.zero(UAH));
  }

  @Test
  void many_at_once_take_the_limit_to_the_last_unit_and_not_one_more() throws Exception {
    town.topUp(connection, CLIENT, RESELLER, "1000");
    limit(DayLimits.By.BUYER, "85");
    var accepted = new AtomicInteger();
    var event = new AtomicInteger();
    var pool = Executors.newFixedThreadPool(8);
    var work = new ArrayList<Callable<Void>>();
    for (var i = 0; i < 40; i++) {
      work.add(
          () -> {
            try (var own = town.connect()) {
              own.setAutoCommit(false);
              var batch = new ArrayList<RatedEvent>();
              for (var n = 0; n < 7; n++) {
                batch.add(town.event(event.incrementAndGet(), 1));
              }
              var refused = ledger.hold(own, batch, NOW, NOW.plusSeconds(60));
              own.commit();
              accepted.addAndGet(7 - refused.size());
            }
            return null;
          });
    }
    for (var done : pool.invokeAll(work)) {
      done.get();
    }
    pool.shutdown();

    assertThat(accepted.get()).isEqualTo(100);
    assertThat(today(NOW).left()).contains(Money.zero(UAH));
  }

  @Test
  void random_bundles_money_lots_and_limits_agree_with_the_slow_model() throws SQLException {
    var seed = Seed.of(LotsAndLimitsTest.class);
    var random = new Random(seed);
    var model = new PurseModel(new SpendLimit(uah("60"), KYIV));
    limit(DayLimits.By.SELLER, "60");
    var now = NOW;
    var refusals = new AtomicInteger();
    for (var step = 1; step <= 3_000; step++) {
      now =
          now.plusSeconds(
              random.nextInt(12) == 0 ? random.nextInt(20_000) : 1 + random.nextInt(60));
      expireAll(model, now);
      act(random, model, step, now, refusals);
      compare(model, now);
    }
    assertThat(refusals.get()).isBetween(1, 2_000);
    assertThat(model.breakage.isZero()).isFalse();
  }

  private void expireAll(PurseModel model, Instant now) throws SQLException {
    for (var lot : Bundles.ripe(connection, now, 100)) {
      bundles.expire(connection, lot, now);
    }
    model.expire(now);
  }

  private void act(Random random, PurseModel model, int step, Instant now, AtomicInteger refusals)
      throws SQLException {
    var until = now.plusSeconds(1 + random.nextInt(40_000));
    var open = model.events.entrySet().stream().filter(one -> one.getValue().held).toList();
    switch (random.nextInt(10)) {
      case 0 -> {
        var price = uah("0." + (1 + random.nextInt(8)));
        if (model.available().compareTo(price) >= 0) {
          var units = 1 + random.nextInt(12);
          var sale = new Bundles.Sale(CLIENT, RESELLER, "MT", units, price, until);
          bundles.sell(connection, sale, "sale " + step, "", now);
          var id = lots().stream().mapToLong(Bundles.Open::id).max().orElseThrow();
          model.units = model.units.with(Lot.units(id, "MT", units, UAH, now, until));
          model.pay(price);
        }
      }
      case 1, 2 -> {
        var amount = uah(String.valueOf(1 + random.nextInt(15)));
        var expires = random.nextBoolean();
        var posting =
            expires
                ? bundles.topUp(connection, CLIENT, RESELLER, amount, until, "lot " + step, "", now)
                : ledger.topUp(connection, CLIENT, RESELLER, amount, "top " + step, "", now);
        model.heaps.add(new PurseModel.Heap(posting, amount, expires ? until : Lot.NEVER));
      }
      case 3, 4 -> {
        if (!open.isEmpty()) {
          var one = open.get(random.nextInt(open.size()));
          var part = random.nextInt(one.getValue().quantity + 1);
          assertThat(ledger.settle(connection, List.of(new Settlement(one.getKey(), part)), now))
              .isEmpty();
          model.settle(one.getKey(), part);
        }
      }
      case 5 -> {
        var done =
            model.events.entrySet().stream()
                .filter(one -> !one.getValue().held && !one.getValue().refunded)
                .toList();
        if (!done.isEmpty()) {
          var one = done.get(random.nextInt(done.size()));
          if (ledger.refund(connection, List.of(one.getKey()), "", now).isEmpty()) {
            model.refund(one.getKey());
          }
        }
      }
      default -> {
        var event = town.event(step, 1 + random.nextInt(5));
        var held = random.nextBoolean();
        var refused =
            held
                ? ledger.hold(connection, List.of(event), now, now.plus(Duration.ofDays(900)))
                : ledger.charge(connection, List.of(event), now);
        var why = model.take(step, event.lines().get(0).quantity(), now, held);
        assertThat(refused.stream().map(Refusal::reason).findFirst().orElse(null))
            .as("step " + step)
            .isEqualTo(why);
        refusals.addAndGet(refused.size());
      }
    }
  }

  private void compare(PurseModel model, Instant now) throws SQLException {
    var wallet = town.client(connection);
    assertThat(wallet.balance().minus(wallet.held())).isEqualTo(model.available());
    assertThat(today(now).left()).contains(model.spent.left(now));
    for (var lot : lots()) {
      if (lot.product().isEmpty()) {
        continue;
      }
      assertThat(lot.unitsLeft()).isEqualTo(model.unitsLeft(lot.id()));
    }
    var money =
        lots().stream()
            .filter(lot -> lot.product().isEmpty())
            .map(Bundles.Open::moneyLeft)
            .toList();
    assertThat(money)
        .isEqualTo(
            model.heaps.stream()
                .filter(heap -> !heap.closed && heap.expiresAt != Lot.NEVER)
                .map(heap -> heap.left)
                .toList());
  }
}
