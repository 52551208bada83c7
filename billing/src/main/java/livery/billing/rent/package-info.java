/**
 * What is paid for by the month: numbers, keywords, sender names.
 *
 * <p>Public face: {@link livery.billing.rent.Rents} charges, no day of a thing twice; {@link
 * livery.billing.rent.Proration} shares a month out over its days. Parts are differences of a
 * rounded running total, so they always add up to the whole.
 */
package livery.billing.rent;
