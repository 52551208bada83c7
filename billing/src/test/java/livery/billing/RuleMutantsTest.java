package livery.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import livery.billing.contract.AgentSettlement;
import livery.billing.contract.Commission;
import livery.billing.contract.Commission.AccrueOn;
import livery.billing.contract.Commission.Sales;
import livery.billing.contract.Contract;
import livery.billing.contract.Contract.Settlement;
import livery.billing.rent.Proration;
import livery.billing.tax.TaxRule;
import livery.billing.tax.TaxRule.InclusiveRounding;
import livery.billing.tax.TaxRule.RoundAt;
import livery.billing.tier.Delta;
import livery.billing.tier.Tier;
import livery.billing.tier.TierTable;
import livery.billing.tier.TierTable.Boundary;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * For each pure rule a handful of cases, and the mistakes that people make in it: the rule passes
 * every case, every mistake fails one. So the cases tell right from wrong.
 */
class RuleMutantsTest {

  private static final Rounding COINS = Rounding.toCoins("UAH");
  private static final LocalDate MARCH = LocalDate.of(2026, 3, 1);

  /** A rule, its cases with their right answers, and what it is not. */
  private static final class Rule<C> {

    private final String name;
    private final Function<C, Object> right;
    private final Map<C, Object> cases = new LinkedHashMap<>();
    private final Map<String, Function<C, Object>> mutants = new LinkedHashMap<>();

    Rule(String name, Function<C, Object> right) {
      this.name = name;
      this.right = right;
    }

    Rule<C> gives(C asked, Object answer) {
      cases.put(asked, answer);
      return this;
    }

    Rule<C> isNot(String mistake, Function<C, Object> mutant) {
      mutants.put(mistake, mutant);
      return this;
    }

    Stream<DynamicTest> tests() {
      var tests = new ArrayList<DynamicTest>();
      cases.forEach(
          (asked, answer) ->
              tests.add(
                  DynamicTest.dynamicTest(
                      name + ": " + asked + " gives " + answer,
                      () -> assertThat(right.apply(asked)).isEqualTo(answer))));
      mutants.forEach(
          (mistake, mutant) ->
              tests.add(
                  DynamicTest.dynamicTest(
                      name + " is caught when it " + mistake,
                      () ->
                          assertThat(cases.keySet())
                              .anySatisfy(
                                  asked ->
                                      assertThat(answer(mutant, asked))
                                          .isNotEqualTo(cases.get(asked))))));
      return tests.stream();
    }

    private static <C> Object answer(Function<C, Object> mutant, C asked) {
      try {
        return mutant.apply(asked);
      } catch (RuntimeException noticed) {
        return noticed;
      }
    }
  }

  private static BigDecimal n(String value) {
    return new BigDecimal(value);
  }

  private static Money uah(String amount) {
    return Money.of(amount, "UAH");
  }

  private static String plain(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }

  /** Stripe's table: 5 at 7, 5 more at 6.50, then 6. */
  private static TierTable stripe(TierTable.Mode mode) {
    return TierTable.of(mode, List.of(Tier.upTo("5", "7"), Tier.upTo("10", "6.5"), Tier.rest("6")));
  }

  private static Function<String, Object> total(TierTable table) {
    return units -> plain(table.total(n(units)));
  }

  @TestFactory
  Stream<DynamicTest> graduated_tiers() {
    var table = stripe(TierTable.Mode.GRADUATED);
    return new Rule<>("GRADUATED", total(table))
        .gives("0", "0")
        .gives("5", "35")
        .gives("6", "41.5")
        .gives("10", "67.5")
        .gives("25", "157.5")
        .isNot("charges all units at the last tier", total(stripe(TierTable.Mode.ALL_UNITS)))
        .isNot(
            "gives the bound to the next tier",
            units -> plain(table.total(n(units).subtract(BigDecimal.ONE)).add(n("6.5"))))
        .isNot(
            "forgets what is beyond the last bound",
            units -> plain(table.total(n(units).min(n("10")))))
        .isNot(
            "forgets the tier before",
            units -> plain(n(units).subtract(n("5")).max(BigDecimal.ZERO).multiply(n("6.5"))))
        .tests();
  }

  @TestFactory
  Stream<DynamicTest> all_units_and_its_boundary() {
    var table = stripe(TierTable.Mode.ALL_UNITS);
    return new Rule<>("ALL_UNITS", total(table))
        .gives("0", "0")
        .gives("5", "35")
        .gives("5.5", "35.75")
        .gives("6", "39")
        .gives("10", "65")
        .gives("11", "66")
        .isNot("is graduated", total(stripe(TierTable.Mode.GRADUATED)))
        .isNot("begins a tier at its bound", total(table.withBoundary(Boundary.LOWER_INCLUSIVE)))
        .isNot("is never worse unasked", total(table.withNeverWorse(true)))
        .isNot(
            "picks the tier of the whole units",
            units -> plain(n(units).multiply(price(n(units).setScale(0, RoundingMode.DOWN)))))
        .tests();
  }

