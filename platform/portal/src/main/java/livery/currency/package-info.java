/**
 * Rates between currencies, as the platform's finance states them.
 *
 * <p>Public face: {@link livery.currency.Rates}. The decision worth knowing: a rate is never
 * changed. Another one for the same day takes its place for what is rated from then on, and each
 * rated row keeps the rate and the day that it was rated by.
 */
package livery.currency;
