package livery.price;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A new price as somebody wants it, unchecked.
 *
 * @param buyerId 0 for every buyer
 * @param country empty for any
 * @param network empty for any
 * @param prefix how the subscriber's number begins, digits without "+"; empty for any
 * @param currency empty for the buyer's, or the seller's where it is for every buyer
 * @param from {@code null} for now
 * @param to first moment after; {@code null} for no end
 * @param cost what the operators ask from the platform, instead of what the tenant asks
 * @param belowCost whether a price below what the tenant pays itself is meant
 */
public record PriceWish(
    long buyerId,
    String product,
    String country,
    String network,
    String prefix,
    String currency,
    BigDecimal unitPrice,
    Instant from,
    Instant to,
    boolean cost,
    boolean belowCost) {

  /** A wish for every number of its place that is refused below the own cost. */
  public PriceWish(
      long buyerId,
      String product,
      String country,
      String network,
      String currency,
      BigDecimal unitPrice,
      Instant from,
      Instant to,
      boolean cost) {
    this(buyerId, product, country, network, "", currency, unitPrice, from, to, cost, false);
  }

  /** The same for numbers that begin so. */
  PriceWish forPrefix(String digits) {
    return new PriceWish(
        buyerId, product, country, network, digits, currency, unitPrice, from, to, cost, belowCost);
  }

  /** The same for another time. */
  PriceWish within(Instant begin, Instant end) {
    return new PriceWish(
        buyerId, product, country, network, prefix, currency, unitPrice, begin, end, cost,
        belowCost);
  }
}
