package livery.billing;

/**
 * Why an event was not sold; nothing of it was written.
 *
 * @param eventId the event
 * @param buyerId the buyer on the first edge, from the client up, that refused
 * @param needed what the event takes from that wallet
 * @param available what the wallet, or its limit for the day, had left for it
 */
public record Refusal(long eventId, long buyerId, Reason reason, Money needed, Money available) {

  /** What was missing. */
  public enum Reason {
    /** The wallet's balance, less what is held, plus the credit limit, is too small. */
    NO_MONEY,
    /** The money is there, but the wallet's limit for this day is too near. */
    DAY_LIMIT,
    /** The buyer has no wallet at this seller in the edge's currency. */
    NO_WALLET,
    /** The seller has no price for it; told by the rating, never by {@link Ledger}. */
    NO_PRICE,
    /** Its price is in the seller's currency, and nobody stated a rate to the buyer's. */
    NO_RATE,
    /** These days were charged before; told by the rents. */
    ALREADY_CHARGED
  }
}
