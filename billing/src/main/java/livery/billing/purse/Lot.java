package livery.billing.purse;

import java.time.Instant;
import livery.billing.BillingException;
import livery.billing.Exact;
import livery.billing.Money;

/**
 * Something to spend that was bought or given together: money, or free units of one product.
 *
 * @param product what its units are of; "" for money
 * @param units left, 0 in a lot of money
 * @param money left, 0 in a lot of units
 * @param openedAt when it came
 * @param expiresAt first moment at which it is worth nothing; {@link #NEVER}
 */
public record Lot(
    long id, String product, long units, Money money, Instant openedAt, Instant expiresAt) {

  /** {@code expiresAt} of a lot that lasts. */
  public static final Instant NEVER = Instant.parse("9999-12-31T23:59:59.999Z");

  public Lot {
    Exact.present(product, "The product of a lot");
    Exact.present(money, "The money of a lot");
    Exact.present(openedAt, "The start of a lot");
    Exact.present(expiresAt, "The end of a lot");
    if (product.isEmpty() ? units != 0 : !money.isZero()) {
      throw new BillingException.Invalid(
          "Lot %d has either units of a product or money, not %d of '%s' and %s"
              .formatted(id, units, product, money));
    }
    if (units < 0 || money.isNegative() || !openedAt.isBefore(expiresAt)) {
      throw new BillingException.Invalid(
          "Lot %d holds 0 or more from %s until later, not %d units, %s until %s"
              .formatted(id, openedAt, units, money, expiresAt));
    }
  }

  /** Money. */
  public static Lot money(long id, Money money, Instant openedAt, Instant expiresAt) {
    return new Lot(id, "", 0, money, openedAt, expiresAt);
  }

  /**
   * Free units.
   *
   * @param currency of the wallet that they belong to
   */
  public static Lot units(
      long id, String product, long units, String currency, Instant openedAt, Instant expiresAt) {
    if (Exact.present(product, "The product of a lot").isEmpty()) {
      throw new BillingException.Invalid("Lot " + id + ": free units are of a product");
    }
    return new Lot(id, product, units, Money.zero(currency), openedAt, expiresAt);
  }

  /** Whether it can be spent. */
  public boolean isOpenAt(Instant at) {
    return !Exact.present(at, "The moment").isBefore(openedAt) && at.isBefore(expiresAt);
  }

  /** Whether nothing is left. */
  public boolean isEmpty() {
    return units == 0 && money.isZero();
  }

  Lot plus(long moreUnits, Money moreMoney) {
    return new Lot(
        id, product, Math.addExact(units, moreUnits), money.plus(moreMoney), openedAt, expiresAt);
  }
}
