package livery.premium;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import livery.billing.Money;
import livery.billing.tax.PremiumShare;
import livery.tariff.PremiumRule;
import livery.testkit.Seed;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class ShareOutTest {

  private static final long SEED = Seed.of(ShareOutTest.class);
  private static final long PLATFORM = 1;
  private static final long RESELLER = 2;
  private static final long CLIENT = 3;

  private static PremiumRule rule(String vat, String levy, String operator) {
    return new PremiumRule(
        "UA",
        Money.of("1", "UAH"),
        Money.of("50", "UAH"),
        new BigDecimal(vat),
        new BigDecimal(levy),
        PremiumShare.LevyBase.NET,
        new BigDecimal(operator),
        45,
        20,
        5);
  }

  private static ShareOut.Step step(long seller, long buyer, String percent) {
    return new ShareOut.Step(seller, buyer, new BigDecimal(percent));
  }

  private static ShareOut.Cell cell(long number, long tenant, long messages, String gross) {
    return new ShareOut.Cell(number, tenant, messages, Money.of(gross, "UAH").micros());
  }

  @Test
  void taxes_go_off_first_and_everybody_gets_its_share_of_the_net() {
    var result =
        ShareOut.of(
            rule("20", "7.5", "50"),
            List.of(cell(7, CLIENT, 1_000, "12750")),
            tenant ->
                List.of(
                    step(0, PLATFORM, "50"),
                    step(PLATFORM, RESELLER, "40"),
                    step(RESELLER, CLIENT, "30")));

    // 12,750 = 10,000 + 2,000 + 750; operator 50 %, and of the rest each passes on
    assertThat(result.split().net()).isEqualTo(Money.of("10000", "UAH"));
    assertThat(result.operatorPart()).isEqualTo(Money.of("5000", "UAH"));
    assertThat(result.lines())
        .extracting(line -> line.sellerId() + ">" + line.buyerId() + " " + line.amount())
        .containsExactly("2>3 3000 UAH", "1>2 4000 UAH", "0>1 5000 UAH");
  }

  /** Case E14: rounding each of 1,000 messages of 10.00 would lose 3.33. */
  @Test
  void the_aggregate_is_shared_and_not_the_message() {
    var cells = List.of(cell(7, CLIENT, 1_000, "10000"));

    var result =
        ShareOut.of(
            rule("0", "0", "0"),
            cells,
            tenant -> List.of(step(0, PLATFORM, "100"), step(PLATFORM, CLIENT, "33.3333")));

    // a message: 3.33; 1,000 of them: 3,330.00
    assertThat(result.lines().get(0).amount()).isEqualTo(Money.of("3333.33", "UAH"));
  }

  @Test
  void a_party_without_a_share_gets_no_line() {
    var result =
        ShareOut.of(
            rule("20", "0", "50"),
            List.of(cell(7, CLIENT, 10, "12")),
            tenant -> List.of(step(0, PLATFORM, "50"), step(PLATFORM, CLIENT, "0")));

    assertThat(result.lines()).extracting(ShareOut.Line::buyerId).containsExactly(PLATFORM);
  }

  @RepeatedTest(200)
  void no_coin_is_lost_or_made_up(RepetitionInfo repetition) {
    var seed = SEED + repetition.getCurrentRepetition();
    var random = new Random(seed);
    var rule =
        rule(
            "" + random.nextInt(26),
            "7.5",
            new BigDecimal(random.nextInt(1_000_000)).movePointLeft(4).toPlainString());
    var chains = new HashMap<Long, List<ShareOut.Step>>();
    for (var tenant = 3L; tenant < 9; tenant++) {
      var reseller = random.nextDouble();
      var client = reseller * random.nextDouble();
      chains.put(
          tenant,
          List.of(
              new ShareOut.Step(0, PLATFORM, rule.paidOut()),
              new ShareOut.Step(PLATFORM, RESELLER, part(rule.paidOut(), reseller)),
              new ShareOut.Step(RESELLER, tenant, part(rule.paidOut(), client))));
    }
    var cells = new ArrayList<ShareOut.Cell>();
    for (var i = 0; i < 1 + random.nextInt(20); i++) {
      var messages = random.nextInt(5_000);
      cells.add(
          new ShareOut.Cell(
              i, 3L + random.nextInt(6), messages, messages * 10_000L * (1 + random.nextInt(500))));
    }

    var result = ShareOut.of(rule, cells, chains::get);

    var split = result.split();
    var gross = cells.stream().mapToLong(ShareOut.Cell::grossMicros).sum();
    assertThat(split.vat().plus(split.levy()).plus(split.net()).micros())
        .as("seed " + seed)
        .isEqualTo(gross);
    // what the operator keeps and what it pays the platform are the net
    assertThat(sum(result, PLATFORM).plus(result.operatorPart()))
        .as("seed " + seed)
        .isEqualTo(split.net());
    // nobody passes on more than it gets
    for (var line : result.lines()) {
      var passedOn =
          result.lines().stream()
              .filter(other -> other.sellerId() == line.buyerId())
              .filter(other -> other.cell().equals(line.cell()))
              .map(ShareOut.Line::amount)
              .reduce(Money.zero("UAH"), Money::plus);
      assertThat(passedOn.compareTo(line.amount())).as("seed " + seed).isLessThanOrEqualTo(0);
    }
    // each party is within a coin of its exact share of the aggregate
    assertThat(
            result
                .operatorPart()
                .toBigDecimal()
                .subtract(
                    split.net().toBigDecimal().multiply(rule.operatorShare()).movePointLeft(2))
                .abs())
        .as("seed " + seed)
        .isLessThan(new BigDecimal("0.01"));
  }

  private static BigDecimal part(BigDecimal of, double share) {
    return of.multiply(BigDecimal.valueOf(share)).setScale(4, java.math.RoundingMode.DOWN);
  }

  private static Money sum(ShareOut.Result result, long buyer) {
    return result.lines().stream()
        .filter(line -> line.buyerId() == buyer)
        .map(ShareOut.Line::amount)
        .reduce(Money.zero("UAH"), Money::plus);
  }

  @Test
  void messages_are_shared_as_wholes() {
    assertThat(ShareOut.whole(10, List.of(1L, 1L, 1L))).containsExactly(4L, 3L, 3L);
    assertThat(ShareOut.whole(0, List.of(5L, 1L))).containsExactly(0L, 0L);
  }
}
