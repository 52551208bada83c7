package livery.billing.tier;

import java.math.BigDecimal;

/**
 * A bound behind which all units together get cheaper, so that buying less would cost more.
 *
 * @param tier the row that begins there, from 1
 * @param bound the quantity
 * @param before what the bound costs in the tier that ends there
 * @param after what it costs in the tier that begins there
 */
public record Cliff(int tier, BigDecimal bound, BigDecimal before, BigDecimal after) {

  /** What is saved by one step over the bound. */
  public BigDecimal drop() {
    return before.subtract(after);
  }
}
