package livery.month;

import static livery.month.MonthTown.eur;
import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.DENTIST;
import static livery.tenant.TestTenants.NOVA;
import static livery.tenant.TestTenants.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import livery.billing.Account;
import livery.billing.Bundles;
import livery.contract.Terms;
import livery.fault.Fault;
import livery.sales.Sales;
import livery.sales.SalesCount;
import livery.sales.SalesQuery;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A margin is all that a seller charged less all that it was charged (billing.md §1.4). */
class MarginTest {

  private static final Instant MARCH = Instant.parse("2026-03-10T12:00:00Z");
  private static final String MINE =
      " AND kind IN ('CHARGE', 'REFUND', 'RETURN', 'TIER_DELTA', 'CREDIT', 'BUNDLE', 'BREAKAGE')"
          + " AND posted_at >= '2026-02-28 22:00:00'";

  private final MonthTown town = new MonthTown();
  private final Sales sales = new Sales(town.test.sql, town.test.tree);

  /** A month of everything, and its close on 4 April. */
  @BeforeEach
  void sell() {
    var rows =
        List.of(
            new Terms.Row(new BigDecimal("9"), new BigDecimal("0.07"), null, null),
            new Terms.Row(null, new BigDecimal("0.05"), null, null));
    var discount =
        new Terms.Rebate(
            "SMS",
            List.of("sms.mt"),
            "PERIOD_VOLUME",
            null,
            "SEGMENTS",
            "SUBTREE",
            new Terms.Table("ALL_UNITS", null, null, null, null, rows),
            "REBATE_CREDIT_NOTE",
            new Terms.Share(new BigDecimal("50"), "PRO_RATA_QTY", List.of()),
            null);
    town.agree(
        ACME,
        Terms.resale("2026-03-01")
            .with(List.of(discount))
            .with(new Terms.Least(new BigDecimal("10"), "NONE")));
    town.send(BAKERY, 100, MARCH);
    town.refund(town.send(DENTIST, 7, MARCH), MARCH.plusSeconds(60));
    town.buy(ACME, "sms.mt", 20, MARCH);
    bundle(DENTIST, ACME, "2");
    bundle(ACME, PLATFORM, "1");
    credit(BAKERY, ACME, "0.5");
    credit(ACME, PLATFORM, "0.2");
    town.test.clock.pass(Duration.ofDays(35));
    for (var month : List.of(YearMonth.of(2026, 2), YearMonth.of(2026, 3))) {
      town.months.close(town.test.owner(PLATFORM), month);
      town.close.run(Months.number(month));
    }
    new SalesCount(town.test.store, town.test.clock).count();
    town.test.clock.pass(Duration.ofHours(1));
  }

  private void bundle(long buyer, long seller, String price) {
    var until = MARCH.plus(Duration.ofDays(90));
    var sale = new Bundles.Sale(buyer, seller, "sms.mo", 10, eur(price), until);
    town.test.store.inTransaction(
        connection ->
            new Bundles(town.test.ids::next).sell(connection, sale, "b-" + buyer, "", MARCH));
  }

  private void credit(long buyer, long seller, String amount) {
    town.test.store.inTransaction(
        connection ->
            new livery.billing.Ledger(town.test.ids::next)
                .credit(connection, buyer, seller, eur(amount), "c-" + buyer, "", MARCH));
  }

  private List<Sales.Line> sold(long tenant, Sales.By by, long client, String product) {
    var scope = town.test.owner(tenant);
    var queries = new SalesQuery(town.test.sql, town.test.tree, town.test.clock);
    return sales.sold(scope, by, queries.of(scope, "2026-03-01", "2026-04-30", client, product));
  }

  private static String shown(Sales.Line line) {
    return "%s %s %s %d: %s - %s"
        .formatted(
            line.buyer(), line.product(), line.kind(), line.quantity(), line.sold(), line.cost());
  }

  @Test
  void what_was_settled_credited_and_used_stands_beside_what_was_sold() {
    assertThat(sold(ACME, Sales.By.CLIENT_PRODUCT, 0, ""))
        .extracting(MarginTest::shown)
        .containsExactlyInAnyOrder(
            "bakery sms.mt SALE 100: 10 EUR - 7 EUR",
            "bakery SMS SETTLEMENT 0: -1 EUR - 0 EUR",
            "bakery  CREDIT 0: -0.5 EUR - 0 EUR",
            "dentist bundle SALE 0: 2 EUR - 0 EUR",
            " sms.mt OWN 20: 0 EUR - 1.4 EUR",
            " bundle OWN 0: 0 EUR - 1 EUR",
            " minimum.spend OWN 1: 0 EUR - 3 EUR",
            " SMS SETTLEMENT 0: 0 EUR - -2.4 EUR",
            "  CREDIT 0: 0 EUR - -0.2 EUR");
    assertThat(sold(PLATFORM, Sales.By.PRODUCT, 0, ""))
        .extracting(MarginTest::shown)
        .contains(" minimum.spend SALE 1: 3 EUR - 0 EUR", " SMS SETTLEMENT 0: -2.4 EUR - 0 EUR");
  }

