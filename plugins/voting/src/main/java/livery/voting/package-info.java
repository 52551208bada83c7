/**
 * Live voting by SMS: options, windows, limits for each phone, a page for the studio.
 *
 * <p>A batch is counted in sets: one query for what its phones have used, one insert of ballots,
 * one upsert for all sums. The limit is a unique key of the database ({@link
 * livery.voting.Ballots}), so that it holds whatever runs at the same moment; a sum is always the
 * count of its ballots.
 */
package livery.voting;
