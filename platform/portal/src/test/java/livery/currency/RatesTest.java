package livery.currency;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import livery.billing.Ledger;
import livery.billing.Money;
import livery.billing.RatedRows;
import livery.billing.Wallet;
import livery.billing.price.NoPrice;
import livery.client.Tenants;
import livery.fault.Fault;
import livery.price.PriceTown;
import livery.price.Prices;
import livery.tenant.NotAllowed;
import livery.tenant.Role;
import livery.tenant.Tenant;
import livery.tenant.TestTenants;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RatesTest {

  private static TestTenants test;
  private static PriceTown town;
  private static Rates rates;
  private static long kiosk;

  @BeforeAll
  static void build() {
    test = new TestTenants();
    town = new PriceTown(test);
    rates = new Rates(test.store, test.tree, town.prices, test.ids, test.clock, test.audit);
    kiosk =
        test.tenants
            .create(
                test.owner(ACME),
                new Tenants.Details(Tenant.Kind.CLIENT, "kiosk", "UAH", "Europe/Kyiv", "uk", "UA"))
            .id();
    test.store.inTransaction(
        connection -> {
          var now = test.clock.instant();
          Wallet.open(connection, test.ids::next, kiosk, ACME, "UAH", now);
          Wallet.open(connection, test.ids::next, ACME, PLATFORM, "EUR", now);
          var ledger = new Ledger(test.ids::next);
          ledger.topUp(connection, ACME, PLATFORM, Money.of("9", "EUR"), "a", "", now);
          return ledger.topUp(connection, kiosk, ACME, Money.of("9", "UAH"), "k", "", now);
        });
  }

  private static Rates.Wish wish(String from, String to, String rate, String day, String source) {
    return new Rates.Wish(from, to, new BigDecimal(rate), day, source);
  }

  private static livery.billing.RatedEvent rated() {
    return town.prices.rate(
        test.ids.next(), town.prices.edges(kiosk), Prices.MT, 2, "", "", test.clock.instant());
  }

  @Test
  void a_rate_that_the_platform_enters_is_on_every_row_that_it_prices() {
    var platform = test.owner(PLATFORM);
    var before = rates.list(platform, 0, 10).size();
    if (before == 0) {
      assertThatThrownBy(RatesTest::rated)
          .isInstanceOfSatisfying(
              NoPrice.class, none -> assertThat(none.reason()).isEqualTo("no-rate"));
    }
    rates.add(platform, wish("EUR", "UAH", "48.5", "2026-01-01", "NBU"));

    var event = rated();
    test.store.inTransaction(
        connection ->
            new Ledger(test.ids::next).charge(connection, List.of(event), test.clock.instant()));

    var row =
        test.store.inTransaction(connection -> RatedRows.of(connection, event.eventId())).get(0);
    assertThat(row.line().amount()).isEqualTo(Money.of("1.94", "UAH")); // 2 × 0.02 × 48.5
    assertThat(row.line().rate()).isEqualByComparingTo("48.5");
    assertThat(row.line().rateOn()).hasToString("2026-01-01");
    assertThat(rates.list(test.owner(ACME), 0, 10).get(0).enteredBy()).isEmpty();
    assertThat(rates.list(platform, 0, 10).get(0).enteredBy()).isNotEmpty();
    var noted =
        test.store
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery("SELECT detail FROM audit WHERE action = 'rate.enter'")
                        .mapTo(String.class)
                        .list());
    assertThat(noted).contains("48.5 from 2026-01-01, NBU");
  }

  @Test
  void only_the_platforms_finance_enters_and_nobody_changes() {
    for (var scope :
        List.of(test.owner(ACME), test.scope(PLATFORM, Role.MANAGER), test.owner(kiosk))) {
      assertThatThrownBy(() -> rates.add(scope, wish("EUR", "UAH", "48.5", "2026-01-01", "NBU")))
          .isInstanceOf(NotAllowed.class);
      assertThatThrownBy(() -> rates.addAll(scope, "EUR,UAH,1,2026-01-01,x"))
          .isInstanceOf(NotAllowed.class);
    }
    rates.add(test.scope(PLATFORM, Role.FINANCE), wish("PLN", "UAH", "11", "2026-01-01", "NBU"));
    for (var change : List.of("UPDATE currency_rate SET rate = 1", "DELETE FROM currency_rate")) {
      assertThatThrownBy(() -> test.store.jdbi().useHandle(handle -> handle.execute(change)))
          .hasStackTraceContaining("append only");
    }
  }

  @Test
  void a_file_goes_in_as_a_whole_or_not_at_all() {
    var platform = test.owner(PLATFORM);
    var before = rates.list(platform, 0, 200).size();

    for (var bad :
        List.of(
            "rows[1].rate|EUR,USD,1.1,2026-01-01,ECB\nEUR,USD,0,2026-01-02,ECB",
            "rows[1].rate|EUR,USD,1.1,2026-01-01,ECB\nEUR,USD,-1,2026-01-02,ECB",
            "rows[0].rate|EUR,USD,1.00000000001,2026-01-01,ECB",
            "rows[0].rate|EUR,USD,1e99,2026-01-01,ECB",
            "rows[0].to|EUR,EUR,1,2026-01-01,ECB",
            "rows[0].from|EURO,USD,1,2026-01-01,ECB",
            "rows[0].to|EUR,XXQ,1,2026-01-01,ECB",
            "rows[0].validFrom|EUR,USD,1,01.01.2026,ECB",
            "rows[0].source|EUR,USD,1,2026-01-01,",
            "rows[0]|EUR,USD,1,2026-01-01",
            "file|from,to,rate,valid_from,source\n")) {
      var parts = bad.split("\\|", 2);
      assertThatThrownBy(() -> rates.addAll(platform, parts[1]))
          .as(bad)
          .isInstanceOfSatisfying(
              Fault.class, fault -> assertThat(fault.field()).as(bad).isEqualTo(parts[0]));
    }
    assertThat(rates.list(platform, 0, 200)).hasSize(before);

    var file =
        "from,to,rate,valid_from,source\r\nEUR,USD,1.08,2026-01-01,\"ECB, 16:00\"\nEUR;USD;1,09;2026-01-02;ECB\n";
    assertThat(rates.addAll(platform, file)).isEqualTo(2);
    var written = RateFile.write(rates.list(platform, 0, 2));
    assertThat(written).contains("EUR,USD,1.08,2026-01-01,\"ECB, 16:00\"").contains("1.09");
    assertThat(RateFile.read(written)).hasSize(2);
  }
}
