package livery.billing;

/**
 * Billing refused. Nothing was posted by the call; the caller rolls its transaction back or, for
 * the kinds that say so, carries on without the event.
 */
public class BillingException extends RuntimeException {

  protected BillingException(String message) {
    super(message);
  }

  protected BillingException(String message, boolean withStack) {
    super(message, null, withStack, withStack);
  }

  /** An argument that can never be right: negative, too many decimals, unknown currency. */
  public static final class Invalid extends BillingException {
    public Invalid(String message) {
      super(message);
    }
  }

  /** It was there already, with other content: a price for the same days, a key, an event id. */
  public static final class Conflict extends BillingException {
    public Conflict(String message) {
      super(message);
    }
  }

  /** The price, wallet or transfer that the call names does not exist. */
  public static final class Unknown extends BillingException {
    public Unknown(String message) {
      super(message);
    }
  }

  /** What a batch had read of its wallets holds no longer: roll back and begin anew, with locks. */
  public static final class Overtaken extends BillingException {
    public Overtaken(String message) {
      super(message, false);
    }
  }

  /** The wallet has too little for an allocation. */
  public static final class NoMoney extends BillingException {
    public NoMoney(String message) {
      super(message);
    }
  }

  /** The wallet has too little for a charge; nothing of it remains. */
  public static final class Refused extends BillingException {

    private final transient Refusal refusal;

    public Refused(Refusal refusal) {
      super(refusal.toString());
      this.refusal = refusal;
    }

    public Refusal refusal() {
      return refusal;
    }
  }

  /** The month is settled, or is being: nothing new is posted in it. */
  public static final class Closed extends BillingException {
    public Closed(String message) {
      super(message);
    }
  }
}
