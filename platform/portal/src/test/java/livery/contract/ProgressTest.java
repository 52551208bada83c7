package livery.contract;

import static livery.contract.ContractTown.graduated;
import static livery.contract.ContractTown.rebate;
import static livery.contract.ContractTown.table;
import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.DENTIST;
import static livery.tenant.TestTenants.NOVA;
import static livery.tenant.TestTenants.PLATFORM;
import static livery.tenant.TestTenants.STUDIO;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import livery.billing.Money;
import livery.billing.period.BillingMonth;
import livery.billing.period.PeriodClose;
import livery.billing.period.PeriodLine;
import livery.billing.tier.PooledVolume;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Volume of a whole subtree against the contracts as they are stored. */
class ProgressTest {

  private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
  private static final YearMonth MARCH = YearMonth.of(2026, 3);
  private static ContractTown town;

  @BeforeAll
  static void send() throws Exception {
    town = new ContractTown();
    town.agreed(PLATFORM, ACME, graduated("2026-03-01"));
    town.agreed(PLATFORM, NOVA, graduated("2026-03-01"));
    town.agreed(
        NOVA,
        town.west,
        Terms.resale("2026-03-01")
            .with(List.of(rebate(table("ALL_UNITS", "400:0.20,:0.15"), "100"))));
    town.sent(BAKERY, 300, NOW);
    town.sent(DENTIST, 500, NOW);
    town.sent(STUDIO, 700, NOW);
    town.sent(town.school, 800, NOW);
    var refunded = town.sent(BAKERY, 100, NOW);
    town.test.store.inTransaction(
        connection ->
            town.ledger.refund(connection, List.of(refunded), "late", NOW.plusSeconds(60)));
  }

  private static Money eur(String amount) {
    return Money.of(amount, "EUR");
  }

  @Test
  void the_next_tier_is_as_far_as_the_whole_subtree_is_from_it() {
    var standing = town.progress.of(town.owner(ACME)).get(0);

    assertThat(standing.counted()).isEqualByComparingTo("800");
    assertThat(standing.tier()).isEqualTo(1);
    assertThat(standing.next().missing()).isEqualByComparingTo("201");
    assertThat(standing.saving()).isEqualByComparingTo("0.02");
    assertThat(standing.done()).isBetween(0.79, 0.80);
    assertThat(standing.estimate().earned()).isEqualTo(eur("0"));
  }

  @Test
  void what_a_sub_reseller_sends_counts_once_at_each_level_by_the_contract_of_that_level() {
    var nova = town.progress.of(town.owner(NOVA)).get(0);
    var west = town.progress.of(town.owner(town.west)).get(0);

    assertThat(nova.counted()).isEqualByComparingTo("1500");
    assertThat(nova.tier()).isEqualTo(2);
    assertThat(nova.estimate().earned()).isEqualTo(eur("10")); // 500 × (0.10 − 0.08)
    assertThat(nova.estimate().passedOn()).isEqualTo(eur("4"));
    assertThat(west.counted()).isEqualByComparingTo("800");
    assertThat(west.estimate().earned()).isEqualTo(eur("40")); // 800 × (0.20 − 0.15)
    assertThat(west.next()).isNull();
    assertThat(west.done()).isEqualTo(1);
  }

  @Test
  void transfers_tell_what_the_rules_of_pooled_volume_count_from_single_events() {
    var links =
        town.test.tree.subtree(PLATFORM).stream()
            .filter(id -> id != PLATFORM)
            .map(id -> PooledVolume.Link.of(id, town.test.tree.find(id).orElseThrow().parentId()))
            .toList();
    var used =
        List.of(
            usage(1, BAKERY, 300),
            usage(2, DENTIST, 500),
            usage(3, STUDIO, 700),
            usage(4, town.school, 800),
            usage(4, town.school, 800));

    for (var payer : new long[] {ACME, NOVA, town.west}) {
      var pooled =
          PooledVolume.over(links, PooledVolume.Moved.FROM_MOVE)
              .count(payer, PooledVolume.Scope.SUBTREE, used, Instant.EPOCH, PooledVolume.NO_END);

      assertThat(town.progress.of(town.owner(payer)).get(0).counted())
          .isEqualByComparingTo(pooled.total());
    }
  }