  @ParameterizedTest
  @EnumSource(Sales.By.class)
  void however_it_is_cut_it_is_what_the_ledger_says(Sales.By by) {
    var income = Account.INCOME.of(ACME);
    var breakage = Account.BREAKAGE.of(ACME);
    var wallets = "(SELECT id FROM wallet WHERE buyer_id = " + ACME + ")";
    var charged =
        sum("credit_account IN (%d, %d)".formatted(income, breakage))
            - sum("debit_account = " + income);
    var paid = sum("debit_account IN " + wallets) - sum("credit_account IN " + wallets);

    var lines = sold(ACME, by, 0, "");

    assertThat(lines.stream().mapToLong(line -> line.sold().micros()).sum())
        .isEqualTo(charged)
        .isEqualTo(eur("10.5").micros());
    assertThat(lines.stream().mapToLong(line -> line.cost().micros()).sum())
        .isEqualTo(paid)
        .isEqualTo(eur("9.8").micros());
    assertThat(lines.stream().mapToLong(Sales.Line::marginMicros).sum())
        .isEqualTo(eur("0.7").micros());
  }

  private long sum(String where) {
    return town.number("SELECT COALESCE(SUM(amount), 0) FROM transfer WHERE " + where + MINE);
  }

  @Test
  void a_client_or_a_product_alone_has_nothing_of_the_whole() {
    assertThat(sold(ACME, Sales.By.CLIENT, BAKERY, ""))
        .extracting(MarginTest::shown)
        .containsExactly("bakery  null 100: 8.5 EUR - 7 EUR");
    assertThat(sold(ACME, Sales.By.PRODUCT, 0, "sms.mt"))
        .extracting(MarginTest::shown)
        .containsExactly(" sms.mt SALE 100: 10 EUR - 7 EUR", " sms.mt OWN 20: 0 EUR - 1.4 EUR");
  }

  @Test
  void the_month_tells_what_its_seller_settled_with_it_and_how_much_went_on() {
    assertThat(received(ACME, "2026-03"))
        .containsExactly(
            "1 SMS 120: 8.4 EUR, -2.4 EUR, earned 2.4 EUR, on 1 EUR",
            "1 minimum.spend 0: 7 EUR, 3 EUR, earned 0 EUR, on 0 EUR");
    assertThat(town.months.lines(town.test.owner(ACME), YearMonth.of(2026, 3), 0)).isEmpty();
    assertThat(received(ACME, "2026-02")).isEmpty();
    for (var other : List.of(PLATFORM, NOVA, BAKERY)) {
      assertThat(received(other, "2026-03")).isEmpty();
    }
    assertThatThrownBy(() -> received(ACME, "2025-12")).isInstanceOf(Fault.class);
  }

  private List<String> received(long tenant, String month) {
    return town.months.received(town.test.owner(tenant), Months.month(month)).stream()
        .map(
            one ->
                "%d %s %d: %s, %s, earned %s, on %s"
                    .formatted(
                        one.line().sellerId(),
                        one.line().group(),
                        one.line().quantity(),
                        one.line().posted(),
                        one.line().delta(),
                        one.line().earned(),
                        one.passedOn()))
        .toList();
  }

  @Test
  void a_buyer_sees_what_was_settled_with_it_and_no_margin_of_itself() {
    var scope = town.test.owner(BAKERY);
    var queries = new SalesQuery(town.test.sql, town.test.tree, town.test.clock);
    var filter = queries.of(scope, "2026-03-01", "2026-04-30", 0, "");

    assertThat(sales.bought(scope, Sales.By.PRODUCT, filter))
        .extracting(MarginTest::shown)
        .containsExactly(
            " sms.mt SALE 100: 10 EUR - 0 EUR",
            "  CREDIT 0: -0.5 EUR - 0 EUR",
            " SMS SETTLEMENT 0: -1 EUR - 0 EUR");
    assertThat(sales.sold(scope, Sales.By.PRODUCT, filter)).isEmpty();
  }
}
