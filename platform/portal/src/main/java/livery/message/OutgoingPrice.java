package livery.message;

/**
 * How an outgoing message is counted and what it costs.
 *
 * @param priceMicros what the tenant pays for all parts
 * @param refusal why it is not sent, {@code null} when it is: "no-money", "day-limit", "no-price",
 *     "blocked", "too-long"
 */
record OutgoingPrice(boolean ucs2, int parts, long priceMicros, String currency, String refusal) {

  /** The same at what free units leave to pay. */
  OutgoingPrice at(long micros) {
    return new OutgoingPrice(ucs2, parts, micros, currency, refusal);
  }

  OutgoingPrice refused(String reason) {
    return new OutgoingPrice(ucs2, parts, 0, currency, reason);
  }
}
