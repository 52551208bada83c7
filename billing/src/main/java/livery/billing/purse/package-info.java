/**
 * What is spent first, how much on one day, and when to warn. Pure: no database, no clock; wallets
 * themselves are rows of {@link livery.billing.Ledger}.
 *
 * <p>Public face: {@link livery.billing.purse.Lots}, {@link livery.billing.purse.SpendLimit},
 * {@link livery.billing.purse.LowBalance}. Every act returns a new value; one that is refused
 * throws and leaves the old one as it was.
 */
package livery.billing.purse;
