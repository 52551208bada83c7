/**
 * Money at work in the portal: the pages and resources of wallets, statements, margins and checks.
 *
 * <p>The rules are in {@code livery.billing}, prices in {@code livery.price}; here is who buys from
 * whom. Public face: {@link livery.money.Wallets} and {@link livery.money.Statements} read, {@link
 * livery.money.Funding} moves money by hand, {@link livery.money.Alerts} and {@link
 * livery.money.LedgerChecks} watch. The decision worth knowing: a wallet belongs to one edge, and
 * only its seller and its buyer read it.
 */
package livery.money;
