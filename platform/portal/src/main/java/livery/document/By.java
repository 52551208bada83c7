package livery.document;

import livery.tenant.Scope;

/**
 * Who did something with a document.
 *
 * @param tenantId whose person; 0 for the calendar
 * @param actor as the history shows it; empty for the calendar
 */
public record By(long tenantId, String actor) {

  /** Nobody: the time had come. */
  public static final By CALENDAR = new By(0, "");

  /** The person or key that asks. */
  public static By of(Scope scope) {
    return new By(scope.tenantId(), scope.actor());
  }
}
