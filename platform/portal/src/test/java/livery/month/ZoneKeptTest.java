package livery.month;

import static livery.month.MonthTown.FEBRUARY;
import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.PLATFORM;
import static livery.tenant.TestTenants.STUDIO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.YearMonth;
import livery.billing.period.Period;
import livery.fault.Fault;
import livery.tenant.AuditLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose midnights cut the months may not change once one of them has. */
class ZoneKeptTest {

  private static final YearMonth MONTH = YearMonth.of(2026, 2);
  private static final String YORK = "America/New_York";

  private final MonthTown town = new MonthTown();

  @BeforeEach
  void send() {
    town.test.zones.observe(new ZoneKept(town.test.store, town.test.tree)::keep);
    town.send(BAKERY, 3, FEBRUARY);
    town.send(STUDIO, 2, FEBRUARY);
    town.test.clock.pass(Duration.ofDays(4));
  }

  private void change(long tenant, String name, String zone) {
    town.test.tenants.change(town.test.owner(PLATFORM), tenant, name, zone, "uk", "UA");
  }

  private void close() {
    town.months.close(town.test.owner(PLATFORM), MONTH);
    town.close.run(202602);
  }

  private Months.Row month() {
    return town.months.get(town.test.owner(PLATFORM), MONTH);
  }

  private String zone(long tenant) {
    return town.test.tree.find(tenant).orElseThrow().zone().getId();
  }

  private void refused() {
    assertThatThrownBy(() -> change(PLATFORM, "renamed", YORK))
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> {
              assertThat(fault.kind()).isEqualTo(Fault.Kind.CONFLICT);
              assertThat(fault.field()).isEqualTo("timeZone");
              assertThat(fault).hasMessageContaining("Europe/Kyiv");
            });
    town.test.tree.reload();
    assertThat(zone(PLATFORM)).isEqualTo("Europe/Kyiv");
    assertThat(town.test.tree.find(PLATFORM).orElseThrow().name()).isEqualTo("platform");
  }

  @Test
  void before_the_first_close_months_follow_the_new_zone() {
    change(PLATFORM, "platform", YORK);

    assertThat(month().closableFrom()).hasToString("2026-03-04T05:00:00Z");
    close();
    assertThat(month().books().to()).hasToString("2026-03-01T05:00:00Z");
    assertThat(town.test.log.read(town.test.owner(PLATFORM), "", Long.MAX_VALUE, 10))
        .extracting(AuditLog.Entry::detail)
        .contains("platform → platform, Europe/Kyiv → " + YORK);
  }

  @Test
  void after_a_close_was_begun_the_platforms_zone_stays_and_nothing_else_changes() {
    town.months.close(town.test.owner(PLATFORM), MONTH);
    refused();

    town.close.run(202602);
    refused();

    assertThat(month().state()).isEqualTo(Period.State.CLOSED);
    change(PLATFORM, "renamed", "Europe/Kyiv");
    assertThat(town.test.tree.find(PLATFORM).orElseThrow().name()).isEqualTo("renamed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "document_run (seller_id, period, cutoff_at, state, started_at, started_by) VALUES (10,"
            + " 202601, NOW(), 'DONE', NOW(), '')",
        "document_until VALUES (10, 202603, 20, '2026-03-03')"
      })
  void documents_that_were_issued_keep_it_as_well(String row) {
    town.execute("INSERT INTO " + row);

    refused();
  }

  @Test
  void a_seller_or_a_client_may_change_its_own_at_any_time() {
    close();
    var closed = town.rows("billing_period", "period_total", "transfer");

    change(ACME, "acme", YORK);
    change(BAKERY, "bakery", "Asia/Tashkent");

    assertThat(zone(ACME)).isEqualTo(YORK);
    assertThat(zone(BAKERY)).isEqualTo("Asia/Tashkent");
    assertThat(town.rows("billing_period", "period_total", "transfer")).isEqualTo(closed);
    assertThat(town.broken()).isEmpty();
    assertThat(town.months.get(town.test.owner(ACME), MONTH).books().to())
        .hasToString("2026-02-28T22:00:00Z");
  }

  @Test
  void a_server_that_does_not_know_the_new_zone_yet_closes_nothing_by_the_old_one() {
    town.months.close(town.test.owner(PLATFORM), MONTH);
    town.execute("UPDATE tenant SET time_zone = '" + YORK + "' WHERE id = " + PLATFORM);

    town.close.run(202602);

    assertThat(town.rows("billing_period")).isEmpty();
    assertThat(town.months.failures(town.test.owner(PLATFORM), 202602).get(0).reason())
        .contains(YORK)
        .contains("Europe/Kyiv");
    town.test.tree.reload();
    close();
    assertThat(month().books().to()).hasToString("2026-03-01T05:00:00Z");
  }
}
