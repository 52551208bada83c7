package livery.books;

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
public record Sold(
    long sellerId,
    long buyerId,
    String currency,
    String product,
    String country,
    BigDecimal unitPrice,
    long quantity,
    long micros) {

  /** An edge in one currency: what one document is about. */
  public record Edge(long sellerId, long buyerId, String currency) {}

  /** What of an edge is sold. */
  public record Item(Edge edge, String product) {}

  /** A product at a price. */
  public record Price(Item item, String country, BigDecimal unitPrice) {}

  /** The product of a volume settlement that made the month dearer. */
  public static final String SETTLEMENT = "volume";

  /** The edge. */
  public Edge edge() {
    return new Edge(sellerId, buyerId, currency);
  }

  /** What of the edge. */
  public Item item() {
    return new Item(edge(), product);
  }

  /** As money. */
  public Money amount() {
    return new Money(micros, currency);
  }

  /** The price to the cent and as exact as it is: the key that lines are grouped by. */
  public Price price() {
    return new Price(item(), country, unitPrice == null ? null : unitPrice.stripTrailingZeros());
  }
}
