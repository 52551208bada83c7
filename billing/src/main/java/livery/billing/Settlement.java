package livery.billing;

/**
 * How far the units of a held event have come. Every line is charged for the count that its {@link
 * BillRule} asks for; a line whose count is not known yet stays held.
 *
 * @param submitted units handed over to the operator, or {@link #OPEN}
 * @param accepted units that the operator took, or {@link #OPEN}
 * @param delivered units that arrived, or {@link #OPEN}
 */
public record Settlement(long eventId, int submitted, int accepted, int delivered) {

  /** Not known yet. */
  public static final int OPEN = -1;

  public Settlement {
    if (submitted < OPEN || accepted < OPEN || delivered < OPEN) {
      throw new BillingException.Invalid(
          "Event " + eventId + " cannot be settled for a quantity below 0");
    }
  }

  /**
   * Ends the hold as a whole.
   *
   * @param quantity units to charge on every edge, at most what was held; 0 releases all of it
   */
  public Settlement(long eventId, int quantity) {
    this(eventId, quantity, quantity, quantity);
    if (quantity < 0) {
      throw new BillingException.Invalid(
          "Event " + eventId + " cannot be settled for a quantity of " + quantity);
    }
  }

  /** The operator has answered; what is charged on delivery waits, unless nothing was taken. */
  public static Settlement answered(long eventId, int submitted, int accepted) {
    return new Settlement(eventId, submitted, accepted, accepted == 0 ? 0 : OPEN);
  }

  /** Every receipt is there. */
  public static Settlement received(long eventId, int delivered) {
    return new Settlement(eventId, OPEN, OPEN, delivered);
  }

  /** The count that a rule asks for, or {@link #OPEN}. */
  public int of(BillRule.On on) {
    return switch (on) {
      case SUBMIT -> submitted;
      case SMSC_ACCEPT -> accepted;
      case DELIVERED -> delivered;
    };
  }
}
