package livery.contract;

import static livery.contract.ContractTown.assertFault;
import static livery.contract.ContractTown.graduated;
import static livery.contract.ContractTown.rebate;
import static livery.contract.ContractTown.table;
import static livery.fault.TestFaults.fields;
import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.NOVA;
import static livery.tenant.TestTenants.PLATFORM;
import static livery.tenant.TestTenants.STUDIO;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import livery.billing.contract.Contract;
import livery.billing.contract.ContractHistory;
import livery.fault.Fault;
import livery.tenant.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContractsTest {

  private static final YearMonth MARCH = YearMonth.of(2026, 3);
  private static ContractTown town;

  @BeforeAll
  static void build() {
    town = new ContractTown();
  }

  /** Versions cannot be deleted, but whole tables can be emptied by their owner. */
  @AfterEach
  void clear() {
    town.sql("TRUNCATE TABLE contract_version");
    town.sql("DELETE FROM contract");
    town.sql("DELETE FROM product_group");
    town.sql("DELETE FROM billing_period");
    town.contracts.reload();
  }

  private Terms.Table one(String price) {
    return table("GRADUATED", ":" + price);
  }

  @Test
  void a_version_that_was_sent_holds_for_both_sides_and_for_the_close() {
    var made = town.agreed(PLATFORM, ACME, graduated("2026-03-01"));

    assertThat(made.draft()).isNull();
    assertThat(town.contracts.bought(town.owner(ACME))).extracting("id").containsExactly(made.id());
    var history = town.contracts.history(PLATFORM, ACME).orElseThrow();
    assertThat(history.at(LocalDate.of(2026, 3, 15)).orElseThrow().mode())
        .isEqualTo(Contract.Mode.RESALE);
    var terms = town.contracts.volumeTerms(PLATFORM, MARCH);
    assertThat(terms).hasSize(1);
    assertThat(terms.get(0).group()).isEqualTo("SMS");
    assertThat(terms.get(0).products()).containsExactly("sms.mt");
    assertThat(town.contracts.volumeTerms(PLATFORM, YearMonth.of(2026, 2))).isEmpty();
    assertThat(town.contracts.volumeTerms(NOVA, MARCH)).isEmpty();
  }

  @Test
  void terms_come_back_from_the_database_to_the_last_digit() {
    var row =
        new Terms.Row(new BigDecimal("1000.0000000001"), new BigDecimal("0.0001275"), null, null);
    var last = new Terms.Row(null, new BigDecimal("0.0000000001"), new BigDecimal("5"), null);
    var tiers =
        new Terms.Table("ALL_UNITS", "LOWER_INCLUSIVE", null, true, true, List.of(row, last));
    var terms =
        Terms.resale("2026-03-01")
            .with(List.of(rebate(tiers, "33.3333333333")))
            .with(new Terms.Tax("VAT", new BigDecimal("20"), true, "TAX", "LINE"))
            .with(new Terms.Papers("АГ-2026", true, 14));

    var agreement = town.agreed(PLATFORM, ACME, terms);

    assertThat(agreement.last().orElseThrow().terms()).isEqualTo(terms);
    var contract = agreement.history().orElseThrow().versions().get(0);
    assertThat(contract.documents().objectionDays()).isEqualTo(14);
    assertThat(contract.tax().percent()).isEqualByComparingTo("20");
    assertThat(contract.discount().tiers().neverWorse()).isTrue();
  }

  @Test
  void a_draft_is_seen_by_its_seller_alone_and_does_not_hold() {
    var made = town.drafts.create(town.owner(PLATFORM), ACME, "C-1", graduated("2026-03-01"));

    assertThat(made.draft()).isNotNull();
    assertThat(town.contracts.bought(town.owner(ACME))).isEmpty();
    assertFault(
        Fault.Kind.NOT_FOUND, "", () -> town.contracts.require(town.owner(ACME), made.id()));
    assertThat(town.contracts.history(PLATFORM, ACME)).isEmpty();

    var sent = town.drafts.send(town.owner(PLATFORM), made.id(), made.draftMark());
    town.drafts.save(town.owner(PLATFORM), made.id(), graduated("2026-05-01"), sent.draftMark());

    var seen = town.contracts.require(town.owner(ACME), made.id());
    assertThat(seen.draft()).isNull();
    assertThat(seen.seller()).isEmpty();
    assertThat(seen.versions().get(0).sentBy()).isEmpty();
  }

  @Test
  void nobody_sees_or_touches_a_contract_of_others() {
    var made = town.agreed(PLATFORM, ACME, graduated("2026-03-01"));

    for (var stranger : new long[] {NOVA, BAKERY, STUDIO, town.west}) {
      var scope = town.owner(stranger);
      assertThat(town.contracts.sold(scope, Agreement.ORDERS.first(), 10)).isEmpty();
      assertThat(town.contracts.bought(scope)).isEmpty();
      assertFault(Fault.Kind.NOT_FOUND, "", () -> town.contracts.require(scope, made.id()));
      assertFault(
          Fault.Kind.NOT_FOUND,
          "",
          () -> town.drafts.save(scope, made.id(), graduated("2026-04-01"), made.draftMark()));
      assertFault(Fault.Kind.NOT_FOUND, "", () -> town.drafts.send(scope, made.id(), 0));
      assertFault(Fault.Kind.NOT_FOUND, "", () -> town.drafts.drop(scope, made.id(), 0));
      assertFault(
          Fault.Kind.NOT_FOUND,
          "",
          () -> town.drafts.passOn(scope, made.id(), "SMS", null, "2026-04-01"));
    }
    assertFault(
        Fault.Kind.NOT_FOUND,
        "",
        () ->
            town.drafts.save(
                town.owner(ACME), made.id(), graduated("2026-04-01"), made.draftMark()));
  }

  @Test
  void only_those_who_may_see_to_money_write_and_only_for_a_reseller_directly_below() {
    for (var role : List.of(Role.VIEWER, Role.MANAGER)) {
      assertFault(
          Fault.Kind.NOT_ALLOWED,
          "",
          () ->
              town.drafts.create(
                  town.test.scope(PLATFORM, role), ACME, "C", graduated("2026-03-01")));
    }
    for (var buyer : new long[] {BAKERY, town.west, PLATFORM, 999}) {
      assertFault(
          Fault.Kind.INVALID,
          "buyerId",
          () -> town.drafts.create(town.owner(PLATFORM), buyer, "C", graduated("2026-03-01")));
    }
    assertThat(town.agreed(NOVA, town.west, graduated("2026-03-01")).buyer()).isEqualTo("west");
    assertFault(
        Fault.Kind.CONFLICT,
        "buyerId",
        () -> town.drafts.create(town.owner(NOVA), town.west, "C", graduated("2026-03-01")));
  }

  @Test
  void everything_that_is_wrong_with_a_new_contract_is_told_at_once() {
    var terms = Terms.resale("soon").with(new Terms.Papers("A B", null, null));
    var platform = town.owner(PLATFORM);

    assertThat(fields(() -> town.drafts.create(platform, 0, "", terms)))
        .containsExactly("buyerId", "number", "from", "documents.series");
    assertThat(fields(() -> town.drafts.check(platform, 0, 0, "", terms)))
        .containsExactly("buyerId", "number", "from", "documents.series");
    var made = town.drafts.create(platform, ACME, "C-1", graduated("2026-03-01"));
    assertThat(fields(() -> town.drafts.check(platform, made.id(), 0, "", terms)))
        .containsExactly("from", "documents.series");
    town.drafts.check(platform, made.id(), 0, "", graduated("2026-03-01"));
  }

  @Test
  void a_version_in_the_future_and_one_within_a_month_follow_each_other() {
    var made = town.agreed(PLATFORM, ACME, graduated("2026-03-01"));
    town.next(
        PLATFORM, made.id(), Terms.resale("2026-03-16").with(List.of(rebate(one("0.09"), "40"))));
    town.next(
        PLATFORM, made.id(), Terms.resale("2026-06-01").with(List.of(rebate(one("0.05"), "40"))));

    var history = town.contracts.history(PLATFORM, ACME).orElseThrow();

    assertThat(history.versions())
        .extracting(Contract::version, Contract::from, Contract::to)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1, day("2026-03-01"), day("2026-03-16")),
            org.assertj.core.groups.Tuple.tuple(2, day("2026-03-16"), day("2026-06-01")),
            org.assertj.core.groups.Tuple.tuple(3, day("2026-06-01"), Contract.NO_END));
    assertThat(town.contracts.volumeTerms(PLATFORM, MARCH)).hasSize(1);
  }

  private static LocalDate day(String text) {
    return LocalDate.parse(text);
  }

  @Test
  void an_earlier_version_replaces_one_that_has_not_begun() {
    var made = town.agreed(PLATFORM, ACME, graduated("2026-03-01"));
    town.next(PLATFORM, made.id(), graduated("2026-07-01"));
    var third = town.next(PLATFORM, made.id(), graduated("2026-05-01"));

    assertThat(third.versions()).hasSize(3);
    assertThat(third.history().orElseThrow().versions())
        .extracting(Contract::version)
        .containsExactly(1, 3);
    assertThat(third.status(day("2026-03-10"))).contains(ContractHistory.Status.ACTIVE);
  }

  @Test
  void a_contract_ends_with_a_version_that_has_a_last_day() {
    var made = town.agreed(PLATFORM, ACME, graduated("2026-03-01"));
    var ended = town.next(PLATFORM, made.id(), graduated("2026-04-01").ending("2026-04-30"));

    assertThat(ended.status(day("2026-05-01"))).contains(ContractHistory.Status.ENDED);
    assertThat(town.contracts.volumeTerms(PLATFORM, YearMonth.of(2026, 4))).hasSize(1);
    assertThat(town.contracts.volumeTerms(PLATFORM, YearMonth.of(2026, 5))).isEmpty();
  }

  @Test
  void what_was_sent_cannot_be_changed_by_anybody() {
    var made = town.agreed(PLATFORM, ACME, graduated("2026-03-01"));

    ContractTown.assertRefusedByDatabase(
        () ->
            town.sql("UPDATE contract_version SET terms = '{}' WHERE contract_id = " + made.id()));
    ContractTown.assertRefusedByDatabase(
        () -> town.sql("DELETE FROM contract_version WHERE contract_id = " + made.id()));
    town.groups.set(town.owner(PLATFORM), Map.of("SMS", List.of("sms.mt", "sms.mo")));

    assertThat(town.contracts.volumeTerms(PLATFORM, MARCH).get(0).products())
        .containsExactly("sms.mt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Europe/London", "Asia/Tokyo", "Europe/Kyiv"})
  void nothing_begins_in_what_is_closed_wherever_the_seller_is(String zone) {
    town.sql("UPDATE tenant SET time_zone = '" + zone + "' WHERE id = " + NOVA);
    town.test.tree.reload();
    var made = town.agreed(NOVA, town.west, graduated("2026-03-01"));
    town.sql(
        "INSERT INTO billing_period (seller_id, period, from_at, to_at, state, cutoff_at) VALUES"
            + " (11, 202603, '2026-02-28 22:00', '2026-03-31 21:00', 'CLOSING', '2026-04-03 22:00')");

    assertFault(
        Fault.Kind.INVALID, "from", () -> town.next(NOVA, made.id(), graduated("2026-03-31")));
    assertThat(town.next(NOVA, made.id(), graduated("2026-04-01")).versions()).hasSize(2);
  }

  @Test
  void what_counts_changes_with_a_month_only() {
    var made = town.agreed(PLATFORM, ACME, graduated("2026-03-01"));
    var money =
        new Terms.Rebate(
            "SMS", List.of("sms.mt"), null, null, "MONEY", null, one("5"), null, null, null);
    var other =
        new Terms.Rebate(
            "RENT", List.of("number.rent"), null, null, null, null, one("5"), null, null, null);

    for (var discounts :
        List.of(List.of(money), List.<Terms.Rebate>of(), List.of(rebate(one("1"), "0"), other))) {
      assertFault(
          Fault.Kind.INVALID,
          "from",
          () -> town.next(PLATFORM, made.id(), Terms.resale("2026-03-16").with(discounts)));
      town.next(PLATFORM, made.id(), Terms.resale("2026-04-01").with(discounts));
      town.next(PLATFORM, made.id(), graduated("2026-04-01"));
    }
    assertFault(
        Fault.Kind.INVALID,
        "from",
        () ->
            town.next(
                PLATFORM,
                made.id(),
                Terms.agent(
                    "2026-03-16",
                    "AGENT_OWN_NAME",
                    new Terms.Fee("PCT_OF_SALES", one("10"), null, null),
                    null)));
  }

  @Test
  void terms_that_speak_against_themselves_are_refused_when_they_are_sent() {
    var one = rebate(one("1"), "0");
    var half = new Terms.Share(new BigDecimal("50"), null, null);
    refusedToSend(
        "discounts[0].grant",
        new Terms.Rebate(
            "SMS", one.products(), null, null, "MONEY", null, one.tiers(), "PRICE", null, null));
    for (var grant : new String[] {"PRICE", "REBATE_CREDIT_NOTE"}) {
      refusedToSend(
          "discounts[0].passThrough",
          new Terms.Rebate(
              "SMS", one.products(), null, null, null, "OWN", one.tiers(), grant, half, null));
    }
    var rows = one.tiers().rows();
    for (var bounds :
        List.of(
            new Terms.Table("ALL_UNITS", null, "NOT_BILLED", null, null, rows),
            new Terms.Table("ALL_UNITS", null, null, null, true, rows))) {
      refusedToSend(
          "discounts[0].tiers",
          new Terms.Rebate(
              "SMS", one.products(), "TOPUP_SIZE", null, null, null, bounds, null, null, null));
    }
    assertThat(town.contracts.history(PLATFORM, ACME)).isEmpty();
  }

  @Test
  void every_basis_count_and_scope_can_be_agreed_as_a_price_and_as_a_rebate() {
    var one = rebate(one("1"), "0");
    var made = town.agreed(PLATFORM, ACME, graduated("2026-03-01"));
    for (var way :
        List.of(
            "PERIOD_VOLUME/MESSAGES/OWN/PRICE",
            "TOPUP_SIZE/SEGMENTS/CLIENTS/PRICE",
            "LIFETIME/MESSAGES/SUBTREE/REBATE_CREDIT_NOTE",
            "TOPUP_SIZE/MONEY/SUBTREE/REBATE_CREDIT_NOTE")) {
      var parts = way.split("/");
      var rebate =
          new Terms.Rebate(
              "SMS",
              one.products(),
              parts[0],
              null,
              parts[1],
              parts[2],
              one.tiers(),
              parts[3],
              "OWN".equals(parts[2]) ? null : new Terms.Share(new BigDecimal("50"), null, null),
              null);
      var least = new Terms.Least(new BigDecimal("120.50"), "DAILY_30");
      var terms = Terms.resale("2026-04-01").with(List.of(rebate)).with(least).counting(false);

      var sent = town.next(PLATFORM, made.id(), terms);

      assertThat(sent.last().orElseThrow().terms()).isEqualTo(terms);
      assertThat(town.contracts.volumeTerms(PLATFORM, java.time.YearMonth.of(2026, 4))).hasSize(1);
      assertThat(town.contracts.minimumTerms(PLATFORM, java.time.YearMonth.of(2026, 4))).hasSize(1);
    }
  }

  private static void refusedToSend(String field, Terms.Rebate rebate) {
    var platform = town.owner(PLATFORM);
    var terms = Terms.resale("2026-03-01").with(List.of(rebate));
    var there = town.contracts.sold(platform, Agreement.ORDERS.first(), 1);
    var draft =
        there.isEmpty()
            ? town.drafts.create(platform, ACME, "C", terms)
            : town.drafts.save(platform, there.get(0).id(), terms, there.get(0).draftMark());
    assertFault(
        Fault.Kind.INVALID, field, () -> town.drafts.send(platform, draft.id(), draft.draftMark()));
  }

  @Test
  void an_agent_has_its_commission_and_no_terms_of_volume() {
    var fee =
        new Terms.Fee("PCT_OF_SALES", table("GRADUATED", "50000:7.5,:10"), "CLIENT_PAYMENT", true);
    town.agreed(PLATFORM, NOVA, Terms.agent("2026-03-01", "AGENT_PRINCIPAL_NAME", fee, "WITHHOLD"));

    var contract =
        town.contracts.history(PLATFORM, NOVA).orElseThrow().at(day("2026-03-05")).orElseThrow();

    assertThat(contract.mode().isAgent()).isTrue();
    assertThat(contract.commission().tiers().tiers().get(0).percent()).isEqualByComparingTo("7.5");
    assertThat(contract.settlement()).isEqualTo(Contract.Settlement.WITHHOLD);
    assertThat(town.contracts.volumeTerms(PLATFORM, MARCH)).isEmpty();
  }

  @Test
  void nobody_becomes_an_agent_while_its_clients_have_units_that_would_stay_behind() {
    town.sellUnits(STUDIO, NOVA, "2026-04-10T00:00:00Z");
    var fee = new Terms.Fee("PCT_OF_SALES", table("GRADUATED", ":10"), "CHARGE", false);
    var platform = town.owner(PLATFORM);
    var early = Terms.agent("2026-04-01", "AGENT_PRINCIPAL_NAME", fee, "WITHHOLD");
    var draft = town.drafts.create(platform, NOVA, "AG", early);

    assertFault(
        Fault.Kind.CONFLICT,
        "from",
        () -> town.drafts.send(platform, draft.id(), draft.draftMark()));
    assertThat(town.contracts.require(platform, draft.id()).last()).isEmpty();
    var later =
        town.drafts.save(platform, draft.id(), early.starting("2026-05-01"), draft.draftMark());
    assertThat(town.drafts.send(platform, later.id(), later.draftMark()).last()).isPresent();
    town.sql("UPDATE lot SET closed_at = expires_at");
  }

  @Test
  void a_draft_that_somebody_else_has_changed_is_neither_saved_nor_sent() {
    var made = town.drafts.create(town.owner(PLATFORM), ACME, "C-1", graduated("2026-03-01"));
    town.drafts.save(town.owner(PLATFORM), made.id(), graduated("2026-04-01"), made.draftMark());

    assertFault(
        Fault.Kind.CONFLICT,
        "",
        () ->
            town.drafts.save(
                town.owner(PLATFORM), made.id(), graduated("2026-05-01"), made.draftMark()));
    assertFault(
        Fault.Kind.CONFLICT,
        "",
        () -> town.drafts.send(town.owner(PLATFORM), made.id(), made.draftMark()));
  }

  @Test
  void sending_twice_sends_once() {
    var made = town.agreed(PLATFORM, ACME, graduated("2026-03-01"));

    assertFault(
        Fault.Kind.CONFLICT,
        "",
        () -> town.drafts.send(town.owner(PLATFORM), made.id(), made.draftMark()));
    assertThat(town.contracts.require(town.owner(ACME), made.id()).versions()).hasSize(1);
  }

  @Test
  void the_buyer_changes_what_it_passes_on_where_the_terms_let_it() {
    var fixed = town.agreed(PLATFORM, ACME, graduated("2026-03-01"));
    var share = new Terms.Share(new BigDecimal("75"), "PRO_RATA_MONEY", null);
    assertFault(
        Fault.Kind.CONFLICT,
        "",
        () -> town.drafts.passOn(town.owner(ACME), fixed.id(), "SMS", share, "2026-04-01"));
    var free = graduated("2026-03-01");
    var terms =
        new Terms(
            free.from(),
            null,
            free.mode(),
            null,
            null,
            free.discounts(),
            null,
            null,
            true,
            null,
            null,
            null);
    var made = town.agreed(PLATFORM, NOVA, terms);

    var changed = town.drafts.passOn(town.owner(NOVA), made.id(), "SMS", share, "2026-04-01");

    var versions = changed.history().orElseThrow().versions();
    assertThat(versions).hasSize(2);
    assertThat(versions.get(1).discount().passThrough().sharePercent()).isEqualByComparingTo("75");
    assertThat(versions.get(1).discount().tiers()).isEqualTo(versions.get(0).discount().tiers());
    assertFault(
        Fault.Kind.INVALID,
        "discounts[0].passThrough.percent",
        () ->
            town.drafts.passOn(
                town.owner(NOVA),
                made.id(),
                "SMS",
                new Terms.Share(new BigDecimal("101"), null, null),
                "2026-05-01"));
  }

  @Test
  void every_change_is_in_the_log() {
    town.agreed(PLATFORM, ACME, graduated("2026-03-01"));

    assertThat(
            town.test.log.read(town.owner(PLATFORM), "contract", Long.MAX_VALUE, 100).stream()
                .map(entry -> entry.action()))
        .contains("contract.create", "contract.send");
  }
}
