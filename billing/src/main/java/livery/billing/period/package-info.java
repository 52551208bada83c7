/**
 * The close of a month: what the volume of each buyer came to, once, in the ledger.
 *
 * <p>Public face: {@link livery.billing.period.PeriodClose} takes a {@link
 * livery.billing.period.BillingMonth} of a seller from OPEN over CLOSING to CLOSED, {@link
 * livery.billing.period.Period} and {@link livery.billing.period.PeriodLine} read. Each buyer and
 * product group is one transaction with its own row, so a close that was killed goes on where it
 * stopped and a second close posts nothing. All sums are made by the database from transfers, of
 * which there is one for a whole batch of messages.
 */
package livery.billing.period;