  private static BigDecimal price(BigDecimal units) {
    return units.compareTo(n("5")) <= 0
        ? n("7")
        : units.compareTo(n("10")) <= 0 ? n("6.5") : n("6");
  }

  @TestFactory
  Stream<DynamicTest> blocks_are_begun() {
    var table = TierTable.graduated(Tier.upTo("1000", "1").withBlock("100"), Tier.rest("0.5"));
    return new Rule<>("a block", total(table))
        .gives("0", "0")
        .gives("1", "1")
        .gives("100", "1")
        .gives("101", "2")
        .gives("1001", "10.5")
        .isNot(
            "is rounded down",
            units -> plain(n(units).min(n("1000")).divideToIntegralValue(n("100"))))
        .isNot(
            "is shared",
            units -> plain(n(units).min(n("1000")).divide(n("100"), 9, RoundingMode.HALF_UP)))
        .tests();
  }

  /** What is shared out, and by what. */
  private record Pool(String total, List<String> weights) {

    List<BigDecimal> numbers() {
      return weights.stream().map(BigDecimal::new).toList();
    }

    /** Each part by itself, in coins. */
    List<Money> each(RoundingMode rounding) {
      var sum = numbers().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
      return numbers().stream()
          .map(weight -> n(total).multiply(weight).divide(sum, 2, rounding))
          .map(part -> Money.of(part, "UAH"))
          .toList();
    }

    /** Rounded down, the rest to one of them. */
    List<Money> restTo(int heir) {
      var parts = new ArrayList<>(each(RoundingMode.DOWN));
      var left = parts.stream().reduce(uah(total), Money::minus);
      parts.set(heir, parts.get(heir).plus(left));
      return parts;
    }
  }

  private static List<Money> all(String... amounts) {
    return Stream.of(amounts).map(RuleMutantsTest::uah).toList();
  }

  @TestFactory
  Stream<DynamicTest> allocation() {
    return new Rule<Pool>(
            "LARGEST_REMAINDER",
            pool -> Allocation.LARGEST_REMAINDER.share(uah(pool.total), pool.numbers()))
        .gives(new Pool("100", List.of("1", "1", "1")), all("33.34", "33.33", "33.33"))
        .gives(new Pool("0.05", List.of("1", "1", "1")), all("0.02", "0.02", "0.01"))
        .gives(new Pool("1", List.of("1", "5")), all("0.17", "0.83"))
        .gives(new Pool("0.02", List.of("1", "2", "4")), all("0", "0.01", "0.01"))
        .gives(new Pool("-100", List.of("1", "1", "1")), all("-33.34", "-33.33", "-33.33"))
        .gives(new Pool("10", List.of("0", "1")), all("0", "10"))
        .isNot("loses the rest", pool -> pool.each(RoundingMode.DOWN))
        .isNot("rounds each part by itself", pool -> pool.each(RoundingMode.HALF_UP))
        .isNot("gives the rest to the first", pool -> pool.restTo(0))
        .isNot("gives the rest to the last", pool -> pool.restTo(pool.weights.size() - 1))
        .isNot(
            "gives the rest in the order of the parts",
            pool -> Allocation.FIRST_COME.share(uah(pool.total), pool.numbers()))
        .tests();
  }

  /** Days of March, by number; the last not included. */
  private record Days(String whole, int from, int to) {

    Object part(Proration proration) {
      return proration.ofMonth(uah(whole), MARCH.plusDays(from - 1), MARCH.plusDays(to - 1));
    }

    Object days(int extra, int month, RoundingMode rounding) {
      var days = BigDecimal.valueOf(to - from + extra);
      var exact = n(whole).multiply(days).divide(BigDecimal.valueOf(month), 12, rounding);
      return uah(exact.setScale(2, rounding).toPlainString());
    }
  }

  @TestFactory
  Stream<DynamicTest> proration() {
    return new Rule<Days>("DAILY_ACTUAL", days -> days.part(Proration.DAILY_ACTUAL))
        .gives(new Days("1300", 1, 16), uah("629.03"))
        .gives(new Days("1300", 16, 32), uah("670.97"))
        .gives(new Days("1", 1, 11), uah("0.32"))
        .gives(new Days("1", 11, 21), uah("0.33"))
        .gives(new Days("1", 21, 32), uah("0.35"))
        .isNot("rounds each part by itself", days -> days.days(0, 31, RoundingMode.HALF_UP))
        .isNot("rounds down", days -> days.days(0, 31, RoundingMode.DOWN))
        .isNot("counts the last day too", days -> days.days(1, 31, RoundingMode.HALF_UP))
        .isNot("takes every month for 30 days", days -> days.part(Proration.DAILY_30))
        .isNot("charges the whole", days -> days.part(Proration.NONE))
        .tests();
  }

