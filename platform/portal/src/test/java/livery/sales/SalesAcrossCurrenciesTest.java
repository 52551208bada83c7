package livery.sales;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.NOVA;
import static livery.tenant.TestTenants.PLATFORM;
import static livery.tenant.TestTenants.STUDIO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import livery.billing.Ledger;
import livery.billing.Money;
import livery.billing.RatedEvent;
import livery.billing.Wallet;
import livery.client.Tenants;
import livery.currency.Rates;
import livery.fault.Fault;
import livery.price.PriceTown;
import livery.price.PriceWish;
import livery.price.Prices;
import livery.tenant.Tenant;
import livery.tenant.TestTenants;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A reseller buys in euros and sells to a kiosk in hryvnias, 0.90 a part that costs it 0.01. */
class SalesAcrossCurrenciesTest {

  private static TestTenants test;
  private static PriceTown town;
  private static Ledger ledger;
  private static Sales sales;
  private static SalesQuery queries;
  private static long kiosk;

  @BeforeAll
  static void sell() {
    test = new TestTenants();
    town = new PriceTown(test);
    ledger = town.prices.ledger();
    sales = new Sales(test.sql, test.tree);
    queries = new SalesQuery(test.sql, test.tree, test.clock);
    kiosk =
        test.tenants
            .create(
                test.owner(ACME),
                new Tenants.Details(Tenant.Kind.CLIENT, "kiosk", "UAH", "Europe/Kyiv", "uk", "UA"))
            .id();
    wallet(ACME, PLATFORM, "EUR");
    wallet(BAKERY, ACME, "EUR");
    wallet(kiosk, ACME, "UAH");
    town.lists.add(
        test.owner(ACME),
        new PriceWish(kiosk, Prices.MT, "", "", "", new BigDecimal("0.9"), null, null, false));

    charge(kiosk, 2);
    charge(BAKERY, 1);
    rate("48.1234567891", "2026-03-01");
    charge(kiosk, 3);
    test.clock.pass(Duration.ofDays(1));
    rate("49", "2026-03-02");
    var last = charge(kiosk, 2);
    test.store.inTransaction(
        connection ->
            ledger.refund(connection, List.of(last.get(0).eventId()), "", test.clock.instant()));
    new SalesCount(test.store, test.clock).count();
    test.clock.pass(Duration.ofHours(1));
  }

  private static void wallet(long buyer, long seller, String currency) {
    test.store.inTransaction(
        connection -> {
          var now = test.clock.instant();
          Wallet.open(connection, test.ids::next, buyer, seller, currency, now);
          return ledger.topUp(
              connection, buyer, seller, Money.of("100", currency), "first", "", now);
        });
  }

  private static void rate(String rate, String day) {
    new Rates(test.store, test.tree, town.prices, test.ids, test.clock, test.audit)
        .add(test.owner(PLATFORM), new Rates.Wish("EUR", "UAH", new BigDecimal(rate), day, "NBU"));
  }

  private static List<RatedEvent> charge(long client, int messages) {
    var events = new ArrayList<RatedEvent>();
    var edges = town.prices.edges(client);
    for (var i = 0; i < messages; i++) {
      events.add(
          town.prices.rate(test.ids.next(), edges, Prices.MT, 1, "", "", test.clock.instant()));
    }
    test.store.inTransaction(connection -> ledger.charge(connection, events, test.clock.instant()));
    return events;
  }

  private static List<Sales.Line> sold(Sales.By by) {
    return sold(sales, by);
  }

  private static List<Sales.Line> sold(Sales from, Sales.By by) {
    var scope = test.owner(ACME);
    return from.sold(scope, by, queries.of(scope, "", "", 0, ""));
  }

  @ParameterizedTest
  @EnumSource(names = {"CLIENT", "PRODUCT", "CLIENT_PRODUCT"})
  void a_period_of_too_many_sums_is_refused_and_never_told_in_part(Sales.By by) {
    var all = sold(by);

    assertThat(all).hasSizeGreaterThan(2);
    assertThat(sold(new Sales(test.sql, test.tree, all.size()), by)).isEqualTo(all);
    assertThatThrownBy(() -> sold(new Sales(test.sql, test.tree, all.size() - 1), by))
        .isInstanceOf(Fault.class)
        .hasMessage("This period has more than %s lines. Narrow the period.", all.size() - 1);
    assertThatThrownBy(
            () ->
                new Sales(test.sql, test.tree, 0)
                    .bought(test.owner(ACME), by, queries.of(test.owner(ACME), "", "", 0, "")))
        .isInstanceOf(Fault.class);
  }

  /** Each hour of a year, and a cost in each of three currencies: more lines than 20 000. */
  @Test
  void a_year_of_many_currencies_is_summed_to_its_last_hour() {
    test.store
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO sale (seller_id, hour, buyer_id, product, price_id, currency,"
                        + " cost_currency, rate, rate_on, chunk, quantity, amount, cost) SELECT ?,"
                        + " '2024-01-01' + INTERVAL h.seq HOUR, ?, 'sms.mt', 1, 'EUR', ELT(c.seq,"
                        + " 'USD', 'PLN', 'GBP'), 0, '1970-01-01', 1, 1, 1000000, 0"
                        + " FROM seq_0_to_8760 h JOIN seq_1_to_3 c",
                    NOVA,
                    STUDIO));
    var scope = test.owner(NOVA);
    var year = queries.of(scope, "2024-01-01", "2024-12-30", 0, "");

