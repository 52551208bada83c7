package livery.contract;

import static livery.contract.ContractTown.assertFault;
import static livery.contract.ContractTown.rebate;
import static livery.contract.ContractTown.table;
import static livery.fault.TestFaults.fields;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import livery.contract.Agreement.Parties;
import livery.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TermsRulesTest {

  private static final Parties PARTIES = new Parties(1, 10, "UAH");

  private static TermsRules.Read read(Terms terms) {
    return TermsRules.read(terms, 7, 1, PARTIES, Set.of(20L, 21L));
  }

  private static void refused(String field, Terms terms) {
    assertFault(Fault.Kind.INVALID, field, () -> read(terms));
  }

  private static Terms with(Terms.Table tiers) {
    return Terms.resale("2026-03-01").with(List.of(rebate(tiers, "0")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1000:0.1,900:0.2,:0.3   | rows[1].upTo  | a bound that falls",
        "1000:0.1,1000:0.2,:0.3  | rows[1].upTo  | a bound that is there already",
        ":0.1,900:0.2            | rows[0].upTo  | no end before the last",
        "0:0.1,:0.2              | rows[0].upTo  | an empty first tier",
        "1000:-0.1,:0.2          | rows[0].price | a price below zero",
        "1000:0.1,:0.00000000001 | rows[1].price | too many decimals",
        "1000:0.1,:1e999999999   | rows[1].price | a number nobody can write out",
        "-5:0.1,:0.2             | rows[0].upTo  | an end below zero",
        "1000:0.1,2000:1e16      | rows[1].price | a price above all limits"
      })
  void a_wrong_row_is_refused_with_its_field(String rows, String field, String why) {
    refused("discounts[0].tiers." + field, with(table("GRADUATED", rows)));
  }

  @Test
  void every_wrong_row_is_named_at_once() {
    var faults = TierRules.faults("t", table("GRADUATED", "1000:-1,900:0.2,:0.3,5:1"), false);

    assertThat(faults)
        .extracting(Fault::field)
        .containsExactly("t.rows[0].price", "t.rows[1].upTo", "t.rows[2].upTo", "t.rows[3].upTo");
  }

  @Test
  void a_table_has_one_to_a_hundred_rows() {
    var hundred = String.join(",", IntStream.range(1, 101).mapToObj(i -> i + ":1").toList());

    assertThat(read(with(table("GRADUATED", hundred))).groups()).hasSize(1);
    refused("discounts[0].tiers.rows", with(table("GRADUATED", hundred + ",:1")));
    refused(
        "discounts[0].tiers.rows",
        with(new Terms.Table("GRADUATED", null, null, null, null, List.of())));
  }

  @Test
  void percentages_end_at_a_hundred() {
    var fee = new Terms.Fee("PCT_OF_SALES", table("GRADUATED", ":100"), null, null);
    var more = new Terms.Fee("PCT_OF_SALES", table("GRADUATED", ":100.01"), null, null);
    var units = new Terms.Fee("PER_UNIT", table("GRADUATED", ":100.01"), null, null);

    assertThat(read(Terms.agent("2026-03-01", "AGENT_OWN_NAME", fee, null)).groups()).isEmpty();
    refused(
        "commission.tiers.rows[0].price", Terms.agent("2026-03-01", "AGENT_OWN_NAME", more, null));
    assertThat(
            read(Terms.agent("2026-03-01", "AGENT_OWN_NAME", units, null))
                .contract()
                .commission()
                .tiers()
                .unitPrice(BigDecimal.ZERO))
        .isEqualByComparingTo("100.01");
  }

  @Test
  void what_contradicts_the_scheme_is_refused() {
    var fee = new Terms.Fee("PCT_OF_SALES", table("GRADUATED", ":10"), null, null);
    var rebates = List.of(rebate(table("GRADUATED", ":1"), "0"));

    refused("mode", Terms.agent("2026-03-01", "AGENT", fee, null));
    refused("mode", Terms.agent("2026-03-01", null, fee, null));
    refused("commission", Terms.agent("2026-03-01", "AGENT_OWN_NAME", null, null));
    refused("commission", Terms.agent("2026-03-01", "RESALE", fee, null));
    refused("settlement", Terms.agent("2026-03-01", "RESALE", null, "PAYOUT"));
    refused("discounts", Terms.agent("2026-03-01", "AGENT_OWN_NAME", fee, null).with(rebates));
    refused("from", Terms.resale(null));
    refused("from", Terms.resale("1 March"));
    refused("from", Terms.resale("1999-12-31"));
    refused("lastDay", Terms.resale("2026-03-02").ending("2026-03-01"));
    assertThat(read(Terms.resale("2026-03-02").ending("2026-03-02")).groups()).isEmpty();
  }

  @Test
  void a_minimum_is_a_sum_of_coins_that_a_buyer_of_its_own_account_spends() {
    var fee = new Terms.Fee("PCT_OF_SALES", table("GRADUATED", ":10"), null, null);
    var some = new Terms.Least(new BigDecimal("10.01"), null);

    refused("minimum", Terms.agent("2026-03-01", "AGENT_OWN_NAME", fee, null).with(some));
    for (var amount : new String[] {"-1", "0.001", "0.0000001", "1000000000.01", "1e99"}) {
      refused(
          "minimum.amount",
          Terms.resale("2026-03-01").with(new Terms.Least(new BigDecimal(amount), null)));
    }
    refused("minimum.amount", Terms.resale("2026-03-01").with(new Terms.Least(null, null)));
    refused(
        "minimum.proration",
        Terms.resale("2026-03-01").with(new Terms.Least(BigDecimal.TEN, "DAILY")));
    assertThat(read(Terms.resale("2026-03-01").with(some)).hasMinimum()).isTrue();
    assertThat(read(Terms.resale("2026-03-01")).hasMinimum()).isFalse();
    assertThat(read(Terms.resale("2026-03-01")).upward()).isTrue();
    assertThat(read(Terms.resale("2026-03-01").counting(false)).upward()).isFalse();
  }

  @Test
  void products_are_discounted_once() {
    var one = rebate(table("GRADUATED", ":1"), "0");
    var two =
        new Terms.Rebate(
            "TWO", one.products(), null, null, null, null, one.tiers(), null, null, null);

    refused("discounts[1].group", Terms.resale("2026-03-01").with(List.of(one, one)));
    refused("discounts[1].products", Terms.resale("2026-03-01").with(List.of(one, two)));
    refused("discounts", Terms.resale("2026-03-01").with(Collections.nCopies(11, one)));
  }

  @Test
  void a_campaign_type_is_discounted_with_any_type_or_by_itself() {
    var any = types("ANY", "plugin");
    var one = types("ONE", "plugin.voting");

    refused("discounts[1].products", Terms.resale("2026-03-01").with(List.of(any, one)));
    refused("discounts[1].products", Terms.resale("2026-03-01").with(List.of(one, any)));
    assertThat(
            read(Terms.resale("2026-03-01")
                    .with(List.of(one, types("BOTH", "plugin.quiz", "pluginx"))))
                .groups())
        .hasSize(2);
  }

  private static Terms.Rebate types(String group, String... products) {
    var tiers = table("GRADUATED", ":1");
    return new Terms.Rebate(
        group, List.of(products), null, null, null, null, tiers, null, null, null);
  }

  @Test
  void a_share_goes_to_clients_of_the_buyer_and_is_at_most_all() {
    var tiers = table("GRADUATED", ":1");
    var base = rebate(tiers, "100");
    var whole = new BigDecimal("100");
    var listed =
        new Terms.Share(null, "PER_CLIENT_LIST", List.of(new Terms.ClientShare(20, whole)));
    var foreign =
        new Terms.Share(null, "PER_CLIENT_LIST", List.of(new Terms.ClientShare(30, whole)));
    var twice =
        new Terms.Share(
            null, "PER_CLIENT_LIST", Collections.nCopies(2, new Terms.ClientShare(20, whole)));
    var unlisted =
        new Terms.Share(whole, "PRO_RATA_QTY", List.of(new Terms.ClientShare(20, whole)));

    assertThat(read(Terms.resale("2026-03-01").with(List.of(base.passing(listed)))).groups())
        .hasSize(1);
    refused("discounts[0].passThrough.percent", with100(rebate(tiers, "100.1")));
    refused("discounts[0].passThrough.percent", with100(rebate(tiers, "-1")));
    refused("discounts[0].passThrough.clients[0].client", with100(base.passing(foreign)));
    refused("discounts[0].passThrough.clients[1].client", with100(base.passing(twice)));
    refused("discounts[0].passThrough.clients", with100(base.passing(unlisted)));
  }

  private static Terms with100(Terms.Rebate rebate) {
    return Terms.resale("2026-03-01").with(List.of(rebate));
  }

  @Test
  void tax_and_papers_keep_their_limits() {
    var terms = Terms.resale("2026-03-01");

    refused(
        "tax.percent", terms.with(new Terms.Tax("VAT", new BigDecimal("100.5"), null, null, null)));
    refused(
        "tax.percent",
        terms.with(new Terms.Tax("NOT_A_PAYER", new BigDecimal("20"), null, null, null)));
    refused("tax.regime", terms.with(new Terms.Tax("GST", null, null, null, null)));
    refused("documents.series", terms.with(new Terms.Papers("A B", null, null)));
    refused("documents.objectionDays", terms.with(new Terms.Papers("", null, 0)));
    refused("documents.objectionDays", terms.with(new Terms.Papers("", null, 366)));
    assertThat(read(terms.with(new Terms.Papers("", null, 365))).contract().documents())
        .extracting("objectionDays")
        .isEqualTo(365);
  }

  @Test
  void everything_that_is_wrong_is_told_at_once() {
    var table =
        new Terms.Table(
            "FLAT",
            null,
            "SOME",
            null,
            null,
            List.of(new Terms.Row(null, null, null, null), new Terms.Row(null, null, null, null)));
    var rebate =
        new Terms.Rebate(
            "two words",
            List.of(),
            "COMMITMENT",
            2,
            null,
            "ALL",
            table,
            null,
            new Terms.Share(new BigDecimal("101"), null, List.of()),
            null);
    var huge = new BigDecimal("1e999999999");
    var terms =
        Terms.resale("soon")
            .ending("later")
            .with(new Terms.Tax("GST", huge, null, null, "LINES"))
            .with(new Terms.Papers("A B", null, 0))
            .with(List.of(rebate))
            .with(new Terms.Least(huge, null));

    assertThat(fields(() -> read(terms)))
        .containsExactly(
            "from",
            "lastDay",
            "tax.regime",
            "tax.percent",
            "tax.roundAt",
            "documents.series",
            "documents.objectionDays",
            "discounts[0].group",
            "discounts[0].products",
            "discounts[0].rollingMonths",
            "discounts[0].committed",
            "discounts[0].scope",
            "discounts[0].tiers.mode",
            "discounts[0].tiers.overflow",
            "discounts[0].tiers.rows[0].price",
            "discounts[0].tiers.rows[0].upTo",
            "discounts[0].tiers.rows[1].price",
            "discounts[0].passThrough.percent",
            "minimum.amount");
  }
}
