/**
 * The month's end: every seller's books from OPEN over CLOSING to CLOSED.
 *
 * <p>Public face: {@link livery.month.Months} says how months stand and begins their close. The
 * rules and postings are in {@code livery.billing.period}; here is who sells, when, and the job.
 * The decision worth knowing: Jakarta Batch carries the job, but the checkpoint is in the books
 * themselves ({@code docs/decisions/26-close-as-a-job.md}), so that a kill at any moment costs
 * nothing but time.
 */
package livery.month;
