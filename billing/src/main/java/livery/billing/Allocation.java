package livery.billing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Shares an amount out by weights so that the parts add up to it exactly. Each part is its exact
 * share rounded down to a coin; the coins that are left go out one by one.
 */
public enum Allocation {
  /** Left coins go to the parts that lost most by rounding down; among equals, to the first. */
  LARGEST_REMAINDER,
  /** Left coins go from the first part on, as Formance and TigerBeetle's users do. */
  FIRST_COME;

  /**
   * The parts, in the order of the weights, in coins of the currency.
   *
   * @param total may be negative: a rebate taken back
   * @param weights each 0 or more, not all of them 0 unless there is nothing to share
   */
  public List<Money> share(Money total, List<BigDecimal> weights) {
    var coins = Rounding.toCoins(Exact.present(total, "What is shared out").currency());
    return share(total, weights, coins);
  }

  /**
   * The parts in steps of another size. What of the total is finer than a step goes to the first
   * part with a weight.
   */
  public List<Money> share(Money total, List<BigDecimal> weights, Rounding steps) {
    Exact.present(total, "What is shared out");
    Exact.present(steps, "The size of a step");
    Exact.rows(weights, "A list of weights");
    for (var i = 0; i < weights.size(); i++) {
      Exact.notNegative(weights.get(i), "Row " + (i + 1) + ": a weight");
    }
    var sum = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    var nothing = Money.zero(total.currency());
    if (sum.signum() == 0) {
      if (!total.isZero()) {
        throw new BillingException.Invalid(
            total
                + " cannot be shared out: "
                + (weights.isEmpty() ? "nobody is there" : "every weight is 0"));
      }
      return weights.stream().map(weight -> nothing).toList();
    }
    var step = BigInteger.valueOf(steps.step(total.currency()).micros());
    var micros = BigInteger.valueOf(total.micros()).abs();
    var parts = parts(micros.divide(step), weights, sum);
    var odd = micros.mod(step);
    var first = IntStream.range(0, parts.length).filter(i -> weights.get(i).signum() > 0);
    var heir = first.findFirst().orElseThrow();
    var shares = new ArrayList<Money>(parts.length);
    for (var i = 0; i < parts.length; i++) {
      var part = parts[i].multiply(step).add(i == heir ? odd : BigInteger.ZERO);
      var signed = total.isNegative() ? part.negate() : part;
      shares.add(new Money(signed.longValueExact(), total.currency()));
    }
    return List.copyOf(shares);
  }

  private BigInteger[] parts(BigInteger coins, List<BigDecimal> weights, BigDecimal sum) {
    var parts = new BigInteger[weights.size()];
    var lost = new BigDecimal[weights.size()];
    var left = coins;
    for (var i = 0; i < parts.length; i++) {
      var wanted = new BigDecimal(coins).multiply(weights.get(i));
      var whole = wanted.divideToIntegralValue(sum).setScale(0, RoundingMode.UNNECESSARY);
      lost[i] = wanted.subtract(whole.multiply(sum));
      parts[i] = whole.toBigIntegerExact();
      left = left.subtract(parts[i]);
    }
    var order = IntStream.range(0, parts.length).boxed().filter(i -> weights.get(i).signum() > 0);
    var queue =
        this == FIRST_COME
            ? order.toList()
            : order.sorted(Comparator.comparing((Integer i) -> lost[i]).reversed()).toList();
    for (var next = 0; left.signum() > 0; next++, left = left.subtract(BigInteger.ONE)) {
      var heir = queue.get(next);
      parts[heir] = parts[heir].add(BigInteger.ONE);
    }
    return parts;
  }
}
