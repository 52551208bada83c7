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
 * @param text what a piece of work is called; "" for what its product names
 * @param posting that charged a piece of work; 0 for everything else
 */
public record Sold(
    long sellerId,
    long buyerId,
    String currency,
    String product,
    String country,
    BigDecimal unitPrice,
    long quantity,
    long micros,
    String text,
    long posting) {

  /** What its product names. */
  Sold(
      long sellerId,
      long buyerId,
      String currency,
      String product,
      String country,
      BigDecimal unitPrice,
      long quantity,
      long micros) {
    this(sellerId, buyerId, currency, product, country, unitPrice, quantity, micros, "", 0);
  }

  /** An edge in one currency: what one document is about. */
  public record Edge(long sellerId, long buyerId, String currency) {}

  /** What of an edge is sold. */
  public record Item(Edge edge, String product) {}

  /** A product at a price, or a piece of work. */
  public record Price(Item item, String country, BigDecimal unitPrice, String text, long posting) {}

  /** The product of a volume settlement that made the month dearer. */
  public static final String SETTLEMENT = "volume";

  /** The product of bundles, whose transfers name none. */
  public static final String BUNDLE = "";

  /** The edge. */
  public Edge edge() {
    return new Edge(sellerId, buyerId, currency);
  }

  /** What of the edge. */
  public Item item() {
    return new Item(edge(), product);
  }

  /** The same product at the same price: what is left of it, or came to it. */
  Sold part(long units, long amount) {
    return new Sold(
        sellerId, buyerId, currency, product, country, unitPrice, units, amount, text, posting);
  }

  /** The same taken off. */
  public Sold negated() {
    return part(-quantity, -micros);
  }

  /** As money. */
  public Money amount() {
    return new Money(micros, currency);
  }

  /** The price to the cent and as exact as it is: the key that lines are grouped by. */
  public Price price() {
    return new Price(
        item(), country, unitPrice == null ? null : unitPrice.stripTrailingZeros(), text, posting);
  }
}
