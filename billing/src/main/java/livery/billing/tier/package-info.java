/**
 * Discounts by volume: tables of tiers, what counts for them, and how far the next one is. Pure:
 * values in, values out, no database and no clock.
 *
 * <p>Public face: {@link livery.billing.tier.TierTable} prices a quantity exactly, {@link
 * livery.billing.tier.PooledVolume} counts a quantity over a subtree, {@link
 * livery.billing.tier.Delta} compares with what was booked. Quantities are cumulative from zero and
 * half-open, so nothing is charged twice or not at all at a bound; money appears only when a {@link
 * livery.billing.Rounding} is named.
 */
package livery.billing.tier;
