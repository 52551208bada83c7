/**
 * Money at work in the portal: the live price book, and the pages and resources of wallets,
 * statements, prices and checks.
 *
 * <p>The rules are in {@code livery.billing}; here is who buys from whom. Public face: {@link
 * livery.money.Prices} rates a message on every edge between the client and the operators, {@link
 * livery.money.Wallets} and {@link livery.money.Statements} read, {@link livery.money.Funding}
 * moves money by hand, {@link livery.money.PriceLists} and {@link livery.money.PriceFiles} keep
 * prices, {@link livery.money.Alerts} and {@link livery.money.LedgerChecks} watch. The decision
 * worth knowing: a wallet belongs to one edge, and only its seller and its buyer read it.
 */
package livery.money;
