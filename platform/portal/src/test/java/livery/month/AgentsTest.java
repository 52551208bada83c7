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
import livery.billing.Edge;
import livery.commission.Outlook;
import livery.contract.Terms;
import livery.fault.Fault;
import livery.money.Funding;
import org.junit.jupiter.api.Test;

class AgentsTest {

  private static final YearMonth MARCH = YearMonth.of(2026, 3);

  private final MonthTown town = new MonthTown();

  private static Terms agent(String from, String accrueOn, String settlement) {
    var rows = List.of(new Terms.Row(null, new BigDecimal("10"), null, null));
    var tiers = new Terms.Table("GRADUATED", null, null, null, null, rows);
    var fee = new Terms.Fee("PCT_OF_SALES", tiers, accrueOn, false);
    return Terms.agent(from, "AGENT_OWN_NAME", fee, settlement);
  }

  private void acmeIsAgent(String accrueOn, String settlement) {
    town.agree(ACME, agent("2026-03-01", accrueOn, settlement));
    town.agents.refresh();
  }

  private Instant now() {
    return town.test.clock.instant();
  }

  private void pass(Duration time) {
    town.test.clock.pass(time);
  }

  private void closeMarch() {
    pass(Duration.between(now(), Instant.parse("2026-04-04T00:00:00Z")));
    var platform = town.test.owner(PLATFORM);
    if (town.months.get(platform, MARCH.minusMonths(1)).mayClose()) {
      town.months.close(platform, MARCH.minusMonths(1));
      town.close.run(202602);
    }
    town.months.close(platform, MARCH);
    town.close.run(202603);
    assertThat(town.months.run(platform, MARCH).orElseThrow().failure()).isEmpty();
  }

  private Commissions.Row acme() {
    return town.commissions.list(town.test.owner(PLATFORM)).get(0);
  }

  private Funding.Order order(long buyer, String amount, String key) {
    return new Funding.Order(buyer, new BigDecimal(amount), "", "", key);
  }

  private void creditLineOfAcme(String limit) {
    town.funding.setCreditLine(town.test.owner(PLATFORM), ACME, new BigDecimal(limit), "");
  }

  @Test
  void clients_of_an_agent_buy_from_its_principal_and_its_wallet_is_not_touched() {
    acmeIsAgent("CHARGE", "PAYOUT");

    town.send(BAKERY, 3, now());

    assertThat(town.prices.edges(BAKERY))
        .containsExactly(
            new Edge(0, PLATFORM, BAKERY, "EUR"), new Edge(1, Edge.OPERATORS, PLATFORM, "EUR"));
    assertThat(town.prices.edges(STUDIO)).hasSize(3);
    assertThat(town.prices.edges(ACME).get(0)).isEqualTo(new Edge(0, PLATFORM, ACME, "EUR"));
    assertThat(town.balance(BAKERY, PLATFORM)).isEqualTo(eur("999.70"));
    assertThat(town.balance(ACME, PLATFORM)).isEqualTo(eur("1000"));
    assertThat(town.broken()).isEmpty();
  }

  @Test
  void what_clients_have_with_a_reseller_goes_with_them_when_it_becomes_an_agent() {
    town.send(BAKERY, 10, now());
    town.execute(
        "UPDATE wallet SET own_limit = 5000000, seller_limit = 7000000, zone = 'Europe/Kyiv'"
            + " WHERE buyer_id = "
            + BAKERY);
    town.execute(
        "INSERT INTO wallet_alert (wallet_id, tenant_id, threshold) SELECT id, buyer_id, 3000000"
            + " FROM wallet WHERE buyer_id = "
            + BAKERY);

    acmeIsAgent("CHARGE", "PAYOUT");
    town.agents.refresh();

    assertThat(town.balance(BAKERY, ACME)).isEqualTo(eur("0"));
    assertThat(town.balance(BAKERY, PLATFORM)).isEqualTo(eur("999"));
    assertThat(acme().holds()).isEqualTo(eur("1999"));
    assertThat(
            town.number(
                "SELECT w.own_limit + w.seller_limit + a.threshold FROM wallet w JOIN wallet_alert a"
                    + " ON a.wallet_id = w.id WHERE w.zone = 'Europe/Kyiv' AND w.buyer_id = "
                    + BAKERY
                    + " AND w.seller_id = "
                    + PLATFORM))
        .isEqualTo(15_000_000);
    assertThat(town.broken()).isEmpty();
  }

