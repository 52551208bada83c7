package livery.billing.contract;

import java.math.BigDecimal;
import livery.billing.BillingException;
import livery.billing.Exact;
import livery.billing.Money;
import livery.billing.Rounding;

/**
 * What an agent that sells in its own name charges a client on top, for itself (billing.md §2.3,
 * row 2): a part of what the client bought in a month, a fixed sum for the month, or both. It is
 * the agent's own sale, no part of what it earns from its principal.
 *
 * @param percent of what was bought, 0 to 100 with at most {@value #PERCENT_SCALE} decimals
 * @param fixed for each month, 0 or more
 */
public record AgentFee(BigDecimal percent, Money fixed) {

  /** Most decimals of a percentage. */
  public static final int PERCENT_SCALE = 4;

  private static final BigDecimal WHOLE = new BigDecimal(100);

  public AgentFee {
    Exact.present(percent, "The percentage of a fee");
    Exact.present(fixed, "The fixed part of a fee");
    if (percent.signum() < 0
        || percent.compareTo(WHOLE) > 0
        || percent.stripTrailingZeros().scale() > PERCENT_SCALE
        || fixed.isNegative()) {
      throw new BillingException.Invalid(
          "A fee is 0 to 100 percent with at most %d decimals and a sum of 0 or more, not %s and %s"
              .formatted(PERCENT_SCALE, percent.toPlainString(), fixed));
    }
  }

  /** To the last decimal; a month in which more came back than was bought counts as nothing. */
  public BigDecimal exact(Money bought) {
    if (!Exact.present(bought, "What was bought").currency().equals(fixed.currency())) {
      throw new BillingException.Invalid("A fee of %s is not taken of %s".formatted(fixed, bought));
    }
    var base = bought.isNegative() ? BigDecimal.ZERO : bought.toBigDecimal();
    return base.multiply(percent).movePointLeft(2).add(fixed.toBigDecimal());
  }

  /** Rounded once, to coins. */
  public Money of(Money bought) {
    var exact = exact(bought);
    return Rounding.toCoins(bought.currency()).round(exact, bought.currency());
  }
}