    assertThat(Sales.totals(sales.sold(scope, Sales.By.DAY, year)))
        .extracting(line -> line.quantity() + " " + line.sold())
        .containsOnly("8758 8758 EUR")
        .hasSize(3);
  }

  private static String shown(Sales.Line line) {
    return "%s %d: %s - %s, %s = %s"
        .formatted(
            line.buyer(),
            line.quantity(),
            line.sold(),
            line.cost(),
            line.converted(),
            line.margin().map(Money::toString).orElse("?"))
        .strip();
  }

  @Test
  void a_margin_is_told_at_the_rates_of_the_rows_and_what_has_none_stands_apart() {
    // 3 × 0.01 × 48.1234567891 = 1.443703703673, rounded once; 0.01 × 49 after the refund
    assertThat(sold(Sales.By.CLIENT))
        .extracting(SalesAcrossCurrenciesTest::shown)
        .containsExactly(
            "bakery 1: 0.02 EUR - 0.01 EUR, 0.01 EUR = 0.01 EUR",
            "kiosk 4: 3.6 UAH - 0.04 EUR, 1.933704 UAH = 1.666296 UAH",
            "kiosk 2: 1.8 UAH - 0.02 EUR, null = ?");
    var rates = sold(Sales.By.CLIENT).get(1).rates();
    assertThat(rates)
        .hasToString(
            "RateSpan[lowest=48.1234567891, highest=49.0000000000, first=2026-03-01,"
                + " last=2026-03-02]");
    assertThat(rates.isOne()).isFalse();
  }

  @Test
  void each_rate_has_a_line_with_its_day() {
    var lines = sold(Sales.By.RATE);

    assertThat(lines)
        .extracting(SalesAcrossCurrenciesTest::shown)
        .containsExactly(
            "1: 0.02 EUR - 0.01 EUR, 0.01 EUR = 0.01 EUR",
            "3: 2.7 UAH - 0.03 EUR, 1.443704 UAH = 1.256296 UAH",
            "1: 0.9 UAH - 0.01 EUR, 0.49 UAH = 0.41 UAH",
            "2: 1.8 UAH - 0.02 EUR, null = ?");
    assertThat(lines.get(0).rates()).isNull();
    assertThat(lines.get(1).rates().isOne()).isTrue();
    assertThat(lines.get(2).rates().first()).hasToString("2026-03-02");
  }

  @ParameterizedTest
  @EnumSource(Sales.By.class)
  void however_it_is_cut_the_whole_is_the_sum_of_its_parts(Sales.By by) {
    var totals = Sales.totals(sold(by)).stream().map(SalesAcrossCurrenciesTest::shown).toList();

    assertThat(totals)
        .containsExactlyInAnyOrder(
            "1: 0.02 EUR - 0.01 EUR, 0.01 EUR = 0.01 EUR",
            "4: 3.6 UAH - 0.04 EUR, 1.933704 UAH = 1.666296 UAH",
            "2: 1.8 UAH - 0.02 EUR, null = ?");
  }

  @Test
  void the_platform_that_pays_nobody_needs_no_rate_and_the_kiosk_sees_none() {
    var platform = test.owner(PLATFORM);
    var ofPlatform = sales.sold(platform, Sales.By.CLIENT, queries.of(platform, "", "", 0, ""));
    var owner = test.owner(kiosk);
    var ofKiosk = sales.bought(owner, Sales.By.PRODUCT, queries.of(owner, "", "", 0, ""));

    assertThat(ofPlatform)
        .extracting(SalesAcrossCurrenciesTest::shown)
        .containsExactly("acme 7: 0.07 EUR - 0 EUR, 0 EUR = 0.07 EUR");
    assertThat(ofKiosk)
        .extracting(SalesAcrossCurrenciesTest::shown)
        .containsExactly("6: 5.4 UAH - 0 UAH, 0 UAH = 5.4 UAH");
    assertThat(ofKiosk.get(0).rates()).isNull();
  }

  @Test
  void a_file_says_what_was_converted_and_at_which_rates() {
    assertThat(SalesCsv.of(sold(Sales.By.CLIENT)).replace("\"", "").lines())
        .contains(
            ",kiosk,,4,3.600000,UAH,0.040000,EUR,1.666296,1.933704,48.1234567891,49,2026-03-01,2026-03-02,0.000000,",
            ",kiosk,,2,1.800000,UAH,0.020000,EUR,,,,,,,0.000000,");
  }

  @Test
  void what_a_new_price_would_earn_is_told_at_the_same_rates() {
    var wish =
        new PriceWish(kiosk, Prices.MT, "", "", "", new BigDecimal("0.5"), null, null, false);

    var effects = town.outlook.ofNew(test.owner(ACME), wish).effects();

    assertThat(effects)
        .extracting(one -> one.margins() + " " + one.verdict())
        .containsExactlyInAnyOrder("[1.666296 UAH, 0.066296 UAH] LESS", "[] LESS");
  }

  @ParameterizedTest
  @CsvSource({
    "10000, EUR, EUR, 0,            10000",
    "10000, '',  UAH, 0,            10000",
    "0,     EUR, UAH, 0,            0",
    "10000, EUR, UAH, 0,            ",
    "1,     EUR, UAH, 0.5,          1", // half a millionth goes up,
    "-1,    EUR, UAH, 0.5,          -1", // and away from zero for what was given back
    "1,     EUR, UAH, 0.4999999999, 0",
    "9223372036854775807, EUR, UAH, 1, 9223372036854775807",
    "9223372036854775807, EUR, UAH, 1.0000000001, ",
  })
  void a_cost_is_rounded_once_half_up_to_the_millionth(
      long cost, String of, String to, BigDecimal rate, Long converted) {
    assertThat(SaleSum.converted(cost, of, to, rate)).isEqualTo(converted);
  }
}
