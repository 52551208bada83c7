package livery.billing;

/**
 * When a held line is charged, as its seller has set it (billing.md §1.6). Each line of an event
 * has its own: a client may be on delivery while the route charges on submission.
 *
 * @param onTimeout what becomes of the hold when nobody says anything until it runs out
 */
public record BillRule(On on, OnTimeout onTimeout) {

  /** Where no seller has set anything. */
  public static final BillRule STANDARD = new BillRule(On.SMSC_ACCEPT, OnTimeout.RELEASE);

  /** How far a unit must have come to be charged. */
  public enum On {
    /** Handed over to the operator, whatever it answers. */
    SUBMIT,
    /** Taken by the operator. */
    SMSC_ACCEPT,
    /** Delivered to the handset. */
    DELIVERED
  }

  /** What becomes of a hold that runs out. */
  public enum OnTimeout {
    /** It is charged as a whole. */
    POST,
    /** It is freed. */
    RELEASE
  }

  /** As its columns name it. */
  static BillRule of(String on, String onTimeout) {
    var rule = new BillRule(On.valueOf(on), OnTimeout.valueOf(onTimeout));
    return rule.equals(STANDARD) ? STANDARD : rule;
  }
}
