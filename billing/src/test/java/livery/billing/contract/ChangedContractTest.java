package livery.billing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import livery.billing.Money;
import livery.billing.contract.Discount.Basis;
import livery.billing.period.BillingMonth;
import livery.billing.period.MinimumTerms;
import livery.billing.period.VolumeTerms;
import livery.billing.rent.Proration;
import livery.billing.tier.Tier;
import livery.billing.tier.TierTable;
import livery.billing.tier.TierTable.Overflow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A contract of which a version is sent within a month. */
class ChangedContractTest {

  private static final LocalDate MARCH = LocalDate.of(2026, 3, 1);
  private static final LocalDate MIDDLE = LocalDate.of(2026, 3, 16);
  private static final LocalDate APRIL = LocalDate.of(2026, 4, 1);
  private static final Contract FIRST = Contract.resale(7, 1, 2, "UAH", LocalDate.of(2026, 1, 1));
  private static final TierTable STEP =
      TierTable.allUnits(Tier.upTo("1000", "1"), Tier.rest("0.5"));
  private static final TierTable CAP =
      TierTable.allUnits(Tier.upTo("500", "1")).withOverflow(Overflow.NOT_BILLED);

  private static BigDecimal number(String number) {
    return new BigDecimal(number);
  }

  private static ContractHistory changed(Discount first, Discount second) {
    var before = FIRST.withDiscount(first);
    return ContractHistory.of(before).amend(before.next(MIDDLE).withDiscount(second), MARCH);
  }

  private static BigDecimal cost(ContractHistory history, String first, String second) {
    return cost(VolumeTerms.of(2, "MT", Set.of("MT"), history), first, second);
  }

  private static BigDecimal cost(VolumeTerms terms, String first, String second) {
    var days = new TreeMap<>(Map.of(MARCH, number(first), MIDDLE, number(second)));
    return terms.charge(MARCH, APRIL, days, BigDecimal.ZERO).stream()
        .map(charge -> charge.charge().total())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  @ParameterizedTest(name = "{0}: {1} and {2} units cost {3}")
  @CsvSource({
    "NEVER_WORSE, 450, 450, 500", "NEVER_WORSE, 900, 0, 500", "CAP, 450, 450, 500",
    "FLAT, 450, 450, 910", "FLAT, 0, 900, 910", "FLAT_AT_ZERO, 0, 0, 10",
    "GRADUATED_FLAT_AT_ZERO, 0, 900, 910"
  })
  void a_version_that_changes_no_price_changes_nothing(
      String table, String first, String second, String total) {
    var flat = Tier.upTo("1000", "1").withFlat("10");
    var tiers =
        switch (table) {
          case "NEVER_WORSE" -> STEP.withNeverWorse(true);
          case "CAP" -> CAP;
          case "FLAT" -> TierTable.allUnits(flat, Tier.rest("0.5"));
          case "FLAT_AT_ZERO" -> TierTable.allUnits(flat).withFlatAtZero(true);
          default -> TierTable.graduated(flat).withFlatAtZero(true);
        };
    var discount = Discount.byVolume(tiers);
    var other = discount.passingOn(PassThrough.of("50", PassThrough.Among.PRO_RATA_QTY));

    assertThat(cost(changed(discount, other), first, second)).isEqualByComparingTo(total);
  }

  @Test
  void each_stretch_costs_its_share_of_the_whole_by_its_own_terms() {
    var dearer = TierTable.allUnits(Tier.upTo("1000", "2"), Tier.rest("0.6"));
    var history =
        changed(
            Discount.byVolume(STEP.withNeverWorse(true)),
            Discount.byVolume(dearer.withNeverWorse(true)));

    // 900 cost 500 by the first, 600 by the second
    assertThat(cost(history, "450", "450")).isEqualByComparingTo("550");
    assertThat(cost(history, "300", "600").setScale(16, java.math.RoundingMode.HALF_UP))
        .isEqualByComparingTo("566.6666666666666667");
    var capped = changed(Discount.byVolume(CAP), Discount.byVolume(STEP));
    assertThat(cost(capped, "450", "450")).isEqualByComparingTo("700"); // 500 / 2 + 900 / 2
  }

  @Test
  void a_first_stretch_without_units_charges_no_fee() {
    var first = TierTable.graduated(Tier.rest("1").withFlat("10")).withFlatAtZero(true);
    var second = TierTable.graduated(Tier.rest("2").withFlat("5")).withFlatAtZero(true);
    var history = changed(Discount.byVolume(first), Discount.byVolume(second));

    assertThat(cost(history, "0", "100")).isEqualByComparingTo("205");
    assertThat(cost(history, "0", "0")).isEqualByComparingTo("5");
  }

  @ParameterizedTest(name = "{0}: committed to {1}, {2} used cost {3}")
  @CsvSource({
    "CAP, 500, 900, 500", "CAP, 500, 400, 400", "NEVER_WORSE, 500, 900, 500",
    "NEVER_WORSE, 500, 400, 400", "NEVER_WORSE, 1500, 900, 450", "PLAIN, 500, 900, 900"
  })
  void a_commitment_honours_the_cap_and_never_worse(
      String table, String committed, String used, String total) {
    var tiers = table.equals("CAP") ? CAP : STEP.withNeverWorse(table.equals("NEVER_WORSE"));
    var discount = Discount.byVolume(tiers).onBasis(Basis.COMMITMENT, 1);

    assertThat(discount.charge(number(committed), number(used)).total())
        .isEqualByComparingTo(total);
  }

  @Test
  void each_version_prices_by_its_own_commitment() {
    var tiers = TierTable.allUnits(Tier.upTo("50000", "0.90"), Tier.rest("0.50"));
    var discount = Discount.byVolume(tiers).onBasis(Basis.COMMITMENT, 1);
    var terms =
        VolumeTerms.of(2, "MT", Set.of("MT"), changed(discount, discount))
            .committing(1, number("1000"))
            .committing(2, number("100000"));

    assertThat(cost(terms, "10000", "10000")).isEqualByComparingTo("14000");
  }

  @ParameterizedTest(name = "{0} {1}, then {2} {3}: {4}")
  @CsvSource({
    "175, NONE, 175, NONE, 175",
    "175, NONE, 200, NONE, 200",
    "200, NONE, 175, NONE, 200",
    "310, DAILY_ACTUAL, 310, DAILY_ACTUAL, 310",
    "310, DAILY_ACTUAL, 620, DAILY_ACTUAL, 470",
    "100, NONE, 310, DAILY_ACTUAL, 160",
    "310, DAILY_ACTUAL, 175, NONE, 175"
  })
  void a_minimum_of_the_whole_month_counts_once(
      String first, Proration one, String second, Proration other, String month) {
    var minimums =
        new TreeMap<>(
            Map.of(
                1, new MinimumSpend(Money.of(first, "UAH"), one),
                2, new MinimumSpend(Money.of(second, "UAH"), other)));
    var terms = new MinimumTerms(2, changed(Discount.NONE, Discount.NONE), minimums);
    var march = new BillingMonth(1, YearMonth.from(MARCH), ZoneOffset.UTC);

    assertThat(terms.minimum(march)).isEqualTo(Money.of(month, "UAH"));
  }
}
