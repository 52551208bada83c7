package livery.money;

import static livery.money.MoneyTown.assertFault;
import static livery.money.MoneyTown.order;
import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.DENTIST;
import static livery.tenant.TestTenants.NOVA;
import static livery.tenant.TestTenants.PLATFORM;
import static livery.tenant.TestTenants.STUDIO;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.stream.Stream;
import livery.client.Tenants;
import livery.fault.Fault;
import livery.tenant.Role;
import livery.tenant.Tenant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FundingTest {

  private final MoneyTown town = new MoneyTown();
  private final Funding funding = town.funding;

  @Test
  void a_new_client_has_a_wallet_at_its_seller_at_once() {
    var details =
        new Tenants.Details(Tenant.Kind.CLIENT, "florist", "UAH", "Europe/Kyiv", "uk", "UA");

    var made = town.test.tenants.create(town.owner(ACME), details);

    assertThat(town.wallets.ofBuyer(town.owner(ACME), made.id()).wallet().available())
        .hasToString("0 UAH");
    assertThat(town.wallets.own(town.owner(made.id()))).isPresent();
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"VIEWER", "MANAGER"})
  void only_those_who_may_finance_move_money(Role role) {
    var scope = town.scope(ACME, role);

    assertFault(Fault.Kind.NOT_ALLOWED, () -> funding.topUp(scope, order(BAKERY, "10")));
    assertFault(Fault.Kind.NOT_ALLOWED, () -> funding.allocate(scope, order(BAKERY, "10")));
    assertFault(
        Fault.Kind.NOT_ALLOWED, () -> funding.setCreditLine(scope, BAKERY, BigDecimal.TEN, ""));
    assertThat(town.available(ACME, BAKERY)).isEqualTo("0 EUR");
  }

  @Test
  void a_seller_reaches_those_that_it_sells_to_and_nobody_else() {
    Stream.of(
            new long[] {BAKERY, BAKERY}, // a client and itself
            new long[] {ACME, STUDIO}, // another reseller's client
            new long[] {NOVA, ACME}, // its neighbour
            new long[] {ACME, ACME},
            new long[] {ACME, PLATFORM},
            new long[] {PLATFORM, BAKERY}) // not directly below: its reseller sells to it
        .forEach(
            pair ->
                assertFault(
                    Fault.Kind.NOT_FOUND,
                    () -> funding.topUp(town.owner(pair[0]), order(pair[1], "10"))));
    assertThat(town.available(NOVA, STUDIO)).isEqualTo("0 EUR");
  }

  @Test
  void a_payment_sent_twice_is_credited_and_noted_once() {
    var payment = order(BAKERY, "12.50");

    var first = funding.topUp(town.owner(ACME), payment);
    var second = funding.topUp(town.owner(ACME), payment);

    assertThat(first.repeated()).isFalse();
    assertThat(second.repeated()).isTrue();
    assertThat(second.postingId()).isEqualTo(first.postingId());
    assertThat(town.available(ACME, BAKERY)).isEqualTo("12.5 EUR");
    assertThat(town.audited(ACME, "wallet.top-up")).isEqualTo(1);
  }

  @Test
  void a_key_of_another_payment_is_refused() {
    var payment = order(BAKERY, "12.50");
    funding.topUp(town.owner(ACME), payment);
    var other = new Funding.Order(BAKERY, new BigDecimal("13"), "", "Payment", payment.key());

    assertFault(Fault.Kind.CONFLICT, () -> funding.topUp(town.owner(ACME), other));
    assertThat(town.available(ACME, BAKERY)).isEqualTo("12.5 EUR");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "seven decimals, 1.1234567",
    "negative, -1",
    "zero, 0.000000",
    "above the limit, 100000000.000001",
    "huge exponent, 1e999999999",
    "tiny exponent, 1e-999999999",
    "forty-one digits, 12345678901234567890123456789012345678901"
  })
  void an_amount_that_cannot_be_right_moves_nothing(String what, BigDecimal amount) {
    var wanted = new Funding.Order(BAKERY, amount, "", "", "key " + what);

    assertFault(Fault.Kind.INVALID, () -> funding.topUp(town.owner(ACME), wanted));
    assertThat(town.available(ACME, BAKERY)).isEqualTo("0 EUR");
    assertThat(town.audited(ACME, "wallet.top-up")).isZero();
  }

  @Test
  void zeros_at_the_end_are_no_decimals() {
    town.topUp(ACME, BAKERY, "1.1234560000");

    assertThat(town.available(ACME, BAKERY)).isEqualTo("1.123456 EUR");
  }

  @Test
  void another_currency_than_the_wallets_is_refused() {
    var wanted = new Funding.Order(BAKERY, BigDecimal.TEN, "UAH", "", "k");

    assertFault(Fault.Kind.INVALID, () -> funding.topUp(town.owner(ACME), wanted))
        .hasMessageContaining("EUR");
  }

  @Test
  void only_what_the_seller_really_has_can_be_allocated() {
    town.topUp(PLATFORM, ACME, "30");
    funding.setCreditLine(town.owner(PLATFORM), ACME, new BigDecimal("100"), "");

    funding.allocate(town.owner(ACME), order(BAKERY, "20"));

    assertThat(town.available(ACME, BAKERY)).isEqualTo("20 EUR");
    assertThat(town.available(PLATFORM, ACME)).isEqualTo("110 EUR");
    assertFault(
        Fault.Kind.NO_MONEY, () -> funding.allocate(town.owner(ACME), order(BAKERY, "10.000001")));
    assertFault(
        Fault.Kind.CONFLICT, () -> funding.allocate(town.owner(PLATFORM), order(ACME, "1")));
    assertThat(town.checks.run(town.owner(PLATFORM)).violations()).isEmpty();
  }

  @Test
  void a_credit_line_moves_nothing_and_is_noted_when_it_changes() {
    funding.setCreditLine(town.owner(ACME), BAKERY, new BigDecimal("50"), "EUR");
    funding.setCreditLine(town.owner(ACME), BAKERY, new BigDecimal("50.00"), "EUR");

    var purse = town.wallets.ofBuyer(town.owner(ACME), BAKERY);
    assertThat(purse.wallet().balance()).hasToString("0 EUR");
    assertThat(purse.wallet().available()).hasToString("50 EUR");
    assertThat(town.audited(ACME, "wallet.credit-line")).isEqualTo(1);
    assertFault(
        Fault.Kind.INVALID,
        () -> funding.setCreditLine(town.owner(ACME), BAKERY, new BigDecimal("-1"), ""));
  }

  @Test
  void wallets_are_listed_to_their_seller_page_by_page() {
    var acme = town.owner(ACME);

    var first = town.wallets.ofBuyers(acme, "", false, Purse.ORDERS.first(), 1);
    var second =
        town.wallets.ofBuyers(acme, "", false, Purse.ORDERS.behind(first.get(0).wallet().id()), 5);

    assertThat(first).extracting(Purse::buyer).containsExactly("bakery");
    assertThat(second).extracting(Purse::buyer).containsExactly("dentist");
    assertThat(town.wallets.ofBuyers(acme, "DENT", false, Purse.ORDERS.first(), 5)).hasSize(1);
    assertThat(town.wallets.ofBuyers(acme, "%", false, Purse.ORDERS.first(), 5)).isEmpty();
    assertThat(town.wallets.ofBuyers(town.owner(BAKERY), "", false, Purse.ORDERS.first(), 5))
        .isEmpty();
    assertThat(town.wallets.ofBuyers(town.owner(PLATFORM), "", false, Purse.ORDERS.first(), 5))
        .extracting(Purse::buyer)
        .containsExactly("acme", "nova");
  }

  @Test
  void a_low_wallet_rings_once_for_each_crossing() {
    var bakery = town.owner(BAKERY);
    town.topUp(ACME, BAKERY, "10");
    town.alerts.set(bakery, new BigDecimal("5"));
    town.topUp(PLATFORM, ACME, "10");

    assertThat(town.alerts.rings(bakery)).isFalse();
    town.charge(BAKERY, 200);
    assertThat(town.alerts.watch()).isEqualTo(1);
    assertThat(town.alerts.watch()).isZero();
    assertThat(town.alerts.rings(bakery)).isTrue();
    assertThat(town.wallets.own(bakery).orElseThrow().state()).isEqualTo(Purse.State.LOW);

    town.alerts.seen(bakery);
    assertThat(town.alerts.watch()).isZero();
    assertThat(town.alerts.rings(bakery)).isFalse();

    town.topUp(ACME, BAKERY, "5");
    town.charge(BAKERY, 200);
    assertThat(town.alerts.watch()).isEqualTo(1);
    assertThat(town.alerts.rings(bakery)).isTrue();
    assertThat(town.alerts.rings(town.owner(DENTIST))).isFalse();
  }

  @Test
  void only_those_who_may_finance_set_the_threshold() {
    assertFault(
        Fault.Kind.NOT_ALLOWED,
        () -> town.alerts.set(town.scope(BAKERY, Role.VIEWER), BigDecimal.ONE));
    assertFault(Fault.Kind.NOT_FOUND, () -> town.alerts.set(town.owner(PLATFORM), BigDecimal.ONE));
  }

  @Test
  void those_below_zero_are_found_and_what_they_owe_is_added_up() {
    var acme = town.owner(ACME);
    town.funding.setCreditLine(acme, BAKERY, new BigDecimal("5"), "");
    town.topUp(PLATFORM, ACME, "10");
    town.topUp(ACME, DENTIST, "10");
    town.charge(BAKERY, 10);
    town.charge(DENTIST, 10);

    var owing = town.wallets.ofBuyers(acme, "", true, Purse.ORDERS.first(), 10);

    assertThat(owing).extracting(Purse::buyer).containsExactly("bakery");
    var total = town.wallets.totals(acme).get(0);
    assertThat(total.owing()).isEqualTo(1);
    assertThat(total.owed()).hasToString("0.3 EUR");
    assertThat(total.used()).hasToString("0.3 EUR");
    assertThat(town.wallets.ofBuyers(town.owner(PLATFORM), "", true, Purse.ORDERS.first(), 10))
        .isEmpty();
  }
}