  private static PooledVolume.Usage usage(long event, long tenant, int parts) {
    return new PooledVolume.Usage(event, tenant, NOW, BigDecimal.valueOf(parts));
  }

  @Test
  void a_client_and_the_platform_have_no_tiers_of_their_own() {
    assertThat(town.progress.of(town.owner(BAKERY))).isEmpty();
    assertThat(town.progress.of(town.owner(PLATFORM))).isEmpty();
  }

  @Test
  void other_terms_on_the_same_volume_come_to_what_they_would_have() {
    var contract = town.contracts.bought(town.owner(NOVA)).get(0).id();
    var tried = table("ALL_UNITS", "1000:0.10,:0.06");
    var share = new Terms.Share(new BigDecimal("50"), "PRO_RATA_QTY", null);

    for (var side : new long[] {NOVA, PLATFORM}) {
      var outcome = town.simulation.run(town.owner(side), contract, "SMS", tried, share, 3);

      assertThat(outcome.months()).hasSize(3);
      assertThat(outcome.total().quantity()).isEqualTo(1500);
      assertThat(outcome.total().earned()).isEqualTo(eur("10"));
      assertThat(outcome.total().tried()).isEqualTo(eur("60")); // 1500 × (0.10 − 0.06)
      assertThat(outcome.total().triedPassedOn()).isEqualTo(eur("30"));
      assertThat(outcome.clients()).hasSize(2);
      assertThat(
              outcome.clients().stream()
                  .map(Simulation.Client::triedShare)
                  .reduce(eur("0"), Money::plus))
          .isEqualTo(eur("30"));
      assertThat(outcome.curve()).hasSize(25);
    }
    assertThat(town.progress.of(town.owner(NOVA)).get(0).estimate().earned()).isEqualTo(eur("10"));
  }

  @Test
  void bad_trials_and_trials_of_strangers_are_refused() {
    var contract = town.contracts.bought(town.owner(NOVA)).get(0).id();

    ContractTown.assertFault(
        livery.fault.Fault.Kind.INVALID,
        "discounts[0].tiers.rows[1].upTo",
        () ->
            town.simulation.run(
                town.owner(NOVA), contract, "", table("GRADUATED", "9:1,8:1"), null, 1));
    for (var months : new int[] {0, 13}) {
      ContractTown.assertFault(
          livery.fault.Fault.Kind.INVALID,
          "months",
          () -> town.simulation.run(town.owner(NOVA), contract, "", null, null, months));
    }
    ContractTown.assertFault(
        livery.fault.Fault.Kind.NOT_FOUND,
        "",
        () -> town.simulation.run(town.owner(ACME), contract, "", null, null, 1));
    ContractTown.assertFault(
        livery.fault.Fault.Kind.CONFLICT,
        "group",
        () -> town.simulation.run(town.owner(NOVA), contract, "VIBER", null, null, 1));
  }

  @Test
  void the_close_posts_what_was_foretold_and_the_client_sees_what_was_passed_on() throws Exception {
    var other = new ContractTown();
    other.agreed(PLATFORM, ACME, graduated("2026-03-01"));
    other.sent(BAKERY, 4000, NOW);
    other.sent(DENTIST, 3001, NOW);
    var foretold = other.progress.of(other.owner(ACME)).get(0).estimate();

    close(other);

    var line =
        other.test.store.inTransaction(
            connection -> PeriodLine.of(connection, PLATFORM, 202603, 0).get(0));
    assertThat(line.delta()).isEqualTo(foretold.delta());
    assertThat(line.delta()).isEqualTo(eur("-140.03")); // 4000 × 0.02 + 2001 × 0.03
    assertThat(other.progress.passedOn(other.owner(BAKERY)))
        .containsExactly(new Progress.Passed(202603, "SMS", eur("32.00")));
    assertThat(other.progress.passedOn(other.owner(STUDIO))).isEmpty();
  }

