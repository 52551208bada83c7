package livery.sales;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import livery.billing.BillRule;
import livery.billing.Ledger;
import livery.billing.Money;
import livery.billing.Settlement;
import livery.billing.Wallet;
import livery.billing.price.BillRules;
import livery.client.Tenants;
import livery.currency.Rates;
import livery.price.PriceTown;
import livery.price.PriceWish;
import livery.price.Prices;
import livery.tenant.Tenant;
import livery.tenant.TestTenants;
import org.junit.jupiter.api.Test;

/**
 * The platform charges acme 0.01 on delivery; acme charges its clients at once. What a new price
 * would earn knows what is still to come.
 */
class WaitingOutlookTest {

  private final TestTenants test = new TestTenants();
  private final PriceTown town = new PriceTown(test);
  private final Ledger ledger = town.prices.ledger();
  private final Sales sales = new Sales(test.sql, test.tree);

  private void wallet(long buyer, long seller, String currency) {
    test.store.inTransaction(
        connection -> {
          var now = test.clock.instant();
          Wallet.open(connection, test.ids::next, buyer, seller, currency, now);
          return ledger.topUp(
              connection, buyer, seller, Money.of("100", currency), "first", "", now);
        });
  }

  private void chargedOnDelivery() {
    var rule = new BillRule(BillRule.On.DELIVERED, BillRule.OnTimeout.RELEASE);
    var place = new BillRules.Place(PLATFORM, ACME, Prices.MT, "", "");
    test.store.inTransaction(
        connection -> BillRules.put(connection, test.ids::next, place, rule, test.clock.instant()));
    town.prices.reload();
  }

  /** Messages of one part that the operator took; so many of them have arrived. */
  private void send(long client, int messages, int arrived) {
    var now = test.clock.instant();
    var edges = town.prices.edges(client);
    for (var i = 0; i < messages; i++) {
      var event = town.prices.rate(test.ids.next(), edges, Prices.MT, 1, "", "", now);
      var id = event.eventId();
      test.store.inTransaction(
          connection -> ledger.hold(connection, List.of(event), now, now.plus(Duration.ofDays(3))));
      var answered = Settlement.answered(id, 1, 1);
      test.store.inTransaction(connection -> ledger.settle(connection, List.of(answered), now));
      if (i < arrived) {
        var received = Settlement.received(id, 1);
        test.store.inTransaction(connection -> ledger.settle(connection, List.of(received), now));
      }
    }
    new SalesCount(test.store, test.clock).count();
    test.clock.pass(Duration.ofHours(1));
  }

  private List<String> outlook(long client, String amount) {
    var wish =
        new PriceWish(client, Prices.MT, "", "", "", new BigDecimal(amount), null, null, false);
    return town.outlook.ofNew(test.owner(ACME), wish).effects().stream()
        .map(one -> one.margins() + " " + one.waiting() + " " + one.verdict())
        .toList();
  }

  @Test
  void a_price_that_does_not_cover_what_is_still_to_come_is_a_loss() {
    wallet(ACME, PLATFORM, "EUR");
    wallet(BAKERY, ACME, "EUR");
    chargedOnDelivery();
    send(BAKERY, 4, 1);

    assertThat(outlook(BAKERY, "0.03"))
        .containsExactly("[0.07 EUR, 0.11 EUR] 0.03 EUR MORE"); // of 0.08 and of 0.12
    assertThat(outlook(BAKERY, "0.01"))
        .containsExactly("[0.07 EUR, 0.03 EUR] 0.03 EUR LESS"); // 4 × 0.01 cover 4 × 0.01
    assertThat(outlook(BAKERY, "0.0099")).containsExactly("[0.07 EUR, 0.0296 EUR] 0.03 EUR LOSS");
  }

  @Test
  void what_is_to_come_in_another_currency_is_told_in_that_of_the_sale() {
    var kiosk =
        test.tenants
            .create(
                test.owner(ACME),
                new Tenants.Details(Tenant.Kind.CLIENT, "kiosk", "UAH", "Europe/Kyiv", "uk", "UA"))
            .id();
    wallet(ACME, PLATFORM, "EUR");
    wallet(kiosk, ACME, "UAH");
    town.lists.add(
        test.owner(ACME),
        new PriceWish(kiosk, Prices.MT, "", "", "", new BigDecimal("0.9"), null, null, false));
    chargedOnDelivery();
    send(kiosk, 1, 0);

    assertThat(sales.volumes(test.owner(ACME), java.time.Instant.EPOCH, test.clock.instant()))
        .as("nobody stated a rate")
        .extracting(Sales.Volume::waiting)
        .containsExactly((Money) null);
    new Rates(test.store, test.tree, town.prices, test.ids, test.clock, test.audit)
        .add(
            test.owner(PLATFORM),
            new Rates.Wish("EUR", "UAH", new BigDecimal("50"), "2026-03-01", "NBU"));
    send(kiosk, 2, 0);

    assertThat(sales.volumes(test.owner(ACME), java.time.Instant.EPOCH, test.clock.instant()))
        .extracting(Sales.Volume::waiting)
        .containsExactlyInAnyOrder(null, Money.of("1", "UAH"));
  }
}
