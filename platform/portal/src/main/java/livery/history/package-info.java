/**
 * Messages looked at: lists, one message's whole life, files of them.
 *
 * <p>Public face: {@link livery.history.Messages} finds what a tenant may see. The decision worth
 * knowing: lists go from the newest down along one index, in pages by key, and a period is a range
 * of ids, so that they stay fast at ten million rows.
 */
package livery.history;
