/**
 * Issuing: which documents a month, a credit note or a request makes, with what on them.
 *
 * <p>Public face: {@link livery.issue.MonthIssue}, which issues all documents of an ended month for
 * a seller, {@link livery.issue.CreditNotes}, {@link livery.issue.ByHand} and {@link
 * livery.issue.Reports}. The decision worth knowing: lines come from the transfers of the ledger, a
 * seller's month is read once for all of its buyers, and whatever is issued has a key that names
 * what it is for, so that a second run, or one after a kill, issues what is missing and no more.
 */
package livery.issue;
