package livery.billing.rent;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import livery.billing.BillingException;
import livery.billing.Edge;
import livery.billing.Money;
import livery.billing.RatedEvent;
import livery.billing.RatedLine;
import livery.billing.price.EdgePrice;
import livery.billing.price.NoPrice;
import livery.billing.price.PriceBook;
import livery.billing.price.Subscriber;

/**
 * Days of one calendar month for which something is rented, charged in advance.
 *
 * @param eventId the caller's id for this charge
 * @param subjectId the rented thing; no day of it is charged twice
 * @param product the price of this product is for a whole month
 * @param edges from the client (level 0) up
 * @param country "" for any
 * @param network "" for any
 * @param from first day
 * @param to first day after, at most the first of the next month
 */
public record Rent(
    long eventId,
    long subjectId,
    String product,
    List<Edge> edges,
    String country,
    String network,
    LocalDate from,
    LocalDate to,
    Proration proration) {

  public Rent {
    edges = List.copyOf(edges);
    if (!from.isBefore(to) || to.isAfter(from.withDayOfMonth(1).plusMonths(1))) {
      throw new BillingException.Invalid(
          "Rent of %d is for a day or more of one month, not from %s to %s"
              .formatted(subjectId, from, to));
    }
  }

  /**
   * Rates the days: a line for each edge, quantity 1, with the month's price as unit price and the
   * share of these days as amount.
   *
   * @param at the moment whose prices hold
   * @throws NoPrice when an edge with a wallet has no price
   */
  public RatedEvent rate(PriceBook book, Instant at) {
    var lines = new ArrayList<RatedLine>(edges.size());
    for (var i = 0; i < edges.size(); i++) {
      var edge = edges.get(i);
      var price =
          EdgePrice.of(book, eventId, edges, i, product, new Subscriber(country, network), at);
      var month = Money.rounded(price.unitPrice(), edge.currency());
      lines.add(
          price.on(
              new RatedLine(
                  edge.level(),
                  edge.sellerId(),
                  edge.buyerId(),
                  product,
                  1,
                  price.priceId(),
                  price.unitPrice(),
                  proration.ofMonth(month, from, to).micros(),
                  edge.currency())));
    }
    return new RatedEvent(eventId, lines);
  }
}
