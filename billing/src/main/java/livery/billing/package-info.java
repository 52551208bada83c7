/**
 * The money: amounts, rated events, wallets, transfers, statements. Knows no SMS and no other
 * module of ours; the packages below it know it, it knows none of them.
 *
 * <p>Public face: {@link livery.billing.Ledger} holds, charges, settles and refunds whole batches
 * of rated events, {@link livery.billing.Wallet}, {@link livery.billing.Statement} and {@link
 * livery.billing.RatedRows} read, {@link livery.billing.Invariants} checks. Every method takes the
 * caller's connection and joins its transaction, so money moves or not with the rows of the feature
 * that asked. Wants READ COMMITTED; a deadlock or lock time-out (errors 1213, 1205) means: roll
 * back, run the whole unit again.
 *
 * <p>The decision worth knowing: what is held is on slips, what has ended is in rated rows that are
 * written once (docs/decisions/20).
 */
package livery.billing;
