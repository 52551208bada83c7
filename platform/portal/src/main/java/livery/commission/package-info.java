/**
 * What agents earn, looked at: how far the next tier of a commission is, what was earned at which
 * rate, and what other tiers would have brought.
 *
 * <p>Nothing is posted here; {@code livery.month} posts commissions each night and at the close.
 * Public face: {@link livery.commission.Outlook} and, by client, product and day, {@link
 * livery.commission.Breakdown}. The decision worth knowing: all of it is summed from the same
 * transfers as the accrual, so what is foretold is what is posted.
 */
package livery.commission;
