package livery.billing.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import livery.billing.Rounding;
import livery.billing.tier.TierTable.Boundary;
import livery.billing.tier.TierTable.Mode;
import livery.billing.tier.TierTable.Overflow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The worked examples of the systems that billing.md §1 learns from, each with its source. */
class TierExamplesTest {

  private static BigDecimal number(String value) {
    return new BigDecimal(value);
  }

  /** Kill Bill, TestContiguousIntervalConsumableInArrear: widths become cumulative bounds. */
  @ParameterizedTest(name = "Kill Bill ALL_TIERS, {1} units of {0}: {2}")
  @CsvSource({
    // 10 × 1.5 + 100 × 1 + 1 × 0.5
    "10 @ 1.5; 110 @ 1; 1110 @ 0.5, 111, 115.5",
    // 10 blocks of 100, then ceil(4325 / 1000) = 5 blocks
    "1000 @ 1 / 100; 101000 @ 1 / 1000, 5325, 15",
    "1000 @ 1 / 100; 101000 @ 1 / 1000, 1000, 10",
    "1000 @ 1 / 100; 101000 @ 1 / 1000, 1001, 11",
    "1000 @ 1 / 100; 101000 @ 1 / 1000, 0, 0"
  })
  void kill_bill_all_tiers(String rows, String units, String total) {
    assertThat(Tables.table("GRADUATED", rows).total(number(units))).isEqualByComparingTo(total);
  }

  @ParameterizedTest(name = "Kill Bill TOP_TIER, {1} units of {0}: {2}")
  @CsvSource({
    "1000 @ 1 / 100; 101000 @ 1 / 1000; 201000 @ 0.5 / 1000, 1000, 10",
    "1000 @ 1 / 100; 101000 @ 1 / 1000; 201000 @ 0.5 / 1000, 101000, 101",
    // one unit more: 102 blocks × 0.5
    "1000 @ 1 / 100; 101000 @ 1 / 1000; 201000 @ 0.5 / 1000, 101001, 51",
    // beyond the last tier all units cost what the last tier says
    "1000 @ 1 / 100; 101000 @ 1 / 1000; 201000 @ 0.5 / 1000, 300000, 150",
    "10 @ 1.5; 110 @ 1; 1110 @ 0.5, 111, 55.5",
    "10 @ 1.5; 110 @ 1; 1110 @ 0.5, 110, 110",
    "10 @ 1.5; 110 @ 1; 1110 @ 0.5, 10, 15"
  })
  void kill_bill_top_tier(String rows, String units, String total) {
    assertThat(Tables.table("ALL_UNITS", rows).total(number(units))).isEqualByComparingTo(total);
  }

  @Test
  void kill_bill_all_tiers_does_not_bill_what_is_beyond_the_last_tier() {
    var table =
        Tables.table("GRADUATED", "10 @ 1.5; 110 @ 1; 1110 @ 0.5")
            .withOverflow(Overflow.NOT_BILLED);

    assertThat(table.total(number("5000"))).isEqualByComparingTo("615");
    assertThat(table.total(number("1110"))).isEqualByComparingTo("615");
  }

  @Test
  void kill_bill_makes_an_item_of_nothing_for_no_usage() {
    var charge = Tables.table("GRADUATED", "10 @ 1.5; rest @ 1").charge(BigDecimal.ZERO);

    assertThat(charge.lines()).hasSize(1);
    assertThat(charge.total()).isZero();
  }

  /** Lago, graduated_service_spec: flat fees of entered tiers, the first also for 0 units. */
  @ParameterizedTest(name = "Lago graduated, {0} units: {1}")
  @CsvSource({"0, 2", "1, 12", "10, 102", "11, 110", "12, 115", "21, 163"})
  void lago_graduated(String units, String total) {
    var rows =
        List.of(
            TierRow.of("0", "10", "10").withFlat("2"),
            TierRow.of("11", "20", "5").withFlat("3"),
            TierRow.of("21", "", "5").withFlat("3"));
    var table = TierTable.ofRows(Mode.GRADUATED, Boundary.UPPER_INCLUSIVE, rows);

    assertThat(table.withFlatAtZero(true).total(number(units))).isEqualByComparingTo(total);
  }

