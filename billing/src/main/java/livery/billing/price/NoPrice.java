package livery.billing.price;

import java.time.Instant;
import livery.billing.BillingException;
import livery.billing.Edge;
import livery.billing.Ledger;
import livery.billing.Money;
import livery.billing.Refusal;

/**
 * An edge with a wallet has no price for the event, or none in its currency and no rate to it, so
 * it cannot be sold. Kept light, as it may come once for each message: no stack trace.
 */
public final class NoPrice extends BillingException {

  private final transient Refusal refusal;

  NoPrice(
      long eventId, Edge edge, String product, Subscriber subscriber, String prefix, Instant at) {
    super(
        "Event "
            + eventId
            + ": seller "
            + edge.sellerId()
            + " has no price in "
            + edge.currency()
            + " for buyer "
            + edge.buyerId()
            + ", product "
            + product
            + ", country '"
            + subscriber.country()
            + "', network '"
            + subscriber.network()
            + "', prefix '"
            + prefix
            + "' at "
            + at,
        false);
    var nothing = Money.zero(edge.currency());
    refusal = new Refusal(eventId, edge.buyerId(), Refusal.Reason.NO_PRICE, nothing, nothing);
  }

  /** There is a price in the seller's currency, and no rate to the buyer's. */
  NoPrice(long eventId, Edge edge, String product, String from, Instant at) {
    super(
        "Event %d: seller %d has a price in %s for product %s, but no rate to %s of buyer %d at %s"
            .formatted(
                eventId, edge.sellerId(), from, product, edge.currency(), edge.buyerId(), at),
        false);
    var nothing = Money.zero(edge.currency());
    refusal = new Refusal(eventId, edge.buyerId(), Refusal.Reason.NO_RATE, nothing, nothing);
  }

  /** In a word, as a refused message carries it: "no-price" or "no-rate". */
  public String reason() {
    return refusal.reason() == Refusal.Reason.NO_RATE ? "no-rate" : "no-price";
  }

  /** The same as a value, beside those of {@link Ledger#hold}. */
  public Refusal refusal() {
    return refusal;
  }
}
