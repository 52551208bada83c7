package livery.billing.price;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import livery.billing.Edge;
import livery.billing.RatedEvent;
import livery.billing.RatedLine;

/**
 * Rates the events of one batch by the prices of tiers and the rules too; what is alike is worked
 * out once. Not thread-safe.
 */
public final class Rater {

  private final PriceBook book;
  private final TierPrices tiers;
  private final BillRules rules;
  private final Map<Kind, List<RatedLine>> known = new HashMap<>();

  /** Prices, rules and rates begin and end at whole milliseconds. */
  private record Kind(
      long client,
      String product,
      int quantity,
      String country,
      String network,
      String prefix,
      long milli) {

    @Override
    public boolean equals(Object that) {
      return that instanceof Kind other
          && client == other.client
          && quantity == other.quantity
          && milli == other.milli
          && product.equals(other.product)
          && country.equals(other.country)
          && network.equals(other.network)
          && prefix.equals(other.prefix);
    }

    @Override
    public int hashCode() {
      var hash = Long.hashCode(client);
      hash = 31 * hash + quantity;
      hash = 31 * hash + Long.hashCode(milli);
      hash = 31 * hash + product.hashCode();
      return prefix.isEmpty() ? hash : 31 * hash + prefix.hashCode();
    }
  }

  public Rater(PriceBook book, TierPrices tiers, BillRules rules) {
    this.book = book;
    this.tiers = tiers;
    this.rules = rules;
  }

  /**
   * What one message costs on every edge, and when that is charged: {@link Rating#rate}.
   *
   * @param edges from the client up; the same client has the same chain throughout the batch
   * @throws NoPrice when somebody in the chain has no price for it
   */
  public RatedEvent rate(
      long eventId,
      List<Edge> edges,
      String product,
      int quantity,
      String country,
      String network,
      Instant at) {
    return rate(eventId, edges, product, quantity, new Subscriber(country, network), at);
  }

  /** The same for a subscriber whose number is known. */
  public RatedEvent rate(
      long eventId,
      List<Edge> edges,
      String product,
      int quantity,
      Subscriber subscriber,
      Instant at) {
    var country = subscriber.country();
    var network = subscriber.network();
    var prefix = book.prefixOf(subscriber.phone());
    var client = edges.get(0).buyerId();
    var kind = new Kind(client, product, quantity, country, network, prefix, at.toEpochMilli());
    var lines = known.get(kind);
    if (lines != null) {
      return new RatedEvent(eventId, lines);
    }
    var plain = Rating.rate(book, eventId, edges, product, quantity, subscriber, at);
    var rated = rules.apply(tiers.apply(plain), country, network, at);
    known.put(kind, rated.lines());
    return rated;
  }
}
