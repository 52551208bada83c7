package livery.month;

import static livery.month.MonthTown.FEBRUARY;
import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.NOVA;
import static livery.tenant.TestTenants.PLATFORM;
import static livery.tenant.TestTenants.STUDIO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import livery.billing.period.Period;
import livery.contract.Terms;
import livery.tenant.NotAllowed;
import livery.tenant.Scope;
import org.junit.jupiter.api.Test;

/** A settlement that cannot be made keeps nobody else's books open but those that depend on it. */
class OneSellerFailsTest {

  private static final YearMonth MONTH = YearMonth.of(2026, 2);
  private static final int PERIOD = 202602;

  private final MonthTown town = new MonthTown();
  private final Scope platform = town.test.owner(PLATFORM);

  private static Terms rebate(String from) {
    var rows = List.of(new Terms.Row(null, new BigDecimal("0.05"), null, null));
    var tiers = new Terms.Table("GRADUATED", null, null, null, null, rows);
    var products = List.of("sms.mt");
    return Terms.resale(from)
        .with(
            List.of(
                new Terms.Rebate(
                    "SMS", products, null, null, null, null, tiers, null, null, null)));
  }

  private List<String> states() {
    return town.months.sellers(platform, MONTH).stream()
        .map(row -> row.seller().id() + " " + row.state())
        .toList();
  }

  /** Another version of acme's contract, past the checks: without an end, from a day on. */
  private void version(int number, String from) {
    town.execute(
        "INSERT INTO contract_version (contract_id, version, from_day, mode, terms, sent_at,"
            + " sent_by) SELECT contract_id, %d, '%s', mode, JSON_REMOVE(JSON_SET(terms, '$.from',"
                .formatted(number, from)
            + " '%s'), '$.lastDay'), sent_at, sent_by FROM contract_version v JOIN contract c ON c.id ="
                .formatted(from)
            + " v.contract_id WHERE version = 1 AND c.buyer_id = "
            + ACME);
    town.contracts.reload();
  }

  @Test
  void who_depends_on_it_waits_and_all_others_are_closed_once() {
    town.agree(ACME, rebate("2026-01-01").ending("2026-02-10"));
    town.agree(NOVA, rebate("2026-01-01"));
    town.contracts.reload();
    town.send(BAKERY, 100, FEBRUARY);
    town.send(STUDIO, 100, FEBRUARY);
    version(2, "2026-02-20"); // it rests for ten days of the month
    town.test.clock.pass(Duration.ofDays(4));
    town.months.close(platform, MONTH);
    town.close.run(PERIOD);

    var run = town.months.run(platform, MONTH).orElseThrow();
    assertThat(run.state()).isEqualTo(MonthRun.State.FAILED);
    assertThat(run.failure()).contains("rests within").contains("buyer " + ACME);
    assertThat(states()).containsExactly(PLATFORM + " CLOSING", ACME + " OPEN", NOVA + " CLOSED");
    assertThat(town.months.failures(platform, PERIOD))
        .extracting(one -> one.sellerId() + " " + one.buyerId() + " " + one.waitsFor())
        .containsExactly(PLATFORM + " " + ACME + " 0", ACME + " 0 " + ACME);
    assertThat(town.balance(NOVA, PLATFORM)).as("2 cents of 100 come back").isEqualTo(back());
    assertThatThrownBy(() -> town.months.failures(town.test.owner(NOVA), PERIOD))
        .isInstanceOf(NotAllowed.class);

    version(3, "2026-02-11");
    town.months.close(platform, MONTH);
    town.close.run(PERIOD);

    assertThat(town.months.run(platform, MONTH).orElseThrow().state())
        .isEqualTo(MonthRun.State.DONE);
    assertThat(town.months.failures(platform, PERIOD)).isEmpty();
    assertThat(town.months.sellers(platform, MONTH))
        .extracting(Months.SellerRow::state)
        .containsOnly(Period.State.CLOSED);
    assertThat(town.balance(ACME, PLATFORM)).isEqualTo(back());
    assertThat(town.balance(NOVA, PLATFORM)).isEqualTo(back());
    assertThat(town.number("SELECT COUNT(*) FROM transfer WHERE kind = 'TIER_DELTA'")).isEqualTo(2);
    assertThat(town.broken()).isEmpty();
  }

  private static livery.billing.Money back() {
    return MonthTown.eur("995");
  }
}
