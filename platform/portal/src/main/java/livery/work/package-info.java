/**
 * One-off charges: a seller charges a direct buyer for a piece of work that no price list has.
 * Face: {@link livery.work.Work}.
 *
 * <p>The line is charged like any other, in {@link livery.billing.OneOff}, and its text is the
 * reference of its transfer: statement, act and invoice read it there, and nobody can change it.
 * What no invoice has said yet is taken back here; what one has is credited on it, so that nothing
 * goes back twice.
 */
package livery.work;
