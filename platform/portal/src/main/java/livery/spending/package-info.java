/**
 * How a wallet is spent: bundles of free units that a seller offers, and limits for a day.
 *
 * <p>Public face: {@link livery.spending.Offers} and {@link livery.spending.Limits}. The rules are
 * in {@code livery.billing}: {@code Bundles}, {@code DayLimits} and the ledger, which uses both in
 * every batch; here is who may sell, buy and limit. Expired lots are closed every minute.
 */
package livery.spending;