  private List<String> payments(long tenant) {
    return town.commissions.payments(town.test.owner(tenant), ACME, Long.MAX_VALUE, 9).stream()
        .map(one -> one.way() + " " + one.amount() + " " + one.reference())
        .toList();
  }

  @Test
  void an_agent_collects_as_much_as_its_credit_line_allows() {
    acmeIsAgent("CHARGE", "PAYOUT");
    var acme = town.test.owner(ACME);
    creditLineOfAcme("2100");

    town.funding.topUp(acme, order(BAKERY, "60", "a"));
    town.funding.topUp(acme, order(BAKERY, "60", "a"));
    var before = town.rows("transfer", "wallet", "posting_key");
    assertThatThrownBy(() -> town.funding.topUp(acme, order(DENTIST, "40.01", "b")))
        .isInstanceOf(Fault.class);
    assertThat(town.rows("transfer", "wallet", "posting_key")).isEqualTo(before);
    town.funding.topUp(acme, order(DENTIST, "40", "b"));

    assertThat(acme().holds()).isEqualTo(eur("2100"));
    assertThat(acme().full()).isTrue();
    assertThat(town.balance(BAKERY, PLATFORM)).isEqualTo(eur("1060"));
    town.commissions.remit(
        town.test.owner(PLATFORM),
        new Commissions.Order(ACME, new BigDecimal("2100"), "bank 1", "c"));
    assertThat(acme().holds()).isEqualTo(eur("0"));
    assertThat(payments(PLATFORM)).containsExactly("REMITTANCE 2100 EUR bank 1");
    assertThat(payments(ACME)).isEqualTo(payments(PLATFORM));
    assertThatThrownBy(() -> payments(NOVA)).isInstanceOf(Fault.class);
    assertThat(town.broken()).isEmpty();
  }

  @Test
  void an_agent_neither_allocates_nor_gives_credit() {
    acmeIsAgent("CHARGE", "PAYOUT");
    var acme = town.test.owner(ACME);

    assertThatThrownBy(() -> town.funding.allocate(acme, order(BAKERY, "1", "x")))
        .isInstanceOf(Fault.class);
    assertThatThrownBy(() -> town.funding.setCreditLine(acme, BAKERY, BigDecimal.ONE, ""))
        .isInstanceOf(Fault.class);
    var day = java.time.LocalDate.of(2026, 12, 31);
    var gift = new Funding.Order(BAKERY, BigDecimal.ONE, "", "", "gift", day);
    assertThatThrownBy(() -> town.funding.topUp(acme, gift)).hasMessageContaining("principal");
    assertThat(town.wallets.ofBuyers(acme, "", 0, 10))
        .extracting(purse -> purse.buyer() + " " + purse.wallet().sellerId())
        .containsExactly("bakery 1", "dentist 1");
    assertThat(town.wallets.ofBuyers(town.test.owner(NOVA), "", 0, 10)).hasSize(1);
  }

  @Test
  void commission_is_posted_once_for_each_day_and_follows_refunds() {
    acmeIsAgent("CHARGE", "PAYOUT");
    var event = town.send(BAKERY, 100, now());
    town.send(DENTIST, 50, now());
    pass(Duration.ofDays(1));

    town.agents.accrue();
    town.agents.accrue();
    assertThat(acme().owed()).isEqualTo(eur("1.50"));
    town.refund(event, now());
    pass(Duration.ofDays(1));
    town.agents.accrue();

    assertThat(acme().owed()).isEqualTo(eur("0.50"));
    assertThat(town.commissions.lines(town.test.owner(ACME), "", 9))
        .extracting(line -> line.uptoDay() + " " + line.delta())
        .containsExactly("2026-03-03 -1 EUR", "2026-03-02 1.5 EUR");
    assertThat(town.broken()).isEmpty();
  }

  @Test
  void a_sub_agent_keeps_its_month_when_the_agent_above_it_ceases_to_be_one() {
    town.test.put(NOVA, ACME);
    town.agree(ACME, agent("2026-03-01", "CHARGE", "PAYOUT").ending("2026-03-31"));
    town.agree(ACME, NOVA, agent("2026-03-01", "CHARGE", "PAYOUT"));
    town.agents.refresh();
    assertThat(town.prices.edges(STUDIO).get(0)).isEqualTo(new Edge(0, PLATFORM, STUDIO, "EUR"));
    town.send(STUDIO, 100, now());
    pass(Duration.ofDays(1));
    town.agents.accrue();

    pass(Duration.between(now(), Instant.parse("2026-04-01T00:00:00Z")));
    town.agents.refresh();
    town.agents.accrue();

    assertThat(town.test.tree.isAgent(ACME)).isFalse();
    assertThat(town.commissions.lines(town.test.owner(NOVA), "", 9))
        .extracting(line -> line.uptoDay() + " " + line.delta())
        .containsExactly("2026-04-01 0 EUR", "2026-03-02 1 EUR");
    assertThat(town.broken()).isEmpty();
  }

