package livery.month;

import static livery.month.MonthTown.eur;
import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.DENTIST;
import static livery.tenant.TestTenants.NOVA;
import static livery.tenant.TestTenants.PLATFORM;
import static livery.tenant.TestTenants.STUDIO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import livery.contract.Terms;
import livery.fault.Fault;
import livery.money.Funding;
import livery.sales.Sales;
import livery.sales.SalesQuery;
import livery.tenant.NotAllowed;
import livery.tenant.Role;
import livery.tenant.Scope;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class FeesTest {

  private final MonthTown town = new MonthTown();
  private final Scope acme = town.test.owner(ACME);

  private static Terms agent(String mode) {
    var rows = List.of(new Terms.Row(null, new BigDecimal("10"), null, null));
    var tiers = new Terms.Table("GRADUATED", null, null, null, null, rows);
    return Terms.agent(
        "2026-03-01", mode, new Terms.Fee("PCT_OF_SALES", tiers, "CHARGE", false), "PAYOUT");
  }

  private void acmeIsAgent(String mode) {
    town.agree(ACME, agent(mode));
    town.agents.refresh();
  }

  private static Fees.Wish fee(long client, String from, String percent, String fixed) {
    return new Fees.Wish(client, "", from, number(percent), number(fixed));
  }

  private static BigDecimal number(String text) {
    return text == null ? null : new BigDecimal(text);
  }

  private void close(int period) {
    var month = YearMonth.of(period / 100, period % 100);
    var end = month.plusMonths(1).atDay(4).atStartOfDay(java.time.ZoneOffset.UTC).toInstant();
    if (town.test.clock.instant().isBefore(end)) {
      town.test.clock.pass(Duration.between(town.test.clock.instant(), end));
    }
    town.months.close(town.test.owner(PLATFORM), month);
    town.close.run(period);
    assertThat(town.months.run(town.test.owner(PLATFORM), month).orElseThrow().failure()).isEmpty();
  }

  /** What the page of spendings shows, of what needs no count of messages. */
  private List<String> spent(long tenant) {
    var scope = town.test.owner(tenant);
    var queries = new SalesQuery(town.test.sql, town.test.tree, town.test.clock);
    return new Sales(town.test.sql, town.test.tree)
        .bought(scope, Sales.By.PRODUCT, queries.of(scope, "", "", 0, "")).stream()
            .map(line -> line.product() + " " + line.quantity() + " " + line.sold())
            .toList();
  }

  private static void refused(String field, ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.field()).isEqualTo(field));
  }

  @Test
  void each_client_pays_its_own_fee_or_that_of_all_once_at_the_close() {
    acmeIsAgent("AGENT_OWN_NAME");
    town.fees.set(acme, fee(0, "2026-03", "10", "1"));
    town.fees.set(acme, fee(DENTIST, "2026-03", null, "7.5"));
    town.fees.set(acme, fee(DENTIST, "2026-04", null, null));
    town.send(BAKERY, 30, Instant.parse("2026-03-10T12:00:00Z"));
    town.send(STUDIO, 30, Instant.parse("2026-03-10T12:00:00Z"));
    close(202602);

    close(202603);
    town.execute("UPDATE month_run SET state = 'RUNNING', ended_at = NULL WHERE period = 202603");
    town.execute(
        "UPDATE billing_period SET state = 'CLOSING', closed_at = NULL, hash = NULL"
            + " WHERE seller_id = "
            + ACME
            + " AND period = 202603");
    town.execute("DELETE FROM period_total WHERE period = 202603 AND seller_id = " + ACME);
    town.close.run(202603);

    assertThat(town.balance(BAKERY, ACME)).isEqualTo(eur("-1.30"));
    assertThat(town.balance(DENTIST, ACME)).isEqualTo(eur("-7.50"));
    assertThat(town.balance(BAKERY, PLATFORM)).isEqualTo(eur("997"));
    assertThat(town.balance(STUDIO, NOVA)).isEqualTo(eur("997"));
    assertThat(town.fees.charged(acme, "", 9))
        .extracting(Fees.Charged::fee)
        .containsExactlyInAnyOrder(eur("1.30"), eur("7.50"));
    assertThat(town.fees.charged(town.test.owner(DENTIST), "", 9))
        .extracting(Fees.Charged::agentId)
        .containsExactly(ACME);
    assertThat(town.fees.charged(town.test.owner(BAKERY), "", 9))
        .singleElement()
        .satisfies(one -> assertThat(one.how().bought()).isEqualTo(eur("3")))
        .satisfies(one -> assertThat(one.how().fee().percent()).isEqualByComparingTo("10"))
        .satisfies(one -> assertThat(one.how().fee().fixed()).isEqualTo(eur("1")));
    assertThat(spent(BAKERY)).containsExactlyInAnyOrder("agent.fee 1 1.3 EUR");
    assertThat(spent(STUDIO)).isEmpty();
    assertThat(town.fees.charged(town.test.owner(STUDIO), "", 9)).isEmpty();
    assertThat(town.wallets.atAgent(town.test.owner(DENTIST)).orElseThrow().own())
        .isEqualTo(eur("-7.50"));
    assertThat(town.broken()).isEmpty();

    close(202604);
    assertThat(town.balance(DENTIST, ACME)).as("as all again").isEqualTo(eur("-8.50"));
    var paid = new Funding.Order(DENTIST, new BigDecimal("8.50"), "", "cash", "k");
    town.funding.topUp(acme, paid);
    town.funding.topUp(acme, paid);
    assertThat(town.balance(DENTIST, ACME)).isEqualTo(eur("0"));
    assertThat(town.balance(DENTIST, PLATFORM)).isEqualTo(eur("1000"));
    assertThat(town.broken()).isEmpty();
  }

  @Test
  void only_who_sells_in_its_own_name_as_an_agent_states_one() {
    refused("from", () -> town.fees.set(acme, fee(0, "2026-03", "10", null)));
    var nova = town.test.owner(NOVA);
    town.agree(NOVA, agent("AGENT_PRINCIPAL_NAME"));
    refused("from", () -> town.fees.set(nova, fee(0, "2026-03", "10", null)));
    assertThat(town.fees.mayCharge(nova)).isFalse();
    assertThat(town.number("SELECT COUNT(*) FROM agent_fee")).isZero();

    acmeIsAgent("AGENT_OWN_NAME");
    assertThat(town.fees.mayCharge(acme)).isTrue();
    assertThat(town.fees.set(acme, fee(0, "2026-04", "10", null)).open()).isTrue();

    town.execute("INSERT INTO agent_fee VALUES (" + NOVA + ", 0, 'EUR', 202603, 0, 1000000)");
    town.agents.refresh();
    close(202602);
    close(202603);
    assertThat(town.fees.charged(nova, "", 9)).as("the mode of the month's last day").isEmpty();
    assertThat(town.fees.charged(acme, "", 9)).as("from April on").isEmpty();
    assertThat(town.broken()).isEmpty();
  }

  @Test
  void it_is_stated_by_finance_for_the_agents_own_clients_and_no_month_that_is_over() {
    acmeIsAgent("AGENT_OWN_NAME");
    for (var role : List.of(Role.MANAGER, Role.VIEWER)) {
      var reader = town.test.scope(ACME, role);
      assertThatThrownBy(() -> town.fees.set(reader, fee(0, "2026-03", "1", null)))
          .isInstanceOf(NotAllowed.class);
      assertThatThrownBy(() -> town.fees.list(reader)).isInstanceOf(NotAllowed.class);
    }
    assertThatThrownBy(() -> town.fees.set(acme, fee(STUDIO, "2026-03", "1", null)))
        .isInstanceOf(Fault.class);
    refused("from", () -> town.fees.set(acme, fee(0, "2026-02", "1", null)));
    refused("from", () -> town.fees.set(acme, fee(0, "2028-04", "1", null)));
    refused("from", () -> town.fees.set(acme, fee(0, "March", "1", null)));
    refused("percent", () -> town.fees.set(acme, fee(0, "2026-03", "100.5", null)));
    refused("percent", () -> town.fees.set(acme, fee(0, "2026-03", null, null)));
    refused("fixed", () -> town.fees.set(acme, fee(0, "2026-03", null, "-1")));
    var foreign = new Fees.Wish(BAKERY, "USD", "2026-03", BigDecimal.ONE, null);
    refused("currency", () -> town.fees.set(acme, foreign));
    assertThat(town.number("SELECT COUNT(*) FROM agent_fee")).isZero();

    town.fees.set(acme, fee(BAKERY, "2026-03", "1", null));
    assertThat(town.fees.list(town.test.owner(NOVA))).isEmpty();
    var nova = town.test.owner(NOVA);
    assertThatThrownBy(() -> town.fees.remove(nova, BAKERY, "EUR", "2026-03"))
        .isInstanceOf(Fault.class);
    town.test.clock.pass(Duration.ofDays(31));
    refused("from", () -> town.fees.remove(acme, BAKERY, "EUR", "2026-03"));
    town.fees.set(acme, fee(BAKERY, "2026-05", "2", null));
    town.fees.remove(acme, BAKERY, "EUR", "2026-05");
    assertThat(town.fees.list(acme)).extracting(Fees.Row::open).containsExactly(false);
    assertThat(town.number("SELECT COUNT(*) FROM audit WHERE action LIKE 'agent-fee.%'"))
        .isEqualTo(3);
  }
}
