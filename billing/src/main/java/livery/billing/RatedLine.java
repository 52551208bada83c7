package livery.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What one event costs on one edge, with the price as it was.
 *
 * @param priceId the price that was used, 0 where the platform's cost has no price
 * @param unitPrice of one unit, at most 10 decimals
 * @param amountMicros for the whole quantity, 0 or more
 */
public record RatedLine(
    int level,
    long sellerId,
    long buyerId,
    String product,
    int quantity,
    long priceId,
    BigDecimal unitPrice,
    long amountMicros,
    String currency) {

  public RatedLine {
    if (quantity <= 0 || amountMicros < 0 || unitPrice.signum() < 0) {
      throw new BillingException.Invalid(
          "A rated line wants a quantity of 1 or more and no negative amount, not "
              + quantity
              + " at "
              + unitPrice.toPlainString()
              + " making "
              + amountMicros
              + " millionths, level "
              + level);
    }
  }

  /** What so many units cost: the exact product, rounded once, HALF_UP, to millionths. */
  public static long micros(BigDecimal unitPrice, int quantity) {
    return Money.micros(unitPrice.multiply(BigDecimal.valueOf(quantity)), RoundingMode.HALF_UP);
  }

  /** The amount. */
  public Money amount() {
    return new Money(amountMicros, currency);
  }

  /** Whether the buyer pays from a wallet; false on the cost edge. */
  public boolean hasWallet() {
    return sellerId != Edge.OPERATORS;
  }
}
