package livery.spending;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.NOVA;
import static livery.tenant.TestTenants.PLATFORM;
import static livery.tenant.TestTenants.STUDIO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import livery.billing.Bundles;
import livery.billing.RatedEvent;
import livery.billing.Refusal;
import livery.fault.Fault;
import livery.money.Funding;
import livery.money.Purses;
import livery.price.PriceTown;
import livery.price.Prices;
import livery.tenant.Role;
import livery.tenant.TestTenants;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpendingTest {

  private final Purses purses = new Purses();
  private final TestTenants test = purses.test;
  private final Prices prices = new PriceTown(test).prices;
  private final Offers offers =
      new Offers(
          test.store,
          test.sql,
          test.tree,
          purses.wallets,
          purses.alerts,
          test.ids,
          test.clock,
          test.audit);
  private final Limits limits =
      new Limits(test.store, test.tree, purses.wallets, test.clock, test.audit);

  @AfterEach
  void every_invariant_holds_afterwards() {
    assertThat(purses.violations()).isEmpty();
  }

  private static void assertFault(Fault.Kind kind, ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.kind()).isEqualTo(kind));
  }

  private static Offers.Wish wish(int units, String price) {
    return new Offers.Wish("Texts", Prices.MT, units, new BigDecimal(price), 30);
  }

  private RatedEvent texts(int count) {
    return prices.rate(
        test.ids.next(), prices.edges(BAKERY), Prices.MT, count, "", "", test.clock.instant());
  }

  private java.util.Set<Refusal> send(int count) {
    return test.store.inTransaction(
        connection ->
            prices.ledger().charge(connection, List.of(texts(count)), test.clock.instant()));
  }

  @Test
  void a_bundle_is_bought_once_for_each_key_and_used_before_money() {
    purses.topUp(PLATFORM, ACME, "100");
    purses.topUp(ACME, BAKERY, "10");
    var offer = offers.make(test.owner(ACME), wish(5, "4"));

    offers.buy(test.owner(BAKERY), offer.id(), "k");
    offers.buy(test.owner(BAKERY), offer.id(), "k");
    assertThat(send(4)).isEmpty();

    assertThat(purses.available(ACME, BAKERY)).isEqualTo("6 EUR");
    assertThat(offers.lots(test.owner(BAKERY)))
        .extracting(Bundles.Open::unitsLeft)
        .containsExactly(1L);
    test.clock.pass(Duration.ofDays(30).minusMillis(1));
    assertThat(offers.expire()).isZero();
    test.clock.pass(Duration.ofMillis(1));
    assertThat(offers.expire()).isEqualTo(1);
    assertThat(offers.lots(test.owner(BAKERY))).isEmpty();
    assertThat(send(1)).isEmpty();
    assertThat(purses.available(ACME, BAKERY)).isEqualTo("5.98 EUR");
  }

  @Test
  void only_buyers_of_the_seller_with_the_money_buy_what_is_on_sale() {
    var offer = offers.make(test.owner(ACME), wish(5, "4"));

    assertFault(Fault.Kind.NO_MONEY, () -> offers.buy(test.owner(BAKERY), offer.id(), "k"));
    assertFault(Fault.Kind.NOT_FOUND, () -> offers.buy(test.owner(STUDIO), offer.id(), "k"));
    assertFault(
        Fault.Kind.NOT_ALLOWED, () -> offers.buy(test.scope(BAKERY, Role.VIEWER), offer.id(), "k"));
    assertFault(Fault.Kind.NOT_FOUND, () -> offers.end(test.owner(NOVA), offer.id()));
    offers.end(test.owner(ACME), offer.id());
    purses.topUp(ACME, BAKERY, "10");
    assertFault(Fault.Kind.NOT_FOUND, () -> offers.buy(test.owner(BAKERY), offer.id(), "k"));
    assertThat(purses.available(ACME, BAKERY)).isEqualTo("10 EUR");
  }

  @Test
  void money_with_a_last_day_is_seen_spent_first_and_lost_with_its_midnight() {
    purses.topUp(PLATFORM, ACME, "100");
    var zone = test.tree.find(BAKERY).orElseThrow().zone();
    var today = LocalDate.ofInstant(test.clock.instant(), zone);
    var gift = new Funding.Order(BAKERY, new BigDecimal("5"), "", "Gift", "gift", today);

    purses.funding.topUp(test.owner(ACME), gift);
    assertThat(purses.funding.topUp(test.owner(ACME), gift).repeated()).isTrue();
    purses.topUp(ACME, BAKERY, "10");
    send(5);

    var end = today.plusDays(1).atStartOfDay(zone).toInstant();
    assertThat(offers.lots(test.owner(BAKERY)))
        .extracting(lot -> lot.moneyLeft() + " until " + lot.expiresAt())
        .containsExactly("4.9 EUR until " + end);
    test.clock.pass(Duration.between(test.clock.instant(), end).minusMillis(1));
    assertThat(offers.expire()).isZero();
    test.clock.pass(Duration.ofMillis(1));
    assertThat(offers.expire()).isEqualTo(1);
    assertThat(purses.available(ACME, BAKERY)).isEqualTo("10 EUR");
    assertThat(offers.lots(test.owner(BAKERY))).isEmpty();
  }

  @Test
  void a_last_day_that_cannot_be_moves_nothing_and_a_key_belongs_to_one_end() {
    var today = LocalDate.ofInstant(test.clock.instant(), ZoneOffset.UTC);
    for (var day : List.of(today.minusDays(2), today.plusYears(11))) {
      var order = new Funding.Order(BAKERY, BigDecimal.ONE, "", "", "bad", day);
      assertFault(Fault.Kind.INVALID, () -> purses.funding.topUp(test.owner(ACME), order));
      assertFault(Fault.Kind.INVALID, () -> purses.funding.check(test.owner(ACME), order));
    }
    var week = today.plusDays(7);
    var gift = new Funding.Order(BAKERY, BigDecimal.ONE, "", "", "gift", week);
    purses.funding.topUp(test.owner(ACME), gift);
    for (var other : java.util.Arrays.asList(week.plusDays(1), null)) {
      var order = new Funding.Order(BAKERY, BigDecimal.ONE, "", "", "gift", other);
      assertFault(Fault.Kind.CONFLICT, () -> purses.funding.topUp(test.owner(ACME), order));
    }
    assertThat(purses.available(ACME, BAKERY)).isEqualTo("1 EUR");
    assertThat(offers.lots(test.owner(BAKERY))).hasSize(1);
  }

  @Test
  void an_offer_that_cannot_be_right_is_not_made() {
    for (var bad :
        List.of(
            wish(0, "1"),
            wish(10_000_001, "1"),
            wish(1, "0"),
            wish(1, "-1"),
            new Offers.Wish("", Prices.MT, 1, BigDecimal.ONE, 30),
            new Offers.Wish("x", "gold", 1, BigDecimal.ONE, 30),
            new Offers.Wish("x", Prices.MT, 1, BigDecimal.ONE, 0),
            new Offers.Wish("x", Prices.MT, 1, BigDecimal.ONE, 1_101))) {
      assertFault(Fault.Kind.INVALID, () -> offers.make(test.owner(ACME), bad));
    }
    assertFault(Fault.Kind.CONFLICT, () -> offers.make(test.owner(BAKERY), wish(1, "1")));
    assertThat(offers.offered(test.owner(ACME), "", 9)).isEmpty();
  }

  @Test
  void the_smaller_limit_of_buyer_and_seller_refuses_with_its_reason_until_midnight() {
    purses.topUp(PLATFORM, ACME, "100");
    purses.topUp(ACME, BAKERY, "10");
    limits.setOwn(test.owner(BAKERY), new BigDecimal("0.10"));
    limits.setOfBuyer(test.owner(ACME), BAKERY, new BigDecimal("0.05"));

    assertThat(send(2)).isEmpty();
    assertThat(send(1)).extracting(Refusal::reason).containsExactly(Refusal.Reason.DAY_LIMIT);

    limits.setOfBuyer(test.owner(ACME), BAKERY, null);
    assertThat(send(1)).isEmpty();
    assertThat(limits.own(test.owner(BAKERY)).orElseThrow().left().orElseThrow())
        .hasToString("0.04 EUR");
    // The clock stands at noon in Kyiv.
    test.clock.pass(Duration.ofHours(12));
    assertThat(limits.own(test.owner(BAKERY)).orElseThrow().spent()).hasToString("0 EUR");
    assertThat(send(5)).isEmpty();
  }

  @Test
  void nobody_limits_whom_he_does_not_sell_to() {
    assertFault(
        Fault.Kind.NOT_FOUND, () -> limits.setOfBuyer(test.owner(NOVA), BAKERY, BigDecimal.ONE));
    assertFault(Fault.Kind.NOT_FOUND, () -> limits.ofBuyer(test.owner(NOVA), BAKERY));
    assertFault(
        Fault.Kind.INVALID, () -> limits.setOwn(test.owner(BAKERY), new BigDecimal("-0.01")));
    assertFault(
        Fault.Kind.NOT_ALLOWED,
        () -> limits.setOwn(test.scope(BAKERY, Role.MANAGER), BigDecimal.ONE));
  }

  @Test
  void a_limit_follows_its_tenant_into_another_zone() {
    limits.setOwn(test.owner(BAKERY), BigDecimal.ONE);
    test.store
        .jdbi()
        .useHandle(
            handle ->
                handle.execute("UPDATE tenant SET time_zone = 'Asia/Tokyo' WHERE id = ?", BAKERY));

    assertThat(limits.followZones()).isEqualTo(1);
    assertThat(limits.followZones()).isZero();
  }
}
