/**
 * Moving a tenant, with all below it, to another seller.
 *
 * <p>{@link livery.move.Moves} says what a move would do and does it, in one transaction that holds
 * the wallets of everybody who moves: a message is rated on the chain before or on the one after.
 * What was rated, posted and issued before stays with the old seller; see
 * docs/decisions/38-moving-a-tenant.md.
 */
package livery.move;
