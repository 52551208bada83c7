package livery.billing;

import static livery.billing.Allocation.LARGEST_REMAINDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import livery.testkit.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllocationTest {

  private static final long SEED = Seed.of(AllocationTest.class);

  private static List<BigDecimal> numbers(String list) {
    return Arrays.stream(list.split(" ")).map(BigDecimal::new).toList();
  }

  @ParameterizedTest(name = "{0}: {1} by {2} is {3}")
  @CsvSource({
    "LARGEST_REMAINDER, 100 UAH, 1 1 1, 33.34 33.33 33.33",
    "LARGEST_REMAINDER, -100 UAH, 1 1 1, -33.34 -33.33 -33.33",
    // exact 14.2857, 28.5714, 57.1428: the coins go to the last two
    "LARGEST_REMAINDER, 100 UAH, 1 2 4, 14.29 28.57 57.14",
    "LARGEST_REMAINDER, 0.02 UAH, 5 3 1, 0.01 0.01 0",
    "LARGEST_REMAINDER, 0.01 UAH, 1 1000000 0, 0 0.01 0",
    "LARGEST_REMAINDER, 10 JPY, 1 1 1, 4 3 3",
    "LARGEST_REMAINDER, 0.005 KWD, 1 1, 0.003 0.002",
    "LARGEST_REMAINDER, 0 UAH, 0 0, 0 0",
    "LARGEST_REMAINDER, 567 UAH, 0.3 0.5 0.2, 170.1 283.5 113.4",
    // what is finer than a coin stays with the first
    "LARGEST_REMAINDER, 1.000001 UAH, 0 1 1, 0 0.500001 0.5",
    // Formance: floor, then one coin each from the top; 101 cents by thirds
    "FIRST_COME, 1.01 USD, 1 1 1, 0.34 0.34 0.33",
    "FIRST_COME, 100 UAH, 1 2 4, 14.29 28.57 57.14",
    "FIRST_COME, 0.02 UAH, 1 1 1000, 0.01 0 0.01"
  })
  void parts_add_up_to_the_whole(
      Allocation allocation, String total, String weights, String parts) {
    var money = Money.of(total.split(" ")[0], total.split(" ")[1]);

    assertThat(allocation.share(money, numbers(weights)))
        .containsExactlyElementsOf(
            numbers(parts).stream().map(part -> Money.of(part, money.currency())).toList());
  }

  @Test
  void random_amounts_are_shared_out_to_the_last_coin_and_within_one_of_the_exact_share() {
    var random = new Random(SEED);
    for (var round = 0; round < 20_000; round++) {
      var weights = new ArrayList<BigDecimal>();
      for (var i = 0; i <= random.nextInt(8); i++) {
        weights.add(BigDecimal.valueOf(random.nextInt(5_000), random.nextInt(4)));
      }
      weights.add(BigDecimal.ONE);
      var total = new Money((long) (random.nextGaussian() * 1_000_000_000) * 10_000, "UAH");
      var sum = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);

      for (var allocation : Allocation.values()) {
        var parts = allocation.share(total, weights);
        var name = "seed " + SEED + " " + allocation + " " + total + " by " + weights;
        assertThat(parts.stream().reduce(Money.zero("UAH"), Money::plus)).as(name).isEqualTo(total);
        for (var i = 0; i < parts.size(); i++) {
          var exact =
              total.toBigDecimal().multiply(weights.get(i)).divide(sum, 40, RoundingMode.HALF_UP);
          assertThat(parts.get(i).toBigDecimal().subtract(exact).abs())
              .as(name)
              .isLessThan(new BigDecimal(allocation == LARGEST_REMAINDER ? "0.01" : "0.010001"));
        }
      }
    }
  }

  @Test
  void nobody_to_share_with_and_negative_weights_are_refused() {
    var money = Money.of("1", "UAH");

    assertThatThrownBy(() -> LARGEST_REMAINDER.share(money, numbers("0 0")))
        .isInstanceOf(BillingException.Invalid.class)
        .hasMessageContaining("every weight is 0");
    assertThatThrownBy(() -> LARGEST_REMAINDER.share(money, List.of()))
        .isInstanceOf(BillingException.Invalid.class)
        .hasMessageContaining("nobody is there");
    assertThatThrownBy(() -> LARGEST_REMAINDER.share(money, null))
        .isInstanceOf(BillingException.Invalid.class)
        .hasMessage("A list of weights is missing");
    assertThatThrownBy(() -> LARGEST_REMAINDER.share(null, numbers("1")))
        .isInstanceOf(BillingException.Invalid.class)
        .hasMessage("What is shared out is missing");
    assertThatThrownBy(() -> LARGEST_REMAINDER.share(money, numbers("1 -1")))
        .hasMessageContaining("Row 2: a weight");
  }

  @ParameterizedTest(name = "{0} in {1} is {2}")
  @CsvSource({
    "0.005, UAH, 0.01",
    "0.0049999999, UAH, 0",
    "-0.005, UAH, -0.01",
    "0.5, JPY, 1",
    "1.0005, KWD, 1.001",
    "2.675, USD, 2.68"
  })
  void coins_are_rounded_half_up(String exact, String currency, String coins) {
    assertThat(Rounding.toCoins(currency).round(new BigDecimal(exact), currency))
        .isEqualTo(Money.of(coins, currency));
  }

  @Test
  void lines_rounded_cumulatively_add_up_to_their_sum_rounded_once() {
    var exact = numbers("0.333 0.333 0.333 0.335");

    var lines = Rounding.toCoins("UAH").cumulative(exact, "UAH");

    assertThat(lines)
        .containsExactlyElementsOf(
            numbers("0.33 0.34 0.33 0.33").stream().map(n -> Money.of(n, "UAH")).toList());
  }

  @Test
  void a_rounding_that_may_not_lose_anything_says_so() {
    var exact = Rounding.toCoins("UAH", RoundingMode.UNNECESSARY);

    assertThatThrownBy(() -> exact.round(new BigDecimal("0.001"), "UAH"))
        .isInstanceOf(BillingException.Invalid.class)
        .hasMessageContaining("more than 2 decimals");
    assertThatThrownBy(() -> new Rounding(7, RoundingMode.HALF_UP)).hasMessageContaining("not 7");
    assertThatThrownBy(() -> Rounding.toCoins("XYZ")).hasMessageContaining("XYZ");
  }
}
