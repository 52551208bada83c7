package livery.month;

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
import livery.commission.Breakdown;
import livery.commission.Outlook;
import livery.contract.Terms;
import livery.tenant.Role;
import org.junit.jupiter.api.Test;

/** Whose purchases brought an agent its commission. */
class BreakdownTest {

  private static final YearMonth MARCH = YearMonth.of(2026, 3);

  private final MonthTown town = new MonthTown();

  private void acmeIsAgent(String basis, Terms.Row row) {
    var tiers = new Terms.Table("GRADUATED", null, null, true, null, List.of(row));
    var fee = new Terms.Fee(basis, tiers, "CHARGE", false);
    town.agree(ACME, Terms.agent("2026-03-01", "AGENT_OWN_NAME", fee, "PAYOUT"));
    town.agents.refresh();
  }

  private Instant now() {
    return town.test.clock.instant();
  }

  private List<Breakdown.Line> brought(long tenant, Breakdown.By by) {
    return new Breakdown(outlook()).lines(town.test.owner(tenant), MARCH, by);
  }

  private Outlook outlook() {
    return new Outlook(
        town.contracts,
        town.prices,
        town.test.tree,
        town.test.store,
        town.test.sql,
        town.test.clock);
  }

  private static String shown(Breakdown.Line line) {
    var about = line.client() + line.product() + (line.day() == null ? "" : line.day());
    return about + " " + line.units() + ": " + line.sold() + " → " + line.commission();
  }

  @Test
  void commission_is_told_by_client_product_and_day_to_the_millionth() {
    acmeIsAgent("PCT_OF_SALES", new Terms.Row(null, new BigDecimal("10"), null, null));
    var first = town.send(BAKERY, 100, now());
    town.send(DENTIST, 3, Instant.parse("2026-03-01T21:59:59.999Z"));
    town.send(DENTIST, 4, Instant.parse("2026-03-01T22:00:00Z"));
    town.test.clock.pass(Duration.ofDays(3));
    town.refund(first, now());
    town.send(BAKERY, 50, now());

    // 5.70 sold in all, 10 % of it in coins
    assertThat(brought(ACME, Breakdown.By.CLIENT))
        .extracting(BreakdownTest::shown)
        .containsExactly("bakery 50: 5 EUR → 0.5 EUR", "dentist 7: 0.7 EUR → 0.07 EUR");
    assertThat(brought(PLATFORM, Breakdown.By.DAY))
        .extracting(BreakdownTest::shown)
        .containsExactly(
            "2026-03-01 103: 10.3 EUR → 1.03 EUR",
            "2026-03-02 4: 0.4 EUR → 0.04 EUR",
            "2026-03-04 -50: -5 EUR → -0.5 EUR");
    assertThat(brought(ACME, Breakdown.By.PRODUCT))
        .extracting(BreakdownTest::shown)
        .containsExactly("sms.mt 57: 5.7 EUR → 0.57 EUR");
    assertThat(brought(NOVA, Breakdown.By.CLIENT)).isEmpty();
    assertThatThrownBy(
            () ->
                new Breakdown(outlook())
                    .lines(town.test.scope(ACME, Role.VIEWER), MARCH, Breakdown.By.DAY))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void a_share_of_the_markup_and_a_flat_fee_are_told_by_what_brought_them() {
    acmeIsAgent(
        "MARKUP_OVER_BASE", new Terms.Row(null, new BigDecimal("50"), new BigDecimal("3"), null));
    assertThat(brought(ACME, Breakdown.By.CLIENT))
        .extracting(BreakdownTest::shown)
        .containsExactly(" 0: 0 EUR → 3 EUR");
    town.test
        .store
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO price VALUES (1, 1, ?, 'sms.mt', '', '', '', 'EUR', 0.04,"
                        + " '2026-01-01', '9999-12-31')",
                    ACME));
    town.prices.reload();
    town.send(BAKERY, 100, now());
    var back = town.send(DENTIST, 200, now());
    town.send(DENTIST, 50, now());
    town.refund(back, now());

    // sold 15, at the base price 6: 4.50 of the markup and the fee
    assertThat(brought(ACME, Breakdown.By.CLIENT))
        .extracting(BreakdownTest::shown)
        .containsExactly("bakery 100: 10 EUR → 5 EUR", "dentist 50: 5 EUR → 2.5 EUR");
  }
}
