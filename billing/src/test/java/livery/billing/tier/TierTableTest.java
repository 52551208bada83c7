package livery.billing.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import livery.billing.BillingException;
import livery.billing.Money;
import livery.billing.Rounding;
import livery.billing.tier.TierTable.Boundary;
import livery.billing.tier.TierTable.Mode;
import livery.billing.tier.TierTable.Overflow;
import livery.testkit.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TierTableTest {

  private static final long SEED = Seed.of(TierTableTest.class);

  private static BigDecimal number(String value) {
    return new BigDecimal(value);
  }

  @ParameterizedTest(name = "{0} {1}: {2} is in tier {3} and costs {4}")
  @CsvSource({
    "ALL_UNITS, UPPER_INCLUSIVE, 999.999999, 1, 999.999999",
    "ALL_UNITS, UPPER_INCLUSIVE, 1000, 1, 1000",
    "ALL_UNITS, UPPER_INCLUSIVE, 1000.000001, 2, 800.0000008",
    "ALL_UNITS, LOWER_INCLUSIVE, 999.999999, 1, 999.999999",
    "ALL_UNITS, LOWER_INCLUSIVE, 1000, 2, 800",
    "ALL_UNITS, LOWER_INCLUSIVE, 2000, 3, 1000",
    "GRADUATED, UPPER_INCLUSIVE, 1000, 1, 1000",
    "GRADUATED, UPPER_INCLUSIVE, 1001, 2, 1000.8",
    "GRADUATED, LOWER_INCLUSIVE, 1000, 2, 1000",
    "GRADUATED, LOWER_INCLUSIVE, 1001, 2, 1000.8",
    "GRADUATED, UPPER_INCLUSIVE, 2500, 3, 2050"
  })
  void both_sides_of_a_bound(
      String mode, Boundary boundary, String quantity, int tier, String total) {
    var table = Tables.table(mode, "1000 @ 1; 2000 @ 0.8; rest @ 0.5").withBoundary(boundary);

    assertThat(table.tier(number(quantity))).isEqualTo(tier);
    assertThat(table.total(number(quantity))).isEqualByComparingTo(total);
  }

  @ParameterizedTest(name = "{0}: {1} pays flat fees so that it costs {2}")
  @CsvSource({
    "UPPER_INCLUSIVE, 0, 0", "UPPER_INCLUSIVE, 10, 15", "UPPER_INCLUSIVE, 11, 23",
    "LOWER_INCLUSIVE, 0, 0", "LOWER_INCLUSIVE, 9, 14", "LOWER_INCLUSIVE, 10, 22"
  })
  void the_boundary_says_when_a_flat_fee_falls_due(Boundary boundary, String units, String total) {
    var table = Tables.table("GRADUATED", "10 @ 1 + 5; rest @ 1 + 7").withBoundary(boundary);

    assertThat(table.total(number(units))).isEqualByComparingTo(total);
  }

  @Test
  void tiers_may_get_dearer() {
    var table = Tables.table("GRADUATED", "100 @ 1; rest @ 2");

    assertThat(table.total(number("150"))).isEqualByComparingTo("200");
    assertThat(Tables.table("ALL_UNITS", "100 @ 1; rest @ 2").total(number("150")))
        .isEqualByComparingTo("300");
  }

  @ParameterizedTest(name = "{0} units cost {1}, at most what the next tier would")
  @CsvSource({"700, 700", "799, 799", "800, 800", "801, 800", "1000, 800", "1001, 800.8"})
  void never_worse_than_the_next_tier(String units, String total) {
    var table = Tables.table("ALL_UNITS", "1000 @ 1; rest @ 0.8").withNeverWorse(true);

    assertThat(table.total(number(units))).isEqualByComparingTo(total);
  }

  @Test
  void a_dearer_tier_stays_dearer_where_a_table_is_never_worse() {
    var table = Tables.table("ALL_UNITS", "1000 @ 1; rest @ 2").withNeverWorse(true);

    assertThat(table.total(number("1001"))).isEqualByComparingTo("2002");
  }

  @Test
  void cliffs_are_named_where_more_costs_less() {
    var table = Tables.table("ALL_UNITS", "1000 @ 1; 2000 @ 0.8; rest @ 0.9");

    assertThat(table.cliffs())
        .singleElement()
        .satisfies(cliff -> assertThat(cliff.drop()).isEqualByComparingTo("200"))
        .satisfies(cliff -> assertThat(cliff.tier()).isEqualTo(2));
    assertThat(table.withNeverWorse(true).cliffs()).isEmpty();
  }

  @ParameterizedTest(name = "{0}: from {1} it takes {2} more, saving {3}")
  @CsvSource({
    "UPPER_INCLUSIVE, 87570, 12431, 1890.0189", "LOWER_INCLUSIVE, 87570, 12430, 1890",
    "LOWER_INCLUSIVE, 99999, 1, 1890", "UPPER_INCLUSIVE, 100000, 1, 1890.0189",
    "LOWER_INCLUSIVE, 0, 100000, 1890"
  })
  void the_distance_to_the_next_tier_and_what_it_saves(
      Boundary boundary, String units, String missing, String saving) {
    var table =
        Tables.table("ALL_UNITS", "100000 @ 0.7189; 500000 @ 0.7; rest @ 0.65")
            .withBoundary(boundary);

    var next = table.next(number(units)).orElseThrow();

    assertThat(next.tier()).isEqualTo(2);
    assertThat(next.missing()).isEqualByComparingTo(missing);
    assertThat(next.saving()).isEqualByComparingTo(saving);
    assertThat(next.savingPerUnit()).isEqualByComparingTo("0.0189");
    assertThat(table.next(number("500001"))).isEmpty();
  }

  @Test
  void a_tier_narrower_than_a_unit_is_passed_over() {
    var end = Tables.table("GRADUATED", "1000 @ 1; 1000.5 @ 0.5").withOverflow(Overflow.ERROR);
    var between = Tables.table("GRADUATED", "1000 @ 1; 1000.5 @ 0.5; rest @ 0.25");

    assertThat(end.next(number("10"))).isEmpty();
    assertThat(end.next(number("10"), number("0.1")).orElseThrow().missing())
        .isEqualByComparingTo("990.1");
    assertThat(between.next(number("10")).orElseThrow().tier()).isEqualTo(3);
  }

  @Test
  void an_event_is_split_at_the_bounds_that_its_parts_cross() {
    var table = Tables.table("ALL_UNITS", "1000 @ 1; 1002 @ 0.9; rest @ 0.8");

    assertThat(table.split(number("999"), number("5")))
        .extracting(line -> line.tier() + ":" + line.quantity() + "@" + line.unitPrice())
        .containsExactly("1:1@1", "2:2@0.9", "3:2@0.8");
    assertThat(table.split(number("1000"), number("1"))).extracting("tier").containsExactly(2);
    assertThat(table.unitPrice(number("999"))).isEqualByComparingTo("1");
    assertThat(table.unitPrice(number("1000"))).isEqualByComparingTo("0.9");
  }

  @Test
  void what_was_counted_before_carries_over() {
    var rows = "100 @ 1; rest @ 0.5";

    assertThat(Tables.table("GRADUATED", rows).charge(number("90"), number("20")).total())
        .isEqualByComparingTo("15");
    assertThat(Tables.table("ALL_UNITS", rows).charge(number("90"), number("20")).total())
        .isEqualByComparingTo("10");
  }

  @Test
  void a_closed_period_is_never_rated_up_by_a_late_refund() {
    // 100,001 units cost 60,000.60; one less would cost 65,000.00, which no refund may do
    var table = Tables.table("ALL_UNITS", "100000 @ 0.65; rest @ 0.6");
    var closed = number("100001");
    var one = BigDecimal.ONE;

    assertThat(table.total(closed.subtract(one)).subtract(table.total(closed)))
        .isEqualByComparingTo("4999.4");
    assertThat(Delta.afterClose(Delta.Late.CLOSED_NEVER_UP, table, closed, one, number("0.6")))
        .isZero();
    assertThat(Delta.afterClose(Delta.Late.REFUND_AT_SNAPSHOT, table, closed, one, number("0.6")))
        .isEqualByComparingTo("-0.6");
    assertThat(
            Delta.afterClose(
                Delta.Late.CLOSED_NEVER_UP, table, closed, number("50001"), number("0.6")))
        .isEqualByComparingTo("-27500.6");
    assertThatThrownBy(
            () ->
                Delta.afterClose(Delta.Late.REFUND_AT_SNAPSHOT, table, closed, one, number("-0.6")))
        .isInstanceOf(BillingException.Invalid.class)
        .hasMessageStartingWith("The price that was charged is 0 to ");
  }

  @Test
  void the_difference_to_post_is_nothing_the_second_time() {
    var exact = number("10.0000004");
    var coins = Rounding.toCoins("UAH");
    var first = Delta.toPost(exact, Money.of("10.37", "UAH"), coins);

    assertThat(first).isEqualTo(Money.of("-0.37", "UAH"));
    assertThat(Delta.toPost(exact, Money.of("10.37", "UAH").plus(first), coins).isZero()).isTrue();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "10 @ 1; 10 @ 2; rest @ 3 | Row 2: the end is above 10",
        "10 @ 1; 20 @ 2; 15 @ 3 | Row 3: the end is above 20",
        "0 @ 1; rest @ 2 | Row 1: the end is above 0",
        "-5 @ 1; rest @ 2 | Row 1: the end is 0 to",
        "10 @ 1; rest @ -2 | Row 2: the price is 0 to",
        "10 @ 1 + -1; rest @ 2 | Row 1: the flat fee is 0 to",
        "10 @ 1 / -100; rest @ 2 | Row 1: the block is 0 to",
        "rest @ 1; 10 @ 2 | Row 1: only the last tier has no end",
        "10 @ 0.1234567890123 | Row 1: the price has at most 12 decimals",
        "10 @ 1E2000000000 | Row 1: the price is 0 to",
        "10 @ 1E-2000000000 | Row 1: the price has at most 12 decimals"
      })
  void a_bad_table_is_refused_with_the_row_named(String rows, String error) {
    assertThatThrownBy(() -> Tables.table("GRADUATED", rows))
        .isInstanceOf(BillingException.Invalid.class)
        .hasMessageContaining(error);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "0-10 20-30 | Row 2 starts at 20, which leaves a gap",
        "0-10 9-30 | Row 2 starts at 9, which overlaps",
        "0-10 10-50 50-40 | Row 3 ends at 40, before its start",
        "20-50 50-100 | Row 1 starts at 20, but the first row starts at 0",
        "0- 10-20 | Row 2 starts at 10, which overlaps: the row above ends at no number",
        "0-0 0-10 | Row 1: the end is above 0"
      })
  void a_printed_table_is_refused_with_the_row_named(String rows, String error) {
    var list = new ArrayList<TierRow>();
    for (var row : rows.trim().split(" ")) {
      var bounds = row.split("-", 2);
      list.add(TierRow.of(bounds[0], bounds[1], "1"));
    }

    assertThatThrownBy(() -> TierTable.ofRows(Mode.GRADUATED, Boundary.UPPER_INCLUSIVE, list))
        .isInstanceOf(BillingException.Invalid.class)
        .hasMessageContaining(error);
  }

  @Test
  void a_bad_quantity_is_refused() {
    var table = Tables.table("GRADUATED", "10 @ 1; 20 @ 2").withOverflow(Overflow.ERROR);

    for (var bad : List.of("-1", "-0.000001", "1E+16", "0.0000000000001", "20.1")) {
      assertThatThrownBy(() -> table.total(number(bad)))
          .as(bad)
          .isInstanceOf(BillingException.Invalid.class);
    }
    assertThat(table.total(number("20"))).isEqualByComparingTo("30");
    assertThatThrownBy(() -> table.withBoundary(Boundary.LOWER_INCLUSIVE).total(number("20")))
        .hasMessageContaining("Row 2: the table ends at 20");
    assertThatThrownBy(() -> TierTable.of(Mode.GRADUATED, List.of()))
        .hasMessageContaining("1 to 100 rows");
    assertThatThrownBy(() -> Tier.upTo("ten", "1")).hasMessageContaining("not ten");
  }

  /** Random tables, and what holds for every one of them. */
  @Test
  void random_tables_add_up() {
    var random = new Random(SEED);
    for (var round = 0; round < 4_000; round++) {
      var table = TableOracle.randomTable(random);
      var name = "seed " + SEED + ", round " + round + ", " + table;
      var before = TableOracle.randomQuantity(random, table);
      var quantity = TableOracle.randomQuantity(random, table);

      assertThat(table.total(quantity))
          .as(name)
          .isEqualByComparingTo(TableOracle.total(table, quantity));
      var charge = table.charge(before, quantity);
      assertThat(charge.total())
          .as(name)
          .isEqualByComparingTo(TableOracle.charge(table, before, quantity));
      var marginal = TableOracle.graduated(table, before.add(quantity));
      if (before.signum() > 0) {
        marginal = marginal.subtract(TableOracle.graduated(table, before));
      }
      var split = table.split(before, quantity).stream().map(TierCharge.Line::amount);
      assertThat(split.reduce(BigDecimal.ZERO, BigDecimal::add))
          .as(name)
          .isEqualByComparingTo(marginal);
      if (table.mode() == Mode.GRADUATED || table.neverWorse() && TableOracle.falls(table)) {
        assertThat(table.total(before.add(quantity)))
            .as(name + " is monotone")
            .isGreaterThanOrEqualTo(table.total(quantity));
      }
      TableOracle.checkNext(table, quantity, name);
    }
  }

  @Test
  void a_mode_or_a_boundary_that_is_missing_is_refused_and_not_guessed() {
    var rows = List.of(Tier.rest("1"));
    assertThatThrownBy(() -> TierTable.of(null, rows))
        .isInstanceOf(BillingException.Invalid.class)
        .hasMessage("The mode of a tier table is missing");
    assertThatThrownBy(() -> TierTable.of(TierTable.Mode.GRADUATED, rows).withBoundary(null))
        .isInstanceOf(BillingException.Invalid.class)
        .hasMessage("The boundary of a tier table is missing");
    assertThatThrownBy(() -> TierTable.of(TierTable.Mode.GRADUATED, null))
        .isInstanceOf(BillingException.Invalid.class)
        .hasMessage("A list of tiers is missing");
    assertThatThrownBy(
            () -> TierTable.ofRows(TierTable.Mode.GRADUATED, Boundary.UPPER_INCLUSIVE, null))
        .isInstanceOf(BillingException.Invalid.class)
        .hasMessage("A list of tiers is missing");
    assertThatThrownBy(() -> TierTable.graduated(Tier.upTo("5", "1"), null))
        .isInstanceOf(BillingException.Invalid.class)
        .hasMessage("Row 2 is missing");
  }

  @Test
  void a_first_row_may_start_at_one_however_it_is_written() {
    for (var one : new String[] {"1", "1.0", "1.00"}) {
      var rows = List.of(TierRow.of(one, "10", "2"), TierRow.of("11", "", "1"));
      var table = TierTable.ofRows(TierTable.Mode.GRADUATED, Boundary.UPPER_INCLUSIVE, rows);
      assertThat(table.total(new BigDecimal("12"))).isEqualByComparingTo("22");
    }
  }
}
