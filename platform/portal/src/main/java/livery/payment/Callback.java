package livery.payment;

import java.time.Instant;
import livery.billing.Money;

/**
 * What a provider tells about a payment.
 *
 * @param eventId the provider's number of this piece of news: the same comes again under the same
 * @param reference our name of the payment
 * @param theirs the provider's name of it, may be empty
 * @param amount what was paid, or went back
 * @param happenedAt by the provider's clock
 */
public record Callback(
    String eventId, String reference, String theirs, Kind kind, Money amount, Instant happenedAt) {

  /** What has happened. */
  public enum Kind {
    /** The buyer has begun to pay. */
    PENDING,
    /** The money is there. */
    PAID,
    /** It will not come. */
    FAILED,
    /** The seller gave some or all of it back. */
    REFUNDED,
    /** The buyer's bank took back what was left of it. */
    CHARGEBACK
  }
}
