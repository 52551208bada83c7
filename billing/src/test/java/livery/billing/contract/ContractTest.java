package livery.billing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import livery.billing.BillingException;
import livery.billing.Money;
import livery.billing.Rounding;
import livery.billing.contract.Contract.Mode;
import livery.billing.contract.Contract.Settlement;
import livery.billing.contract.ContractHistory.Status;
import livery.billing.contract.Discount.Basis;
import livery.billing.contract.Discount.Counts;
import livery.billing.contract.Discount.Grant;
import livery.billing.contract.Leg.Side;
import livery.billing.rent.Proration;
import livery.billing.tier.PooledVolume.Scope;
import livery.billing.tier.Tier;
import livery.billing.tier.TierCharge;
import livery.billing.tier.TierTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ContractTest {

  private static final LocalDate MARCH = LocalDate.of(2026, 3, 1);
  private static final LocalDate APRIL = LocalDate.of(2026, 4, 1);
  private static final TierTable TIERS =
      TierTable.allUnits(Tier.upTo("1000", "1"), Tier.upTo("2000", "0.8"), Tier.rest("0.5"));
  private static final Contract WHOLESALE = Contract.resale(7, 10, 20, "UAH", MARCH);

  private static Money uah(String amount) {
    return Money.of(amount, "UAH");
  }

  private static BigDecimal number(String number) {
    return new BigDecimal(number);
  }

  /** Billing.md §2.4: retail 0.85, wholesale 0.70, commission 10 %. */
  @Test
  void a_message_is_posted_by_the_mode_of_the_contract() {
    var commission =
        Commission.percentOfSales("10")
            .earn(Commission.Sales.of(uah("0.85"), uah("0.85")))
            .accrued();
    assertThat(commission).isEqualTo(uah("0.09"));

    assertThat(Leg.of(Mode.RESALE, uah("0.85"), uah("0.70"), uah("0"), false))
        .containsExactly(
            new Leg(Side.CLIENT_WALLET, Side.RESELLER_INCOME, uah("0.85")),
            new Leg(Side.RESELLER_WALLET, Side.PLATFORM_INCOME, uah("0.7")));
    assertThat(Leg.of(Mode.AGENT_OWN_NAME, uah("0.85"), uah("0.70"), uah("0.085"), true))
        .containsExactly(
            new Leg(Side.CLIENT_WALLET, Side.AGENT_CLEARING, uah("0.85")),
            new Leg(Side.AGENT_CLEARING, Side.PLATFORM_INCOME, uah("0.85")),
            new Leg(Side.COMMISSION_COST, Side.AGENT_PAYABLE, uah("0.085")));
    assertThat(Leg.of(Mode.AGENT_PRINCIPAL_NAME, uah("0.85"), uah("0.70"), uah("0"), false))
        .containsExactly(new Leg(Side.CLIENT_WALLET, Side.PLATFORM_INCOME, uah("0.85")));
  }

  @ParameterizedTest(
      name = "{0} of {1}: sold {2}, base {3}, {4} units, paid {5}: {6} accrued, {7} due")
  @CsvSource({
    "PCT_OF_SALES, CHARGE, 10000, 9000, 100, 4000, 1000, 1000",
    "PCT_OF_SALES, CLIENT_PAYMENT, 10000, 9000, 100, 4000, 1000, 400",
    "PCT_OF_SALES, CLIENT_PAYMENT, 10000, 9000, 100, 12000, 1000, 1200",
    "MARKUP_OVER_BASE, CHARGE, 10000, 9000, 100, 4000, 100, 100",
    "MARKUP_OVER_BASE, CLIENT_PAYMENT, 10000, 9000, 100, 4000, 100, 40",
    "MARKUP_OVER_BASE, CHARGE, 8000, 9000, 100, 8000, 0, 0",
    "PER_UNIT, CHARGE, 10000, 9000, 100, 0, 10, 10",
    "PER_UNIT, CLIENT_PAYMENT, 10000, 9000, 100, 2500, 10, 2.5",
    "PER_UNIT, CLIENT_PAYMENT, 0, 0, 0, 2500, 0, 0"
  })
  void a_commission_is_earned(
      Commission.Basis basis,
      Commission.AccrueOn accrueOn,
      String sold,
      String base,
      String units,
      String paid,
      String accrued,
      String due) {
    var tiers = TierTable.graduated(Tier.percentOfRest("10"));
    var sales = Commission.Sales.of(uah(sold), uah(paid)).withUnits(number(units), uah(base));

    var earned = Commission.of(basis, tiers).accruingOn(accrueOn).earn(sales);

    assertThat(earned.accrued()).isEqualTo(uah(accrued));
    assertThat(earned.due()).isEqualTo(uah(due));
  }

  @Test
  void all_of_the_difference_is_the_whole_markup() {
    var sales = Commission.Sales.of(uah("10000"), uah("0")).withUnits(number("1"), uah("9000"));

    assertThat(Commission.shareOfMarkup("100").earn(sales).due()).isEqualTo(uah("1000"));
    assertThat(Commission.perUnit("0.0127").earn(sales).due()).isEqualTo(uah("0.01"));
  }

  @ParameterizedTest(name = "{0}, del credere {1}: withheld {2}, paid {3}, credited {4}, on {5}")
  @CsvSource({
    "WITHHOLD, false, 100, 0, 0, 600", "WITHHOLD, true, 100, 0, 0, 900",
    "PAYOUT, false, 0, 100, 0, 700", "PAYOUT, true, 0, 100, 0, 1000",
    "TO_BALANCE, false, 0, 0, 100, 700"
  })
  void an_agent_settles(
      Settlement settlement,
      boolean delCredere,
      String withheld,
      String paid,
      String credited,
      String handedOver) {
    var contract =
        Contract.agent(
                7,
                10,
                20,
                Mode.AGENT_OWN_NAME,
                "UAH",
                MARCH,
                Commission.percentOfSales("10").withDelCredere(delCredere))
            .withSettlement(settlement);
    var sales = Commission.Sales.of(uah("1000"), uah("700")).withCollected(uah("700"));

    var report = AgentSettlement.of(contract, sales);

    assertThat(report.receivable()).isEqualTo(uah("300"));
    assertThat(report.withheld()).isEqualTo(uah(withheld));
    assertThat(report.paidOut()).isEqualTo(uah(paid));
    assertThat(report.toBalance()).isEqualTo(uah(credited));
    assertThat(report.toPrincipal()).isEqualTo(uah(handedOver));
  }

  @Test
  void no_more_is_withheld_than_the_agent_has_in_hand() {
    var contract =
        Contract.agent(
                7, 10, 20, Mode.AGENT_PRINCIPAL_NAME, "UAH", MARCH, Commission.percentOfSales("10"))
            .withSettlement(Settlement.WITHHOLD);
    var sales = Commission.Sales.of(uah("1000"), uah("1000")).withCollected(uah("30"));

    var report = AgentSettlement.of(contract, sales);

    assertThat(report.withheld()).isEqualTo(uah("30"));
    assertThat(report.paidOut()).isEqualTo(uah("70"));
    assertThat(report.toPrincipal()).isEqualTo(uah("0"));
  }

  @ParameterizedTest(name = "{0} over {1} months counts from {2}")
  @CsvSource({
    "PERIOD_VOLUME, 1, 2026-03-01", "ROLLING_N, 3, 2026-01-01", "ROLLING_N, 36, 2024-05-15",
    "CONTRACT_YEAR, 1, 2025-05-15", "LIFETIME, 1, 2024-05-15", "TOPUP_SIZE, 1, 2026-03-01",
    "COMMITMENT, 1, 2026-03-01"
  })
  void a_discount_counts_from_a_day(Basis basis, int months, LocalDate from) {
    var discount = Discount.byVolume(TIERS).onBasis(basis, months);

    assertThat(discount.countsFrom(MARCH, LocalDate.of(2024, 5, 15))).isEqualTo(from);
  }

  @ParameterizedTest(name = "{0} with {1} deciding: 500 units cost {2}, {3} of 500 come back")
  @CsvSource({
    "PERIOD_VOLUME, 0, 500, 0", "ROLLING_N, 1600, 250, 250", "LIFETIME, 600, 400, 100",
    "CONTRACT_YEAR, 500, 500, 0", "CONTRACT_YEAR, 501, 400, 100", "TOPUP_SIZE, 5000, 250, 250",
    "TOPUP_SIZE, 1000, 500, 0", "COMMITMENT, 1500, 400, 100"
  })
  void the_basis_of_a_discount_decides_about_its_tier(
      Basis basis, String decisive, String cost, String rebate) {
    var discount = Discount.byVolume(TIERS).onBasis(basis, basis == Basis.ROLLING_N ? 12 : 1);

    assertThat(discount.charge(number(decisive), number("500")).total()).isEqualByComparingTo(cost);
    assertThat(
            discount.earned(uah("500"), number(decisive), number("500"), Rounding.toCoins("UAH")))
        .isEqualTo(uah(rebate));
  }

  @Test
  void a_discount_on_money_gives_a_percentage_back() {
    var tiers = TierTable.allUnits(Tier.percentUpTo("10000", "3"), Tier.percentOfRest("5"));
    var discount = Discount.byVolume(tiers).counting(Counts.MONEY, Scope.SUBTREE);
    var coins = Rounding.toCoins("UAH");

    assertThat(discount.earned(uah("10000"), BigDecimal.ZERO, number("10000"), coins))
        .isEqualTo(uah("300"));
    assertThat(discount.earned(uah("10000.01"), BigDecimal.ZERO, number("10000.01"), coins))
        .isEqualTo(uah("500"));
    assertThat(Discount.NONE.earned(uah("500"), BigDecimal.ZERO, number("500"), coins))
        .isEqualTo(uah("0"));
  }

  @ParameterizedTest(name = "{0} at the list, {1} paid")
  @CsvSource({"1400, 1200, 200", "7, 6.999999, 0.000001", "7, 7, 0", "7, 7.000001, 0", "0, 5, 0"})
  void what_is_saved_against_the_price_list_is_earned(String list, String cost, String saved) {
    assertThat(Discount.saved(uah(list), uah(cost))).isEqualTo(uah(saved));
  }

  @Test
  void what_is_saved_is_told_of_two_amounts_in_one_currency() {
    assertThatThrownBy(() -> Discount.saved(null, uah("1")))
        .isInstanceOf(BillingException.Invalid.class)
        .hasMessageContaining("The list value");
    assertThatThrownBy(() -> Discount.saved(uah("1"), null))
        .isInstanceOf(BillingException.Invalid.class)
        .hasMessageContaining("What it cost");
    assertThatThrownBy(() -> Discount.saved(uah("1"), Money.of("1", "EUR")))
        .isInstanceOf(BillingException.Invalid.class);
  }

  @Test
  void a_discount_in_the_price_is_there_at_once_and_a_rebate_is_not() {
    var rebate = Discount.byVolume(TIERS);
    var price = rebate.grantedAs(Grant.PRICE);

    assertThat(rebate.provisional(number("999"), number("2"), number("1.10")))
        .extracting(TierCharge.Line::amount)
        .singleElement()
        .satisfies(amount -> assertThat(amount).isEqualByComparingTo("2.20"));
    assertThat(price.provisional(number("999"), number("2"), number("1.10")))
        .extracting(line -> line.quantity() + "@" + line.unitPrice())
        .containsExactly("1@1", "1@0.8");
  }

  @Test
  void a_version_begins_in_the_future_and_ends_the_one_before() {
    var second = WHOLESALE.next(APRIL).withDiscount(Discount.byVolume(TIERS));
    var history = ContractHistory.of(WHOLESALE).amend(second, MARCH);

    assertThat(history.status(MARCH.minusDays(1))).isEqualTo(Status.FUTURE);
    assertThat(history.at(APRIL.minusDays(1)).orElseThrow().version()).isEqualTo(1);
    assertThat(history.at(APRIL).orElseThrow().version()).isEqualTo(2);
    assertThat(history.at(MARCH.minusDays(1))).isEmpty();
    var ended =
        history.amend(second.next(LocalDate.of(2026, 5, 1)).until(LocalDate.of(2026, 6, 1)), APRIL);
    assertThat(ended.status(LocalDate.of(2026, 6, 1))).isEqualTo(Status.ENDED);
    assertThatThrownBy(() -> history.amend(WHOLESALE.next(MARCH), APRIL))
        .isInstanceOf(BillingException.Invalid.class)
        .hasMessageContaining("all before 2026-04-01 is closed");
    assertThatThrownBy(() -> new ContractHistory(List.of(WHOLESALE, second)))
        .isInstanceOf(BillingException.Conflict.class)
        .hasMessageContaining("overlaps version 1");
  }

  @Test
  void the_count_goes_on_where_a_contract_changes_within_a_period() {
    var middle = LocalDate.of(2026, 3, 16);
    var first =
        WHOLESALE.withDiscount(
            Discount.byVolume(TierTable.graduated(Tier.upTo("100", "1"), Tier.rest("0.5"))));
    var second =
        first
            .next(middle)
            .withDiscount(
                Discount.byVolume(TierTable.graduated(Tier.upTo("150", "0.9"), Tier.rest("0.4"))));
    var history = ContractHistory.of(first).amend(second, MARCH);
    var days = new TreeMap<>(java.util.Map.of(MARCH, number("120"), middle, number("60")));

    var charges = history.charge(MARCH, APRIL, days, BigDecimal.ZERO);

    // 100 × 1 + 20 × 0.5, then 30 × 0.9 + 30 × 0.4
    assertThat(charges.get(0).charge().total()).isEqualByComparingTo("110");
    assertThat(charges.get(1).charge().total()).isEqualByComparingTo("39");
    assertThat(charges).extracting(charge -> charge.term().to()).containsExactly(middle, APRIL);
    days.put(MARCH.minusDays(1), number("1"));
    assertThatThrownBy(() -> history.charge(MARCH.minusDays(1), APRIL, days, BigDecimal.ZERO))
        .hasMessageContaining("does not hold on every day");
  }

  @Test
  void all_units_of_a_changed_period_reach_the_tier_of_the_whole() {
    var middle = LocalDate.of(2026, 3, 16);
    var first = WHOLESALE.withDiscount(Discount.byVolume(TIERS));
    var dearer = TierTable.allUnits(Tier.upTo("1500", "0.95"), Tier.rest("0.75"));
    var history =
        ContractHistory.of(first)
            .amend(first.next(middle).withDiscount(Discount.byVolume(dearer)), MARCH);
    var days = new TreeMap<>(java.util.Map.of(MARCH, number("900"), middle, number("700")));

    var charges = history.charge(MARCH, APRIL, days, BigDecimal.ZERO);

    assertThat(charges.get(0).charge().total()).isEqualByComparingTo("720");
    assertThat(charges.get(1).charge().total()).isEqualByComparingTo("525");
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void documents_follow_the_mode(Mode mode) {
    var contract =
        mode.isAgent()
            ? Contract.agent(7, 10, 20, mode, "UAH", MARCH, Commission.percentOfSales("10"))
            : WHOLESALE;

    var papers = Paper.of(contract);

    assertThat(papers.contains(Paper.WHOLESALE_INVOICE)).isEqualTo(mode == Mode.RESALE);
    assertThat(papers.contains(Paper.AGENT_REPORT)).isEqualTo(mode.isAgent());
    assertThat(papers).doesNotContain(Paper.NETTING).contains(Paper.RECONCILIATION);
    assertThat(Paper.CLIENT_INVOICE.issuer(contract))
        .isEqualTo(
            mode == Mode.AGENT_PRINCIPAL_NAME ? Paper.Issuer.PRINCIPAL : Paper.Issuer.RESELLER);
    assertThat(Paper.of(contract.withSettlement(Settlement.WITHHOLD)).contains(Paper.NETTING))
        .isEqualTo(mode.isAgent());
    assertThat(
            Paper.COMMISSION_INVOICE.issuer(
                contract.withDocuments(new Contract.DocumentTerms("AG/", true, 30))))
        .isEqualTo(Paper.Issuer.PRINCIPAL);
  }

  /**
   * klerk.ru, an expert's answer of 7 October 2025 (case E11): an agent in its own name sells for
   * 10,000 what the principal sells for 9,000. It issues the principal's 9,000 again and its own
   * 1,000, and reports both; there is no netting act, and its fee is no discount.
   */
  @Test
  void klerk_an_agent_in_its_own_name_reports_the_fee_on_top_and_nets_nothing() {
    var contract =
        Contract.agent(
                7, 10, 20, Mode.AGENT_OWN_NAME, "UAH", MARCH, Commission.shareOfMarkup("100"))
            .withSettlement(Settlement.PAYOUT);
    var sales =
        Commission.Sales.of(uah("10000"), uah("10000"))
            .withUnits(number("1"), uah("9000"))
            .withCollected(uah("10000"));

    var report = AgentSettlement.of(contract, sales);

    assertThat(sales.sold().minus(report.due())).isEqualTo(uah("9000"));
    assertThat(report.due()).isEqualTo(uah("1000"));
    assertThat(report.toPrincipal()).as("nothing is set off").isEqualTo(uah("10000"));
    assertThat(report.paidOut()).isEqualTo(uah("1000"));
    assertThat(Paper.of(contract))
        .contains(Paper.CLIENT_INVOICE, Paper.AGENT_REPORT, Paper.COMMISSION_INVOICE)
        .doesNotContain(Paper.NETTING, Paper.WHOLESALE_INVOICE);
    assertThat(Paper.CLIENT_INVOICE.issuer(contract)).isEqualTo(Paper.Issuer.RESELLER);
    assertThat(contract.discount()).as("the fee is no discount").isEqualTo(Discount.NONE);
  }

  /** Lago and OpenMeter: a minimum is trued up, for a part of a period by its days. */
  @ParameterizedTest(name = "minimum {0} prorated {1}, from {2}, {3} spent: {4} to pay")
  @CsvSource({
    "150, NONE, 2026-03-01, 100, 50", "150, NONE, 2026-03-01, 500, 0",
    "150, NONE, 2026-03-01, 150, 0", "31, DAILY_ACTUAL, 2026-03-17, 5, 10",
    "31, DAILY_ACTUAL, 2026-03-17, 15, 0", "30, DAILY_30, 2026-03-16, 5, 10"
  })
  void a_minimum_is_trued_up(
      String minimum, Proration proration, LocalDate from, String spent, String missing) {
    assertThat(
            new MinimumSpend(uah(minimum), proration).trueUp(uah(spent), MARCH, APRIL, from, APRIL))
        .isEqualTo(uah(missing));
  }

  @Test
  void a_rate_is_stated_with_its_day_and_converts_one_way() {
    var old = new CurrencyRate("EUR", "UAH", number("48.1234"), MARCH, "NBU");
    var rate = new CurrencyRate("EUR", "UAH", number("48.5001"), MARCH.plusDays(9), "NBU");
    var rates = List.of(rate, old);

    assertThat(rate.convert(Money.of("0.01", "EUR"), Rounding.toCoins("UAH")))
        .isEqualTo(uah("0.49"));
    assertThat(rate.convert(Money.of("0.01", "EUR"), Rounding.LEDGER)).isEqualTo(uah("0.485001"));
    assertThat(CurrencyRate.on(rates, "EUR", "UAH", MARCH.plusDays(8))).hasValue(old);
    assertThat(CurrencyRate.on(rates, "EUR", "UAH", MARCH.plusDays(9))).hasValue(rate);
    assertThat(CurrencyRate.on(rates, "EUR", "UAH", MARCH.minusDays(1))).isEmpty();
    assertThat(CurrencyRate.on(rates, "UAH", "EUR", APRIL)).isEmpty();
    assertThatThrownBy(() -> rate.convert(uah("1"), Rounding.LEDGER))
        .hasMessageContaining("from EUR");
    assertThatThrownBy(() -> new CurrencyRate("EUR", "UAH", BigDecimal.ZERO, MARCH, ""))
        .hasMessageContaining("above 0");
    assertThatThrownBy(() -> new CurrencyRate("EUR", "EURO", BigDecimal.ONE, MARCH, ""))
        .hasMessageContaining("EURO");
  }

  @Test
  void a_contract_that_contradicts_itself_is_refused() {
    assertThatThrownBy(() -> WHOLESALE.withCommission(Commission.percentOfSales("5")))
        .hasMessageContaining("Contract 7 wants no commission in RESALE");
    assertThatThrownBy(() -> Contract.resale(7, 10, 10, "UAH", MARCH))
        .hasMessageContaining("two parties");
    assertThatThrownBy(() -> Contract.resale(7, 10, 20, "XXQ", MARCH)).hasMessageContaining("XXQ");
    assertThatThrownBy(() -> WHOLESALE.until(MARCH)).hasMessageContaining("an end after its start");
    assertThatThrownBy(() -> Discount.byVolume(TIERS).onBasis(Basis.LIFETIME, 3))
        .hasMessageContaining("LIFETIME counts no rolling months");
    assertThatThrownBy(() -> new Contract.DocumentTerms("a b", false, 30))
        .hasMessageContaining("series");
    assertThatThrownBy(() -> Commission.Sales.of(uah("1"), Money.of("1", "EUR")))
        .hasMessageContaining("in UAH");
    assertThatThrownBy(() -> Commission.percentOfSales("-1")).hasMessageContaining("Row 1");
  }
}
