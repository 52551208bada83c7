/**
 * Texts as SMS: the GSM 03.38 alphabet, parts, and the folding of words for comparison.
 *
 * <p>Pure functions that everybody may know; no state, no database.
 */
package livery.text;
