package livery.money;

import static livery.money.MoneyTown.assertFault;
import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.DENTIST;
import static livery.tenant.TestTenants.NOVA;
import static livery.tenant.TestTenants.PLATFORM;
import static livery.tenant.TestTenants.STUDIO;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import livery.billing.AgentLedger;
import livery.billing.Bundles;
import livery.billing.Money;
import livery.billing.Statement;
import livery.fault.Fault;
import livery.store.Utc;
import livery.tenant.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TakeBacksTest {

  private final Purses town = new Purses();
  private final long topUp = town.topUp(ACME, BAKERY, "10");

  @AfterEach
  void every_invariant_holds_afterwards() {
    assertThat(town.violations()).isEmpty();
  }

  private long noted() {
    return town.test
        .log
        .read(town.test.owner(ACME), "wallet.take-back", Long.MAX_VALUE, 100)
        .size();
  }

  @Test
  void what_is_sent_twice_goes_back_once_also_when_nothing_is_left() {
    var heard = new ArrayList<TakeBacks.TakenBack>();
    town.takenBack.observe(heard::add);

    var first = town.takeBack(ACME, BAKERY, topUp, "10", "once");
    var again = town.takeBack(ACME, BAKERY, topUp, "10.00", "once");

    assertThat(first.repeated()).isFalse();
    assertThat(again.repeated()).isTrue();
    assertThat(again.postingId()).isEqualTo(first.postingId());
    assertThat(town.available(ACME, BAKERY)).isEqualTo("0 EUR");
    assertThat(heard).extracting(one -> one.topUp().left().toString()).containsExactly("0 EUR");
    assertThat(noted()).isEqualTo(1);
    assertFault(Fault.Kind.CONFLICT, () -> town.takeBack(ACME, BAKERY, topUp, "1", "once"));
  }

  @Test
  void a_part_and_the_rest_go_back_and_never_more() {
    assertFault(Fault.Kind.INVALID, () -> town.takeBack(ACME, BAKERY, topUp, "10.01", "a"));
    town.takeBack(ACME, BAKERY, topUp, "4", "b");
    assertFault(Fault.Kind.INVALID, () -> town.takeBack(ACME, BAKERY, topUp, "6.000001", "c"));
    assertFault(Fault.Kind.INVALID, () -> town.takeBack(ACME, BAKERY, topUp, "0", "c"));
    var rest = town.takeBack(ACME, BAKERY, topUp, "6", "d");
    assertFault(Fault.Kind.INVALID, () -> town.takeBack(ACME, BAKERY, topUp, "0.01", "e"));

    assertThat(rest.purse().wallet().balance()).hasToString("0 EUR");
    assertThat(town.transfers("REVERSAL")).isEqualTo(2);
    assertThat(noted()).isEqualTo(2);
    assertThat(town.takeBacks.backs(town.test.owner(ACME), BAKERY, topUp))
        .extracting(one -> one.amount() + ", " + one.reason())
        .containsExactly("6 EUR, Typed wrongly", "4 EUR, Typed wrongly");
    for (var other : new long[] {NOVA, PLATFORM, BAKERY}) {
      assertFault(
          Fault.Kind.NOT_FOUND, () -> town.takeBacks.backs(town.test.owner(other), BAKERY, topUp));
    }
  }

  @Test
  void what_is_spent_goes_back_as_a_debt() {
    var sale =
        new Bundles.Sale(
            BAKERY,
            ACME,
            "sms.mt",
            5,
            Money.of("8", "EUR"),
            town.test.clock.instant().plusSeconds(9));
    town.test.store.inTransaction(
        connection ->
            new Bundles(town.test.ids::next)
                .sell(connection, sale, "spend", "", town.test.clock.instant()));

    assertThat(town.takeBack(ACME, BAKERY, topUp, "10", "k").purse().wallet().balance())
        .hasToString("-8 EUR");
  }

  @Test
  void only_its_seller_and_only_who_may_finance_takes_back() {
    var order = new TakeBacks.Order(BAKERY, topUp, BigDecimal.ONE, "", "why", "k");
    for (var role : new Role[] {Role.VIEWER, Role.MANAGER}) {
      assertFault(
          Fault.Kind.NOT_ALLOWED,
          () -> town.takeBacks.takeBack(town.test.scope(ACME, role), order));
    }
    for (var other : new long[] {NOVA, PLATFORM, BAKERY, DENTIST}) {
      assertFault(
          Fault.Kind.NOT_FOUND, () -> town.takeBacks.takeBack(town.test.owner(other), order));
    }
    assertFault(Fault.Kind.NOT_FOUND, () -> town.takeBack(ACME, DENTIST, topUp, "1", "k"));
    assertFault(Fault.Kind.NOT_FOUND, () -> town.takeBack(NOVA, STUDIO, topUp, "1", "k"));
    assertFault(
        Fault.Kind.NOT_FOUND, () -> town.takeBacks.get(town.test.owner(NOVA), STUDIO, topUp));
    var unexplained = new TakeBacks.Order(BAKERY, topUp, BigDecimal.ONE, "", " ", "k");
    assertFault(
        Fault.Kind.INVALID, () -> town.takeBacks.takeBack(town.test.owner(ACME), unexplained));
    assertThat(town.transfers("REVERSAL")).isZero();
  }

  @Test
  void nothing_but_a_top_up_goes_back() {
    town.topUp(PLATFORM, ACME, "10");
    var allocated =
        town.funding.allocate(
            town.test.owner(ACME),
            new Funding.Order(BAKERY, BigDecimal.ONE, "", "Gift", "allocation"));

    assertFault(
        Fault.Kind.NOT_FOUND, () -> town.takeBack(ACME, BAKERY, allocated.postingId(), "1", "k"));
  }

  @Test
  void what_came_in_a_closed_month_goes_back_in_the_open_one() {
    var before = town.test.clock.instant();
    town.test.clock.pass(Duration.ofDays(40));
    town.test
        .store
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO billing_period (seller_id, period, from_at, to_at, state,"
                        + " cutoff_at, closed_at, hash) VALUES (?, 1, ?, ?, 'CLOSED', ?, ?,"
                        + " REPEAT('x', 32))",
                    ACME,
                    at(before.minusSeconds(9)),
                    at(before.plusSeconds(9)),
                    at(before.plusSeconds(9)),
                    at(before.plusSeconds(9))));

    town.takeBack(ACME, BAKERY, topUp, "10", "k");

    var lines =
        town.test.store.inTransaction(
            connection ->
                Statement.of(
                    connection,
                    town.wallets.ofBuyer(town.test.owner(ACME), BAKERY).wallet().id(),
                    before,
                    town.test.clock.instant().plusSeconds(1),
                    10));
    assertThat(lines.lines())
        .extracting(line -> line.transfer().kind() + " " + line.transfer().postedAt())
        .containsExactly("REVERSAL " + town.test.clock.instant(), "TOP_UP " + before);
  }

  private static LocalDateTime at(Instant moment) {
    return Utc.of(moment);
  }

  @Test
  void what_was_lost_after_its_last_day_cannot_go_back() {
    var zone = town.wallets.zoneOf(BAKERY);
    var today = LocalDate.ofInstant(town.test.clock.instant(), zone);
    var until = new Funding.Order(DENTIST, new BigDecimal("7"), "", "Gift", "until", today);
    var given = town.funding.topUp(town.test.owner(ACME), until).postingId();
    town.takeBack(ACME, DENTIST, given, "2", "some");
    town.test.clock.pass(Duration.ofDays(2));
    town.test.store.inTransaction(
        connection -> {
          for (var lot : Bundles.ripe(connection, town.test.clock.instant(), 9)) {
            new Bundles(town.test.ids::next).expire(connection, lot, town.test.clock.instant());
          }
          return null;
        });

    assertThat(town.takeBacks.get(town.test.owner(ACME), DENTIST, given).left())
        .hasToString("0 EUR");
    assertFault(Fault.Kind.INVALID, () -> town.takeBack(ACME, DENTIST, given, "1", "more"));
    assertThat(town.available(ACME, DENTIST)).isEqualTo("0 EUR");
  }

  @Test
  void what_an_agent_collected_stays() {
    var now = town.test.clock.instant();
    town.funding.setCreditLine(town.test.owner(PLATFORM), NOVA, BigDecimal.TEN, "");
    var collected =
        town.test.store.inTransaction(
            connection ->
                new AgentLedger(town.test.ids::next)
                    .collect(
                        connection, NOVA, ACME, PLATFORM, Money.of("5", "EUR"), "cash", "", now));

    assertFault(Fault.Kind.CONFLICT, () -> town.takeBack(PLATFORM, ACME, collected, "1", "k"));
    assertThat(town.available(PLATFORM, ACME)).isEqualTo("5 EUR");
  }

  @Test
  void of_many_at_once_no_more_goes_back_than_came() throws Exception {
    var pool = Executors.newFixedThreadPool(6);
    var work =
        IntStream.range(0, 6)
            .<Callable<Boolean>>mapToObj(
                one ->
                    () -> {
                      try {
                        town.takeBack(ACME, BAKERY, topUp, "4", "race-" + one);
                        return true;
                      } catch (Fault less) {
                        return false;
                      }
                    })
            .toList();
    var done = 0;
    for (var one : pool.invokeAll(work)) {
      done += one.get() ? 1 : 0;
    }
    pool.shutdown();

    assertThat(done).isEqualTo(2);
    assertThat(town.available(ACME, BAKERY)).isEqualTo("2 EUR");
  }
}
