package livery.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Objects;

/**
 * What one event costs on one edge, with the price as it was.
 *
 * @param priceId the price that was used, 0 where the platform's cost has no price
 * @param unitPrice of one unit, at most 10 decimals
 * @param amountMicros for the quantity that is not free, 0 or more
 * @param free units of the quantity that a lot of the buyer's covers
 * @param rule when it is charged, where it is held first
 * @param tier the row of the discount's table whose price this is, from 1; 0 for the list price
 * @param apart whether a contract below says that it counts for no discount above
 * @param rate units of this currency for one of the seller's own; {@code null} where they are the
 *     same, or nobody stated one and the price needed none
 * @param rateOn the day from which that rate holds; {@code null} without one
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
    String currency,
    int free,
    BillRule rule,
    int tier,
    boolean apart,
    BigDecimal rate,
    LocalDate rateOn) {

  /** A line of which nothing is free, with the standard rule: what the rating says. */
  public RatedLine(
      int level,
      long sellerId,
      long buyerId,
      String product,
      int quantity,
      long priceId,
      BigDecimal unitPrice,
      long amountMicros,
      String currency) {
    this(
        level,
        sellerId,
        buyerId,
        product,
        quantity,
        priceId,
        unitPrice,
        amountMicros,
        currency,
        0,
        BillRule.STANDARD,
        0,
        false,
        null,
        null);
  }

  public RatedLine {
    if (free < 0 || free > quantity) {
      throw new BillingException.Invalid(
          "Of " + quantity + " units, " + free + " cannot be free, level " + level);
    }
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

  @Override
  public boolean equals(Object that) {
    return that instanceof RatedLine other
        && level == other.level
        && quantity == other.quantity
        && free == other.free
        && tier == other.tier
        && sellerId == other.sellerId
        && buyerId == other.buyerId
        && priceId == other.priceId
        && amountMicros == other.amountMicros
        && apart == other.apart
        && product.equals(other.product)
        && currency.equals(other.currency)
        && unitPrice.equals(other.unitPrice)
        && rule.equals(other.rule)
        && Objects.equals(rate, other.rate)
        && Objects.equals(rateOn, other.rateOn);
  }

  @Override
  public int hashCode() {
    var hash = level;
    hash = 31 * hash + Long.hashCode(sellerId);
    hash = 31 * hash + Long.hashCode(buyerId);
    hash = 31 * hash + Long.hashCode(priceId);
    return 31 * hash + Long.hashCode(amountMicros);
  }

  private RatedLine with(
      BigDecimal price, long micros, int covered, BillRule other, int row, boolean counts) {
    return new RatedLine(
        level, sellerId, buyerId, product, quantity, priceId, price, micros, currency, covered,
        other, row, counts, rate, rateOn);
  }

  /** The same line, charged by another rule. */
  public RatedLine by(BillRule other) {
    return with(unitPrice, amountMicros, free, other, tier, apart);
  }

  /** The same line at another unit price, that of a row of a table; what is free stays free. */
  public RatedLine at(BigDecimal price, int row) {
    return with(price, micros(price, quantity - free), free, rule, row, apart);
  }

  /** The same line counting for no discount. */
  public RatedLine setApart() {
    return with(unitPrice, amountMicros, free, rule, tier, true);
  }

  /** The same line with the rate between its currency and the seller's own. */
  public RatedLine withRate(BigDecimal stated, LocalDate since) {
    return new RatedLine(
        level,
        sellerId,
        buyerId,
        product,
        quantity,
        priceId,
        unitPrice,
        amountMicros,
        currency,
        free,
        rule,
        tier,
        apart,
        stated,
        since);
  }

  /** What so many units cost: the exact product, rounded once, HALF_UP, to millionths. */
  public static long micros(BigDecimal unitPrice, int quantity) {
    return Money.micros(unitPrice.multiply(BigDecimal.valueOf(quantity)), RoundingMode.HALF_UP);
  }

  /** This line with units that a lot covers; the others cost the unit price. */
  RatedLine covered(int units) {
    return units == 0
        ? this
        : with(unitPrice, micros(unitPrice, quantity - units), units, rule, tier, apart);
  }

  /** What a part of the quantity costs: what is free goes first. */
  long microsOf(int part) {
    return micros(unitPrice, Math.max(0, part - free));
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
