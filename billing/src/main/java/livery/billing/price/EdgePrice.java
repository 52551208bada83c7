package livery.billing.price;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import livery.billing.Edge;
import livery.billing.RatedLine;
import livery.billing.contract.CurrencyRate;

/**
 * What a unit costs on an edge, in the edge's currency.
 *
 * @param priceId 0 where the platform's cost has no price
 * @param rate from the seller's own currency to the edge's; {@code null} where they are the same,
 *     or nobody stated one and the price needed none
 */
public record EdgePrice(long priceId, BigDecimal unitPrice, CurrencyRate rate) {

  private static final int DECIMALS = 10;

  /**
   * The price of one edge of a chain: that in the buyer's currency; else that in the currency in
   * which the seller itself buys, converted at the rate of the day and rounded once, HALF_UP, to
   * ten decimals.
   *
   * @param edges the whole chain, from the client up
   * @param level which of them
   * @throws NoPrice when an edge with a wallet has no price, or no rate for it
   */
  public static EdgePrice of(
      PriceBook book,
      long eventId,
      List<Edge> edges,
      int level,
      String product,
      Subscriber subscriber,
      Instant at) {
    var edge = edges.get(level);
    var own = level + 1 < edges.size() ? edges.get(level + 1).currency() : edge.currency();
    var same = own.equals(edge.currency());
    var rate = same ? null : book.rates().find(own, edge.currency(), at).orElse(null);
    var price =
        book.find(edge.sellerId(), edge.buyerId(), product, subscriber, edge.currency(), at);
    if (price.isPresent()) {
      return new EdgePrice(price.get().id(), price.get().unitPrice(), rate);
    }
    var sellers =
        same ? price : book.find(edge.sellerId(), edge.buyerId(), product, subscriber, own, at);
    if (sellers.isEmpty()) {
      if (edge.hasWallet()) {
        throw new NoPrice(
            eventId, edge, product, subscriber, book.prefixOf(subscriber.phone()), at);
      }
      return new EdgePrice(0, BigDecimal.ZERO, null);
    }
    if (rate == null) {
      throw new NoPrice(eventId, edge, product, own, at);
    }
    var unit = rate.convert(sellers.get().unitPrice()).setScale(DECIMALS, RoundingMode.HALF_UP);
    return new EdgePrice(sellers.get().id(), unit, rate);
  }

  /** The line with the rate that it was priced by. */
  public RatedLine on(RatedLine line) {
    return rate == null ? line : line.withRate(rate.rate(), rate.date());
  }
}
