/**
 * Texts written by people and by keys, rather than by campaigns.
 *
 * <p>Public face: {@link livery.compose.Sending}, for the page and for REST. The decision worth
 * knowing: all texts of one call are checked before the first is priced; when one is wrong, none is
 * sent.
 */
package livery.compose;
