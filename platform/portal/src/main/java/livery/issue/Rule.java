package livery.issue;

import livery.fault.Check;

/**
 * How an issuer wants its documents.
 *
 * @param issueDay the day of the next month on which a month's documents are issued, 1 to 28; 0 for
 *     by hand only
 * @param dueDays how long invoices may be paid, 0 to 180
 * @param send whether they are mailed as soon as they are issued
 */
public record Rule(int issueDay, int dueDays, boolean send) {

  static final int ISSUE_DAY_MAX = 28;
  static final int DUE_DAYS_MAX = 180;

  /** Before anybody has said something else. */
  public static final Rule USUAL = new Rule(0, 14, false);

  public Rule {
    Check.range("issueDay", issueDay, 0, ISSUE_DAY_MAX);
    Check.range("dueDays", dueDays, 0, DUE_DAYS_MAX);
  }
}