  @Test
  void a_day_that_was_left_out_is_made_up_for_by_the_close() {
    acmeIsAgent("CHARGE", "WITHHOLD");
    town.send(BAKERY, 100, now());

    closeMarch();
    var before = town.rows("transfer", "commission");
    town.close.run(202603);

    assertThat(acme().owed()).isEqualTo(eur("0"));
    assertThat(acme().holds()).isEqualTo(eur("1999"));
    assertThat(town.rows("commission")).hasSize(1);
    assertThat(town.rows("transfer", "commission")).isEqualTo(before);
    assertThat(town.broken()).isEmpty();
  }

  @Test
  void what_the_next_month_earned_before_the_close_is_not_settled_with_it() {
    acmeIsAgent("CHARGE", "WITHHOLD");
    town.send(BAKERY, 100, now());
    pass(Duration.between(now(), Instant.parse("2026-04-02T12:00:00Z")));
    town.send(BAKERY, 50, now());
    pass(Duration.ofDays(1));
    town.agents.accrue();

    closeMarch();

    assertThat(acme().owed()).isEqualTo(eur("0.5"));
    assertThat(acme().holds()).isEqualTo(eur("1999"));
    assertThat(town.broken()).isEmpty();
  }

  @Test
  void commission_goes_to_the_balance_where_the_contract_says_so() {
    acmeIsAgent("CHARGE", "TO_BALANCE");
    town.send(BAKERY, 100, now());

    closeMarch();

    assertThat(town.balance(ACME, PLATFORM)).isEqualTo(eur("1001"));
    assertThat(payments(PLATFORM)).containsExactly("TO_BALANCE 1 EUR 2026-03");
    assertThat(acme().owed()).isEqualTo(eur("0"));
    assertThat(town.broken()).isEmpty();
  }

  @Test
  void no_key_of_a_person_takes_that_of_the_months_end() {
    acmeIsAgent("CHARGE", "WITHHOLD");
    var platform = town.test.owner(PLATFORM);
    town.send(BAKERY, 100, now());
    pass(Duration.ofDays(1));
    town.agents.accrue();

    var payOut = new Commissions.Order(ACME, new BigDecimal("0.4"), "", "commission-202603");
    town.commissions.payOut(platform, payOut);
    for (var kept : List.of("engine:commission-202603", " engine:commission-202603")) {
      assertThatThrownBy(() -> town.funding.topUp(platform, order(ACME, "1", kept)))
          .hasMessageContaining("kept");
      assertThatThrownBy(
              () ->
                  town.commissions.remit(
                      platform, new Commissions.Order(ACME, BigDecimal.ONE, "", kept)))
          .hasMessageContaining("kept");
    }
    closeMarch();

    assertThat(acme().owed()).isEqualTo(eur("0"));
    assertThat(acme().holds()).isEqualTo(eur("1999.4"));
    assertThat(town.broken()).isEmpty();
  }

  @Test
  void commission_on_payment_waits_for_the_client_to_pay() {
    acmeIsAgent("CLIENT_PAYMENT", "PAYOUT");
    creditLineOfAcme("5000");
    town.send(BAKERY, 100, now());
    pass(Duration.ofDays(1));
    town.agents.accrue();
    assertThat(acme().owed()).isEqualTo(eur("0"));

    town.funding.topUp(town.test.owner(ACME), order(BAKERY, "30", "a"));
    town.funding.topUp(town.test.owner(PLATFORM), order(DENTIST, "20", "b"));
    pass(Duration.ofDays(1));
    town.agents.accrue();

    assertThat(acme().owed()).isEqualTo(eur("5"));
    var platform = town.test.owner(PLATFORM);
    assertThatThrownBy(
            () ->
                town.commissions.payOut(
                    platform, new Commissions.Order(ACME, new BigDecimal("5.01"), "", "p")))
        .isInstanceOf(Fault.class);
    var five = new Commissions.Order(ACME, new BigDecimal("5"), "bank 2", "p");
    town.commissions.payOut(platform, five);
    town.commissions.payOut(platform, five);
    assertThat(payments(ACME)).containsExactly("PAYOUT 5 EUR bank 2");
    assertThat(acme().owed()).isEqualTo(eur("0"));
    assertThat(town.broken()).isEmpty();
  }

