/**
 * Who owes how much since when, and reminders of it.
 *
 * <p>Public face: {@link livery.dunning.Receivables} and {@link livery.dunning.Dunning}. The
 * decision worth knowing: money that comes into a buyer's wallet pays its oldest invoices first, so
 * what is open is computed from the wallet's transfers and nobody has to match payments; reminders
 * stop by themselves when nothing is open.
 */
package livery.dunning;
