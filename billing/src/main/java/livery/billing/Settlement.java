package livery.billing;

/**
 * How much of a held event is charged.
 *
 * @param quantity units to charge on every edge, at most what was held; 0 releases all of it
 */
public record Settlement(long eventId, int quantity) {

  public Settlement {
    if (quantity < 0) {
      throw new BillingException.Invalid(
          "Event " + eventId + " cannot be settled for a quantity of " + quantity);
    }
  }
}
