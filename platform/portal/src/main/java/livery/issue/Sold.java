package livery.issue;

import java.math.BigDecimal;
import livery.billing.Money;

/**
 * What a buyer bought of one product at one price in a period, refunds taken off; or what was given
 * back of it.
 *
 * @param country of the price, "" for any
 * @param unitPrice {@code null} where many prices made the amount
 * @param micros to the micro-unit, as in the ledger
 */
record Sold(
    long sellerId,
    long buyerId,
    String currency,
    String product,
    String country,
    BigDecimal unitPrice,
    long quantity,
    long micros) {

  /** An edge in one currency: what one document is about. */
  record Edge(long sellerId, long buyerId, String currency) {}

  /** What of an edge is sold. */
  record Item(Edge edge, String product) {}

  /** A product at a price. */
  record Price(Item item, String country, BigDecimal unitPrice) {}

  /** The product of a volume settlement that made the month dearer. */
  static final String SETTLEMENT = "volume";

  Edge edge() {
    return new Edge(sellerId, buyerId, currency);
  }

  Item item() {
    return new Item(edge(), product);
  }

  Money amount() {
    return new Money(micros, currency);
  }

  /** The price to the cent and as exact as it is: the key that lines are grouped by. */
  Price price() {
    return new Price(item(), country, unitPrice == null ? null : unitPrice.stripTrailingZeros());
  }
}
