package livery.billing.tier;

import java.math.BigDecimal;
import livery.billing.Exact;

/**
 * One row of a {@link TierTable}, which checks it and names the row in its errors.
 *
 * @param upTo where it ends, counted from zero; {@link #NO_END} for the rest
 * @param unitPrice for one unit, or for one block where there are blocks; for a percentage of
 *     money, the percentage divided by 100
 * @param flat charged once when the tier is entered (GRADUATED) or matched (ALL_UNITS)
 * @param block units that are sold together, any part of a block for the whole of it; 0 where
 *     fractions are charged exactly
 */
public record Tier(BigDecimal upTo, BigDecimal unitPrice, BigDecimal flat, BigDecimal block) {

  /** {@code upTo} of a tier that takes all the rest. */
  public static final BigDecimal NO_END = new BigDecimal("1E+30");

  /** A tier that ends: {@code Tier.upTo("1000", "0.85")}. */
  public static Tier upTo(String upTo, String unitPrice) {
    return of(Exact.of(upTo, "The end of a tier"), Exact.of(unitPrice, "A unit price"));
  }

  /** The tier for all that is left. */
  public static Tier rest(String unitPrice) {
    return of(NO_END, Exact.of(unitPrice, "A unit price"));
  }

  /**
   * A tier of money that ends: {@code Tier.percentUpTo("50000", "7.5")} is 7.5 % of each unit; 0 to
   * 100.
   */
  public static Tier percentUpTo(String upTo, String percent) {
    return of(Exact.of(upTo, "The end of a tier"), fraction(percent));
  }

  /** A percentage of all the money that is left. */
  public static Tier percentOfRest(String percent) {
    return of(NO_END, fraction(percent));
  }

  /** A tier without a flat fee and without blocks. */
  public static Tier of(BigDecimal upTo, BigDecimal unitPrice) {
    return new Tier(upTo, unitPrice, BigDecimal.ZERO, BigDecimal.ZERO);
  }

  /** This with a flat fee. */
  public Tier withFlat(String fee) {
    return new Tier(upTo, unitPrice, Exact.of(fee, "A flat fee"), block);
  }

  /** This sold in blocks of so many units; the unit price is now that of a block. */
  public Tier withBlock(String units) {
    return new Tier(upTo, unitPrice, flat, Exact.of(units, "A block"));
  }

  /** The unit price as a percentage. */
  public BigDecimal percent() {
    return unitPrice.movePointRight(2);
  }

  boolean isOpen() {
    return upTo.compareTo(NO_END) >= 0;
  }

  /** Blocks in so many units, or the units themselves where there are no blocks. */
  BigDecimal blocks(BigDecimal units) {
    if (block.signum() == 0) {
      return units;
    }
    var parts = units.divideToIntegralValue(block);
    return parts.multiply(block).compareTo(units) < 0 ? parts.add(BigDecimal.ONE) : parts;
  }

  /** What so many units cost here, the flat fee included. */
  BigDecimal cost(BigDecimal units) {
    return blocks(units).multiply(unitPrice).add(flat);
  }

  private static BigDecimal fraction(String percent) {
    var number = Exact.of(percent, "A percentage");
    if (number.signum() > 0) { // below 0 the table names the row
      Exact.percent(number, "A percentage");
    }
    return number.movePointLeft(2);
  }
}
