package livery.billing.price;

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
   * @throws NoPrice when an edge with a wallet has no price, or no rate for it
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
    return rate(book, eventId, edges, product, quantity, new Subscriber(country, network), at);
  }

  /** Rates one event of a subscriber whose number is known. */
  public static RatedEvent rate(
      PriceBook book,
      long eventId,
      List<Edge> edges,
      String product,
      int quantity,
      Subscriber subscriber,
      Instant at) {
    if (quantity <= 0) {
      throw new BillingException.Invalid(
          "Event " + eventId + " wants a quantity of 1 or more, not " + quantity);
    }
    var lines = new ArrayList<RatedLine>(edges.size());
    for (var i = 0; i < edges.size(); i++) {
      var edge = edges.get(i);
      var price = EdgePrice.of(book, eventId, edges, i, product, subscriber, at);
      lines.add(
          price.on(
              new RatedLine(
                  edge.level(),
                  edge.sellerId(),
                  edge.buyerId(),
                  product,
                  quantity,
                  price.priceId(),
                  price.unitPrice(),
                  RatedLine.micros(price.unitPrice(), quantity),
                  edge.currency())));
    }
    return new RatedEvent(eventId, lines);
  }
}
