/**
 * The orders that a list may be read in, part by part, and what it is looked through for.
 *
 * <p>Public face: {@link livery.order.Orders}, which a feature declares for its list, {@link
 * livery.order.Place}, where a part of it begins, {@link livery.order.Ordered}, what a page shows
 * of both, and {@link livery.order.Sought}, which a page and its file share. The one decision worth
 * knowing: a part begins behind a value and an id, never after so many rows, so that the last part
 * costs what the first does and a row that comes meanwhile moves nothing.
 */
package livery.order;