  @ParameterizedTest(name = "Lago graduated with adjacent decimal ranges, {0} units: {1}")
  @CsvSource({"0.05, 0.5", "0.5, 3"})
  void lago_adjacent_ranges(String units, String total) {
    var rows =
        List.of(
            TierRow.of("0", "0.1", "10"), TierRow.of("0.1", "1", "5"), TierRow.of("1", "", "2"));
    var table = TierTable.ofRows(Mode.GRADUATED, Boundary.UPPER_INCLUSIVE, rows);

    assertThat(table.total(number(units))).isEqualByComparingTo(total);
  }

  /** Lago, volume_service_spec: 100.5 belongs to 101..200. */
  @ParameterizedTest(name = "Lago volume, {0} units: {1}")
  @CsvSource({"0, 10", "1, 12", "100, 210", "100.5, 100.5", "101, 101", "200, 200", "300, 200"})
  void lago_volume(String units, String total) {
    var rows =
        List.of(
            TierRow.of("0", "100", "2").withFlat("10"),
            TierRow.of("101", "200", "1"),
            TierRow.of("201", "", "0.5").withFlat("50"));
    var table = TierTable.ofRows(Mode.ALL_UNITS, Boundary.UPPER_INCLUSIVE, rows);

    assertThat(table.withFlatAtZero(true).total(number(units))).isEqualByComparingTo(total);
  }

  /** Lago, graduated_percentage_service_spec: no flat fee for nothing. */
  @ParameterizedTest(name = "Lago graduated percentage of {0}: {1}")
  @CsvSource({"0, 0", "1, 200.01", "10, 200.1", "11, 500.12", "12, 500.14", "21, 900.33"})
  void lago_graduated_percentage(String amount, String total) {
    var table = Tables.table("GRADUATED", "10 @ 1% + 200; 20 @ 2% + 300; rest @ 3% + 400");

    assertThat(table.total(number(amount))).isEqualByComparingTo(total);
  }

  /** Lago, package_service_spec. */
  @ParameterizedTest(name = "Lago packages of 10 for 100, {0} free of 121: {1}")
  @CsvSource({"0, 1300", "10, 1200", "200, 0", "121, 0", "120, 100"})
  void lago_package(String free, String total) {
    var price = new PackagePrice(number("10"), number("100"), number(free));

    assertThat(price.total(number("121"))).isEqualByComparingTo(total);
  }

  /** Lago, percentage_service_spec; its running totals 50, 150, 400 are events of 50, 100, 250. */
  @ParameterizedTest(name = "Lago {0} % + {1} of {6}: {7}")
  @CsvSource({
    // (800 − 250) × 1.3 % + (4 − 2) × 2
    "1.3, 2, 3, 250, 0, , 50 100 250 400, 11.15",
    "1.3, 2, 0, 250, 0, , 50 100 250 400, 11.15",
    // (800 − 400) × 1.3 % + (4 − 3) × 2
    "1.3, 2, 3, 0, 0, , 50 100 250 400, 7.2",
    "1.3, 2, 3, 500, 0, , 50 100 250 400, 7.2",
    "1.3, 2, 0, 0, 0, , 50 100 250 400, 18.4",
    "0, 2, 0, 0, 0, , 50 100 250 400, 8",
    "1.3, 2, 5, 0, 0, , 50 100 250, 0",
    "2.9, 0, 0, 0, 0, , 4, 0.116",
    // at least 1.75, at most 12 for each event
    "2.99, 0, 0, 0, 1.75, 12, 10 80 10000, 16.142",
    "2.99, 2, 0, 0, 1.75, 12, 10 80 10000, 18.691",
    "2.99, 0, 2, 0, 1.75, 12, 10 80 10000, 12",
    "2.99, 0, 0, 30, 1.75, 12, 10 80 10000, 13.794",
    "2.99, 0, 3, 10000, 1.75, 12, 10 80 10000, 2.691"
  })
  void lago_percentage(
      String percent,
      String fixed,
      int freeEvents,
      String freeAmount,
      String least,
      String most,
      String amounts,
      String total) {
    var atMost = most == null ? Tier.NO_END : number(most);
    var price =
        new PercentagePrice(
            number(percent), number(fixed), freeEvents, number(freeAmount), number(least), atMost);

    assertThat(price.total(Arrays.stream(amounts.split(" ")).map(BigDecimal::new).toList()))
        .isEqualByComparingTo(total);
  }

