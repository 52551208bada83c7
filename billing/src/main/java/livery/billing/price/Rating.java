package livery.billing.price;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import livery.billing.BillingException;
import livery.billing.Edge;
import livery.billing.RatedEvent;
import livery.billing.RatedLine;

/** Puts a price on every edge of an event. Pure: no database, no clock. */
public final class Rating {

  private Rating() {}

  /**
   * Rates one event.
   *
   * @param edges from the client (level 0) up, without a gap
   * @param quantity units sold on every edge, 1 or more: the parts of a message
   * @param country "" where it is not known
   * @param network "" where it is not known
   * @param at the moment whose prices hold
   * @return one line for each edge; an {@link Edge#OPERATORS} edge without a price costs 0
   * @throws NoPrice when an edge with a wallet has no price
   */
  public static RatedEvent rate(
      PriceBook book,
      long eventId,
      List<Edge> edges,
      String product,
      int quantity,
      String country,
      String network,
      Instant at) {
    if (quantity <= 0) {
      throw new BillingException.Invalid(
          "Event " + eventId + " wants a quantity of 1 or more, not " + quantity);
    }
    var lines = new ArrayList<RatedLine>(edges.size());
    for (var edge : edges) {
      var price = priceOf(book, eventId, edge, product, country, network, at);
      var unitPrice = price == null ? BigDecimal.ZERO : price.unitPrice();
      lines.add(
          new RatedLine(
              edge.level(),
              edge.sellerId(),
              edge.buyerId(),
              product,
              quantity,
              price == null ? 0 : price.id(),
              unitPrice,
              RatedLine.micros(unitPrice, quantity),
              edge.currency()));
    }
    return new RatedEvent(eventId, lines);
  }

  /**
   * The price of an edge, null on the {@link Edge#OPERATORS} edge where nobody has priced it.
   *
   * @throws NoPrice when an edge with a wallet has no price
   */
  public static Price priceOf(
      PriceBook book,
      long eventId,
      Edge edge,
      String product,
      String country,
      String network,
      Instant at) {
    var price =
        book.find(edge.sellerId(), edge.buyerId(), product, country, network, edge.currency(), at);
    if (price.isEmpty() && edge.hasWallet()) {
      throw new NoPrice(eventId, edge, product, country, network, at);
    }
    return price.orElse(null);
  }
}