  @Test
  void nobody_settles_with_the_agent_of_another() {
    acmeIsAgent("CHARGE", "PAYOUT");

    assertThat(town.commissions.list(town.test.owner(NOVA))).isEmpty();
    assertThatThrownBy(
            () ->
                town.commissions.remit(
                    town.test.owner(ACME), new Commissions.Order(ACME, BigDecimal.ONE, "", "k")))
        .isInstanceOf(Fault.class);
    assertThat(town.commissions.lines(town.test.owner(NOVA), "", 9)).isEmpty();
  }

  @Test
  void an_agent_sees_its_next_tier_what_each_rate_brought_and_what_others_would() {
    var tiers =
        new Terms.Table(
            "ALL_UNITS",
            null,
            null,
            null,
            null,
            List.of(
                new Terms.Row(new BigDecimal("12"), new BigDecimal("10"), null, null),
                new Terms.Row(null, new BigDecimal("20"), null, null)));
    var fee = new Terms.Fee("PCT_OF_SALES", tiers, "CHARGE", false);
    town.agree(ACME, Terms.agent("2026-03-01", "AGENT_OWN_NAME", fee, "PAYOUT"));
    town.agents.refresh();
    town.send(BAKERY, 70, now());
    town.send(DENTIST, 30, now());
    var outlook =
        new Outlook(
            town.contracts,
            town.prices,
            town.test.tree,
            town.test.store,
            town.test.sql,
            town.test.clock);

    for (var side : new long[] {ACME, PLATFORM}) {
      var standing = outlook.standings(town.test.owner(side)).get(0);
      assertThat(standing.estimate().counted()).isEqualByComparingTo("10");
      assertThat(standing.next().missing()).isEqualByComparingTo("2.01");
      assertThat(standing.brings()).isEqualByComparingTo("1.201"); // 12.01 × 10 % more
      assertThat(standing.estimate().settlement().accrued()).isEqualTo(eur("1"));
    }
    var rate = outlook.rates(town.test.owner(ACME), MARCH).get(0);
    assertThat(rate.rate()).isEqualByComparingTo("10");
    assertThat(rate.line().amount()).isEqualByComparingTo("1");
    var perUnit =
        new Terms.Fee(
            "PER_UNIT",
            new Terms.Table(
                "GRADUATED",
                null,
                null,
                null,
                null,
                List.of(new Terms.Row(null, new BigDecimal("0.03"), null, null))),
            null,
            null);
    var contract = town.contracts.bought(town.test.owner(ACME)).get(0).id();
    var trial = outlook.run(town.test.owner(ACME), contract, perUnit, 2);
    assertThat(trial.months()).hasSize(2);
    assertThat(trial.total().accrued()).isEqualTo(eur("1"));
    assertThat(trial.total().triedAccrued()).isEqualTo(eur("3"));
    pass(Duration.ofDays(1));
    town.agents.accrue();
    assertThat(acme().owed()).isEqualTo(eur("1"));
    var first = MARCH.atDay(1);
    assertThat(outlook.posted(town.test.owner(ACME), first, first))
        .containsExactly(new Outlook.Posted(ACME, "acme", true, eur("1")));
    assertThat(outlook.posted(town.test.owner(PLATFORM), first, first))
        .containsExactly(new Outlook.Posted(ACME, "acme", false, eur("1")));
    assertThat(outlook.posted(town.test.owner(ACME), first.plusDays(1), first.plusDays(9)))
        .isEmpty();
    assertThat(outlook.posted(town.test.owner(NOVA), first, first)).isEmpty();
    assertThat(outlook.standings(town.test.owner(NOVA))).isEmpty();
    assertThatThrownBy(() -> outlook.run(town.test.owner(NOVA), contract, perUnit, 2))
        .isInstanceOf(Fault.class);
    for (var far : List.of(MARCH.plusMonths(1), MARCH.minusMonths(12))) {
      assertThatThrownBy(() -> outlook.rates(town.test.owner(ACME), far)).isInstanceOf(Fault.class);
    }
  }
}