  @Test
  void a_year_of_what_was_passed_on_is_told_whatever_it_is_made_of() {
    var other = new ContractTown();
    other
        .test
        .store
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO period_share (seller_id, period, buyer_id, currency, product_group,"
                        + " client_id, quantity, charged, amount, posting_id) SELECT ?, m.seq, ?,"
                        + " 'EUR', CONCAT('group ', g.seq), ?, 1, 0, 1000000, 0 FROM (SELECT"
                        + " EXTRACT(YEAR_MONTH FROM DATE('2025-01-01') + INTERVAL seq MONTH) AS seq"
                        + " FROM seq_0_to_12) m JOIN seq_1_to_3 g",
                    PLATFORM,
                    ACME,
                    BAKERY));

    var passed = other.progress.passedOn(other.owner(BAKERY));

    assertThat(passed).hasSize(36).doesNotHaveDuplicates();
    assertThat(passed.get(0)).isEqualTo(new Progress.Passed(202601, "group 1", eur("1")));
    assertThat(passed.get(35)).isEqualTo(new Progress.Passed(202502, "group 3", eur("1")));
  }

  @Test
  void a_price_at_the_counter_follows_what_the_subtree_has_sent() {
    var other = new ContractTown();
    var tiers = table("GRADUATED", "1000:0.10,:0.07");
    var rebate =
        new Terms.Rebate(
            "SMS", List.of(ContractTown.MT), null, null, null, null, tiers, "PRICE", null, null);
    other.agreed(PLATFORM, ACME, Terms.resale("2026-03-01").with(List.of(rebate)));
    var prices = other.pricesInForce();
    var counters = new Counters(other.contracts, other.estimates, prices);

    other.sent(BAKERY, 999, NOW);
    counters.refresh();
    var before = other.rated(prices, DENTIST, 2, NOW).lines().get(1);
    other.sent(DENTIST, 500, NOW);
    counters.refresh();
    var after = other.rated(prices, BAKERY, 2, NOW);
    var stranger = other.rated(prices, STUDIO, 2, NOW).lines().get(1);

    assertThat(before.unitPrice()).isEqualByComparingTo("0.085"); // one at 0.10, one at 0.07
    assertThat(after.lines().get(1).unitPrice()).isEqualByComparingTo("0.07");
    assertThat(after.lines().get(1).tier()).isEqualTo(2);
    assertThat(after.lines().get(0).unitPrice()).isEqualByComparingTo("0.20");
    assertThat(stranger.unitPrice()).isEqualByComparingTo("0.10");
    assertThat(stranger.tier()).isZero();
  }

  @Test
  void a_share_of_a_price_at_the_counter_is_foretold_and_given_at_the_close() throws Exception {
    var other = new ContractTown();
    var tiers = table("GRADUATED", "1000:0.09,:0.07");
    var half = new Terms.Share(new BigDecimal("50"), null, null);
    var rebate =
        new Terms.Rebate(
            "SMS", List.of(ContractTown.MT), null, null, null, null, tiers, "PRICE", half, null);
    var made = other.agreed(PLATFORM, ACME, Terms.resale("2026-03-01").with(List.of(rebate)));
    var prices = other.pricesInForce();
    var counters = new Counters(other.contracts, other.estimates, prices);
    counters.refresh();
    other.charge(other.rated(prices, BAKERY, 1000, NOW), NOW);
    counters.refresh();
    other.charge(other.rated(prices, DENTIST, 500, NOW), NOW);

    var standing = other.progress.of(other.owner(ACME)).get(0);
    assertThat(standing.estimate().posted()).isEqualTo(eur("125")); // 1000 × 0.09 + 500 × 0.07
    assertThat(standing.estimate().earned()).isEqualTo(eur("25")); // of 1500 × 0.10
    assertThat(standing.estimate().passedOn()).isEqualTo(eur("12.50"));

    var cheaper = table("GRADUATED", ":0.06");
    var trial = other.simulation.run(other.owner(ACME), made.id(), "", cheaper, null, 1);
    assertThat(trial.total().charged()).isEqualTo(eur("150"));
    assertThat(trial.total().earned()).isEqualTo(eur("25"));
    assertThat(trial.total().tried()).isEqualTo(eur("60")); // 1500 × 0.04
    assertThat(trial.total().triedPassedOn()).isEqualTo(eur("30"));
    assertThat(trial.curve().get(24).list()).isEqualByComparingTo("195"); // 1950 × 0.10

    close(other);
    assertThat(other.progress.passedOn(other.owner(BAKERY)))
        .containsExactly(new Progress.Passed(202603, "SMS", eur("8.33")));
    assertThat(other.progress.passedOn(other.owner(DENTIST)))
        .containsExactly(new Progress.Passed(202603, "SMS", eur("4.17")));
  }

  private static void close(ContractTown other) throws Exception {
    var zone = other.test.tree.find(PLATFORM).orElseThrow().zone();
    var april = Clock.fixed(Instant.parse("2026-04-10T00:00:00Z"), ZoneOffset.UTC);
    new PeriodClose(other.test.ids::next, Duration.ofHours(72))
        .close(
            other.test.store.dataSource(),
            new BillingMonth(PLATFORM, MARCH, zone),
            other.contracts.volumeTerms(PLATFORM, MARCH),
            april,
            (done, all) -> {});
  }

  @Test
  void a_reseller_whose_contract_says_so_counts_for_nobody_above_it() {
    var other = new ContractTown();
    other.agreed(PLATFORM, NOVA, graduated("2026-03-01"));
    other.agreed(NOVA, other.west, Terms.resale("2026-03-01").counting(false));
    var prices = other.pricesInForce();
    new Counters(other.contracts, other.estimates, prices).refresh();

    other.charge(other.rated(prices, other.school, 400, NOW), NOW);
    other.charge(other.rated(prices, STUDIO, 300, NOW), NOW);

    var nova = other.progress.of(other.owner(NOVA)).get(0);
    assertThat(nova.counted()).isEqualByComparingTo("300");
    assertThat(nova.estimate().shares())
        .extracting(PeriodLine.Share::clientId)
        .containsExactly(STUDIO);
  }

  @Test
  void a_seller_in_another_zone_counts_the_month_that_its_close_settles() {
    var other = new ContractTown();
    other.agreed(NOVA, other.west, graduated("2026-03-01"));
    other.test.tenants.change(other.owner(NOVA), NOVA, "nova", "America/New_York", "en", "UA");
    var april = Instant.parse("2026-03-31T21:00:00Z"); // midnight in Kyiv, 17:00 in New York
    other.sent(other.school, 300, april.minusMillis(1));
    other.sent(other.school, 20, april);

    other.test.clock.pass(Duration.between(other.test.clock.instant(), april.minusMillis(1)));
    assertThat(other.progress.of(other.owner(other.west)).get(0).counted())
        .isEqualByComparingTo("300");

    other.test.clock.pass(Duration.ofHours(1));
    assertThat(other.progress.of(other.owner(other.west)).get(0).counted())
        .isEqualByComparingTo("20");
  }

  @Test
  void a_minimum_says_what_is_missing_to_it_with_the_rebate_taken_off() {
    var other = new ContractTown();
    var least = new Terms.Least(new BigDecimal("500"), null);
    other.agreed(PLATFORM, ACME, graduated("2026-03-01").with(least));
    other.sent(BAKERY, 3000, NOW);

    var minimum = other.progress.minimums(other.owner(ACME)).get(0);

    assertThat(minimum.spent()).isEqualTo(eur("260")); // 300 − 2000 × 0.02
    assertThat(minimum.missing()).isEqualTo(eur("240"));
    assertThat(minimum.done()).isEqualTo(0.52);
    assertThat(other.progress.minimums(other.owner(NOVA))).isEmpty();
  }

  @Test
  void the_size_of_the_last_top_up_decides_and_the_next_size_is_told() {
    var other = new ContractTown();
    var tiers = table("ALL_UNITS", "100:0.10,2000000:0.08,:0.05");
    var rebate =
        new Terms.Rebate(
            "SMS",
            List.of(ContractTown.MT),
            "TOPUP_SIZE",
            null,
            null,
            null,
            tiers,
            null,
            null,
            null);
    other.agreed(PLATFORM, ACME, Terms.resale("2026-03-01").with(List.of(rebate)));
    other.sent(BAKERY, 100, other.test.clock.instant());

    var standing = other.progress.of(other.owner(ACME)).get(0);

    assertThat(standing.tier()).isEqualTo(2); // a million
    assertThat(standing.estimate().earned()).isEqualTo(eur("2"));
    assertThat(standing.next().reachedAt()).isEqualByComparingTo("2000000.01");
  }
}
