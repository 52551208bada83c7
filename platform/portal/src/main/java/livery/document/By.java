package livery.document;

import livery.tenant.Scope;

/**
 * Who did something with a document.
 *
 * @param scope the person or key; {@code null} for the calendar
 */
public record By(Scope scope) {

  /** Nobody: the time had come. */
  public static final By CALENDAR = new By(null);

  /** The person or key that asks. */
  public static By of(Scope scope) {
    return new By(scope);
  }

  /** Whose person; 0 for the calendar. */
  public long tenantId() {
    return scope == null ? 0 : scope.tenantId();
  }

  /** As the history shows it; empty for the calendar. */
  public String actor() {
    return scope == null ? "" : scope.actor();
  }
}