  @TestFactory
  Stream<DynamicTest> tax_inside_a_price() {
    var rule = TaxRule.inclusive("4");
    return new Rule<String>("tax inside", price -> rule.tax(uah(price)).tax())
        .gives("2.99", uah("0.11"))
        .gives("104", uah("4"))
        .gives("0.01", uah("0"))
        .isNot(
            "rounds the tax and not the net",
            price -> rule.withInclusiveRounding(InclusiveRounding.TAX).tax(uah(price)).tax())
        .isNot("is put on top", price -> TaxRule.exclusive("4").tax(uah(price)).tax())
        .isNot(
            "is a percentage of the gross",
            price -> COINS.round(n(price).multiply(n("0.04")), "UAH"))
        .tests();
  }

  @TestFactory
  Stream<DynamicTest> tax_of_a_document() {
    var rule = TaxRule.exclusive("20");
    Function<List<Money>, Object> once = lines -> rule.document(lines).total().tax();
    return new Rule<>("tax of a document", once)
        .gives(all("0.03", "0.03", "0.03"), uah("0.02"))
        .gives(all("0.025"), uah("0.01"))
        .gives(all("100", "50"), uah("30"))
        .isNot(
            "is rounded line by line",
            lines -> rule.withRoundAt(RoundAt.LINE).document(lines).total().tax())
        .isNot(
            "is rounded down",
            lines ->
                Rounding.toCoins("UAH", RoundingMode.DOWN)
                    .round(
                        lines.stream()
                            .reduce(uah("0"), Money::plus)
                            .toBigDecimal()
                            .multiply(n("0.2")),
                        "UAH"))
        .isNot(
            "is taken of the first line",
            lines -> COINS.round(lines.get(0).toBigDecimal().multiply(n("0.2")), "UAH"))
        .tests();
  }

  /** An exact total, and what was posted. */
  private record Booked(String exact, String posted) {}

  @TestFactory
  Stream<DynamicTest> what_the_close_posts() {
    return new Rule<Booked>(
            "exact − posted", booked -> Delta.toPost(n(booked.exact), uah(booked.posted), COINS))
        .gives(new Booked("39", "41.5"), uah("-2.5"))
        .gives(new Booked("10.005", "10"), uah("0.01"))
        .gives(new Booked("10.004", "10.0049"), uah("-0.0049"))
        .gives(new Booked("7", "7"), uah("0"))
        .isNot("posts the total again", booked -> uah(booked.exact))
        .isNot(
            "rounds the difference and not the total",
            booked -> COINS.round(n(booked.exact).subtract(n(booked.posted)), "UAH"))
        .isNot(
            "never gives back",
            booked ->
                uah(
                    n(booked.exact)
                        .subtract(n(booked.posted))
                        .max(BigDecimal.ZERO)
                        .toPlainString()))
        .isNot(
            "has the sign the other way",
            booked -> Delta.toPost(n(booked.exact), uah(booked.posted), COINS).negated())
        .tests();
  }

  /** What an agent's clients were charged, paid, and paid through the agent. */
  private record Month(String sold, String received, String collected) {

    Sales sales() {
      return Sales.of(uah(sold), uah(received)).withCollected(uah(collected));
    }
  }

  private static AgentSettlement settle(
      Month month, AccrueOn accrueOn, Settlement settlement, boolean answers) {
    var commission = Commission.percentOfSales("10").accruingOn(accrueOn).withDelCredere(answers);
    var contract =
        Contract.agent(1, 10, 20, Contract.Mode.AGENT_OWN_NAME, "UAH", MARCH, commission)
            .withSettlement(settlement);
    return AgentSettlement.of(contract, month.sales());
  }

  private static List<Money> shown(AgentSettlement settled) {
    return List.of(settled.due(), settled.withheld(), settled.paidOut(), settled.toPrincipal());
  }

  @TestFactory
  Stream<DynamicTest> commission_that_falls_due_when_clients_pay() {
    return new Rule<Month>(
            "an agent's month",
            month -> shown(settle(month, AccrueOn.CLIENT_PAYMENT, Settlement.WITHHOLD, false)))
        .gives(new Month("1000", "600", "600"), all("60", "60", "0", "540"))
        .gives(new Month("1000", "1000", "40"), all("100", "40", "60", "0"))
        .gives(new Month("0", "0", "0"), all("0", "0", "0", "0"))
        .isNot(
            "falls due with the charge",
            month -> shown(settle(month, AccrueOn.CHARGE, Settlement.WITHHOLD, false)))
        .isNot(
            "is paid out",
            month -> shown(settle(month, AccrueOn.CLIENT_PAYMENT, Settlement.PAYOUT, false)))
        .isNot(
            "goes to the balance",
            month -> shown(settle(month, AccrueOn.CLIENT_PAYMENT, Settlement.TO_BALANCE, false)))
        .isNot(
            "answers for its clients",
            month -> shown(settle(month, AccrueOn.CLIENT_PAYMENT, Settlement.WITHHOLD, true)))
        .isNot(
            "withholds more than is in hand",
            month -> {
              var settled = settle(month, AccrueOn.CLIENT_PAYMENT, Settlement.WITHHOLD, false);
              return List.of(
                  settled.due(),
                  settled.due(),
                  uah("0"),
                  uah(month.collected).minus(settled.due()));
            })
        .tests();
  }
}