  /** Stripe, docs.stripe.com/subscriptions/pricing-models/tiered-pricing. */
  @ParameterizedTest(name = "Stripe {0}, {1} units: {2}")
  @CsvSource({
    "ALL_UNITS, 1, 7", "ALL_UNITS, 5, 35", "ALL_UNITS, 6, 39", "ALL_UNITS, 20, 120",
    "ALL_UNITS, 25, 150", "GRADUATED, 1, 7", "GRADUATED, 5, 35", "GRADUATED, 6, 41.5",
    "GRADUATED, 20, 127.5", "GRADUATED, 25, 157.5"
  })
  void stripe_same_units_in_both_modes(String mode, String units, String total) {
    var table = Tables.table(mode, "5 @ 7; 10 @ 6.5; rest @ 6");

    assertThat(table.total(number(units))).isEqualByComparingTo(total);
  }

  /** OpenMeter, tieredvolume_test.go: flat prices up to 10, unit prices above. */
  @ParameterizedTest(name = "OpenMeter volume, {0} units: {1}")
  @CsvSource({"0, 100", "3, 100", "5, 100", "6, 150", "14, 140", "15, 150", "16, 80", "100, 500"})
  void openmeter_volume(String units, String total) {
    var table = Tables.table("ALL_UNITS", "5 @ 0 + 100; 10 @ 0 + 150; 15 @ 10; rest @ 5");

    assertThat(table.withFlatAtZero(true).total(number(units))).isEqualByComparingTo(total);
  }

  @Test
  void openmeter_graduated_charges_no_flat_price_for_nothing() {
    var table = Tables.table("GRADUATED", "5 @ 0 + 100; 10 @ 0 + 150; 15 @ 10; rest @ 5");

    assertThat(table.total(BigDecimal.ZERO)).isZero();
    // 100 + 150 + 5 × 10 + 1 × 5
    assertThat(table.total(number("16"))).isEqualByComparingTo("305");
  }

  @Test
  void openmeter_rounds_each_tier_where_we_round_once() {
    var charge = Tables.table("GRADUATED", "1 @ 0.005; rest @ 0.005").charge(number("2"));
    var coins = Rounding.toCoins("USD");

    assertThat(charge.totalOfRoundedLines(coins, "USD")).hasToString("0.02 USD");
    assertThat(charge.total(coins, "USD")).hasToString("0.01 USD");
  }

  /**
   * OpenMeter, rating/delta/README.md: 15 units booked at 10, the 16th makes all of them cost 5.
   */
  @Test
  void openmeter_delta_takes_back_15_at_10_and_books_16_at_5() {
    var table = Tables.table("ALL_UNITS", "5 @ 0 + 100; 10 @ 0 + 150; 15 @ 10; rest @ 5");
    var booked = List.of(new Delta.Line(number("10"), number("15")));

    var lines = Delta.lines(booked, table.charge(number("16")));

    assertThat(lines)
        .containsExactly(
            new Delta.Line(number("1E+1"), number("-15")),
            new Delta.Line(number("5"), number("16")));
    var all = new java.util.ArrayList<>(booked);
    all.addAll(lines);
    assertThat(Delta.lines(all, table.charge(number("16")))).isEmpty();
  }

  /** sipmarket.net, "От 2000 и более": a share of the whole month, and 2000 belongs to the row. */
  @ParameterizedTest(name = "sipmarket.net commission on {0}: {1}")
  @CsvSource({"1999.99, 99.9995", "2000, 200", "19.99, 0", "20, 1", "50, 2.5", "0, 0"})
  void sipmarket_from_2000(String turnover, String commission) {
    var rows =
        List.of(
            TierRow.of("0", "20", "0"),
            TierRow.of("20", "50", "0.05"),
            TierRow.of("50", "2000", "0.05"),
            TierRow.of("2000", "", "0.10"));
    var table = TierTable.ofRows(Mode.ALL_UNITS, Boundary.LOWER_INCLUSIVE, rows);

    assertThat(table.total(number(turnover))).isEqualByComparingTo(commission);
  }
}
