package livery.billing.price;

import java.time.Instant;
import livery.billing.BillingException;
import livery.billing.Edge;
import livery.billing.Ledger;
import livery.billing.Money;
import livery.billing.Refusal;

/**
 * An edge with a wallet has no price for the event, so it cannot be sold. Kept light, as it may
 * come once for each message: no stack trace.
 */
public final class NoPrice extends BillingException {

  private final transient Refusal refusal;

  NoPrice(long eventId, Edge edge, String product, String country, String network, Instant at) {
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
            + country
            + "', network '"
            + network
            + "' at "
            + at,
        false);
    var nothing = Money.zero(edge.currency());
    refusal = new Refusal(eventId, edge.buyerId(), Refusal.Reason.NO_PRICE, nothing, nothing);
  }

  /** The same as a value, beside those of {@link Ledger#hold}. */
  public Refusal refusal() {
    return refusal;
  }
}
