/**
 * Texts as SMS: the GSM 03.38 alphabet, parts, the folding of words for comparison; and files of
 * text, forms of words.
 *
 * <p>Pure functions that everybody may know; no state, no database. Public face: {@link
 * livery.text.Segments} splits and counts, {@link livery.text.Forcing} says why a text is UCS-2,
 * {@link livery.text.Gsm7} and {@link livery.text.Ucs2} are the codecs. The decision worth knowing:
 * decoding never fails; what no alphabet knows becomes U+FFFD.
 */
package livery.text;
