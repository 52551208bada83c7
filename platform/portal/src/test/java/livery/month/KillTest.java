package livery.month;

import static livery.month.MonthTown.FEBRUARY;
import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.NOVA;
import static livery.tenant.TestTenants.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import livery.billing.Wallet;
import livery.client.Tenants;
import livery.contract.Terms;
import livery.store.TestProcess;
import livery.tenant.Tenant;
import org.junit.jupiter.api.Test;

/** The process that closes a month is killed again and again; each line is settled once. */
class KillTest {

  private static final YearMonth MONTH = YearMonth.of(2026, 2);
  private static final int GROUPS = 10;
  private static final int MORE_RESELLERS = 4;
  private static final int[] KILLED_AT = {5, 20, 35, 50};
  private static final long BOUND_SECONDS = 60;

  private final MonthTown town = new MonthTown();

  private void resellersWithContracts() {
    var resellers = new java.util.ArrayList<>(List.of(ACME, NOVA));
    for (var i = 0; i < MORE_RESELLERS; i++) {
      var id =
          town.test
              .tenants
              .create(
                  town.test.owner(PLATFORM),
                  new Tenants.Details(
                      Tenant.Kind.RESELLER, "r" + i, "EUR", "Europe/Kyiv", "en", "UA"))
              .id();
      town.test.store.inTransaction(
          connection -> Wallet.open(connection, town.test.ids::next, id, 1, "EUR", FEBRUARY));
      town.execute("UPDATE wallet SET credit_limit = 1000000000 WHERE buyer_id = " + id);
      resellers.add(id);
    }
    for (var reseller : resellers) {
      var rebates = IntStream.range(0, GROUPS).mapToObj(KillTest::rebate).toList();
      town.agree(reseller, Terms.resale("2026-01-01").with(rebates));
      for (var i = 0; i < GROUPS; i++) {
        town.buy(reseller, "p" + i, 100 + i, FEBRUARY);
      }
    }
  }

  private static Terms.Rebate rebate(int i) {
    var rows =
        List.of(
            new Terms.Row(new BigDecimal("50"), new BigDecimal("0.07"), null, null),
            new Terms.Row(null, new BigDecimal("0.05"), null, null));
    var tiers = new Terms.Table("GRADUATED", null, null, null, null, rows);
    return new Terms.Rebate(
        "G" + i, List.of("p" + i), null, null, null, null, tiers, null, null, null);
  }

  private Process start() throws IOException {
    return TestProcess.start(
        town.store(), CloseProcess.class, town.test.clock.instant().toString());
  }

  private MonthRun run() {
    return town.months.run(town.test.owner(PLATFORM), MONTH).orElseThrow();
  }

  @Test
  void a_close_that_is_killed_goes_on_and_settles_each_line_once() throws Exception {
    resellersWithContracts();
    town.test.clock.pass(Duration.ofDays(4));
    town.months.close(town.test.owner(PLATFORM), MONTH);

    var inTheMiddle = 0;
    for (var at : KILLED_AT) {
      var process = start();
      var end = System.nanoTime() + Duration.ofSeconds(BOUND_SECONDS).toNanos();
      while (settled() < at && process.isAlive() && System.nanoTime() < end) {
        LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
      }
      process.destroyForcibly().waitFor(BOUND_SECONDS, TimeUnit.SECONDS);
      inTheMiddle += run().running() ? 1 : 0;
    }
    assertThat(start().waitFor(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();

    assertThat(inTheMiddle).as("killed in the middle").isPositive();
    assertThat(run()).matches(run -> run.state() == MonthRun.State.DONE, "is done");
    assertThat(settled()).isEqualTo(GROUPS * (MORE_RESELLERS + 2));
    assertThat(count("SELECT COUNT(*) FROM transfer WHERE kind = 'TIER_DELTA'"))
        .isEqualTo(GROUPS * (MORE_RESELLERS + 2));
    assertThat(count("SELECT COUNT(DISTINCT posting_id) FROM transfer WHERE kind = 'TIER_DELTA'"))
        .isEqualTo(GROUPS * (MORE_RESELLERS + 2));
    assertThat(town.broken()).isEmpty();
  }

  private long settled() {
    return count("SELECT COUNT(*) FROM period_line");
  }

  private long count(String sql) {
    return town.store()
        .jdbi()
        .withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }
}
