/**
 * What sellers and resellers agreed: contracts with versions, product groups, and what they come
 * to.
 *
 * <p>The rules are in {@code livery.billing.contract} and {@code .tier}; here is who agrees with
 * whom, and when. Public face: {@link livery.contract.Contracts} gives the history of a pair and
 * what the close of a month settles by; {@link livery.contract.Drafts} writes and sends versions;
 * {@link livery.contract.Progress} says how far the next tier is; {@link
 * livery.contract.Simulation} tries other terms on real volume. The decision worth knowing: a
 * version is one immutable row, sent as a whole; which version holds on a day follows from all of
 * them.
 */
package livery.contract;
