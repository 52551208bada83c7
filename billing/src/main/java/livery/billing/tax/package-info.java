/**
 * Taxes: what is added to a price or is inside it, the totals of a document, what of it can still
 * be credited, and the shares of premium messages after tax. Pure: no database, no clock.
 *
 * <p>Public face: {@link livery.billing.tax.TaxRule}, {@link livery.billing.tax.DocumentTotals},
 * {@link livery.billing.tax.Creditable}, {@link livery.billing.tax.CreditSplit}, {@link
 * livery.billing.tax.PremiumShare}. Everything is rounded to coins, and net + tax = gross holds for
 * each line and for the whole.
 */
package livery.billing.tax;
