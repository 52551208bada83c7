package livery.billing.tier;

import java.math.BigDecimal;
import livery.billing.Exact;

/**
 * Units sold by the package, any part of one for the whole: ceil((units − free) / size) × price
 * (Lago's package model, Stripe's transform_quantity).
 *
 * @param size units in a package, above 0
 * @param price of a package
 * @param freeUnits units of each period that cost nothing
 */
public record PackagePrice(BigDecimal size, BigDecimal price, BigDecimal freeUnits) {

  public PackagePrice {
    Exact.positive(size, "The size of a package");
    Exact.notNegative(price, "The price of a package");
    Exact.notNegative(freeUnits, "The free units of a package");
  }

  /** The exact price of so many units. */
  public BigDecimal total(BigDecimal units) {
    return packages(units).multiply(price);
  }

  /** How many packages so many units take. */
  public BigDecimal packages(BigDecimal units) {
    Exact.notNegative(units, "The units");
    var paid = units.subtract(freeUnits).max(BigDecimal.ZERO);
    return new Tier(Tier.NO_END, price, BigDecimal.ZERO, size).blocks(paid);
  }
}
