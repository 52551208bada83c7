/**
 * Money at work in the portal: the live price book, the ledger, and the pages of wallets and
 * prices.
 *
 * <p>The rules are in {@code livery.billing}; here is who buys from whom. Public face: {@link
 * livery.money.Prices} rates a message on every edge between the client and the operators.
 */
package livery.money;
