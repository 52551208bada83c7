package livery.message;

/** A message could not be stored now; the operator is to keep it and to send it again. */
public class NotStored extends RuntimeException {

  /** Why. */
  public enum Reason {
    /** More came than can be stored. */
    FULL,
    /** The database does not answer. */
    DATABASE
  }

  private final Reason reason;

  public NotStored(Reason reason) {
    super("Not stored: " + reason);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
