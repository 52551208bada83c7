package livery.move;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import livery.billing.Money;

/**
 * What the old seller and the tenant had settled between the two, which ends with the move: nothing
 * of it is copied, the new seller sets anew what it wants.
 *
 * @param prices the first {@value #SHOWN} that the old seller has for this tenant alone
 * @param priceCount how many there are
 * @param sellerLimit most that messages may take on one day, set by the old seller
 * @param ownLimit the same, set by the tenant itself
 * @param alert below which the tenant is warned
 * @param chargingRules of the old seller for this tenant alone: on what a message is charged
 */
public record Ending(
    List<OwnPrice> prices,
    long priceCount,
    Optional<Money> sellerLimit,
    Optional<Money> ownLimit,
    Optional<Money> alert,
    long chargingRules) {

  static final int SHOWN = 20;

  /**
   * A price for the tenant alone, that holds now or will.
   *
   * @param country empty for any, as the network and the prefix
   * @param to {@link Instant#MAX} while it has no end
   */
  public record OwnPrice(
      String product,
      String country,
      String network,
      String prefix,
      BigDecimal price,
      String currency,
      Instant from,
      Instant to) {

    /** Whether it holds at a moment. */
    public boolean holds(Instant at) {
      return !at.isBefore(from) && at.isBefore(to);
    }
  }

  /** Whether there is nothing to set anew. */
  public boolean isNothing() {
    return priceCount == 0
        && chargingRules == 0
        && sellerLimit.isEmpty()
        && ownLimit.isEmpty()
        && alert.isEmpty();
  }
}
