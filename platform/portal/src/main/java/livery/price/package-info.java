/**
 * Price lists: the live price book, the prices at which a tenant sells and buys, as pages, as
 * resources and as files.
 *
 * <p>The rules are in {@code livery.billing.price}; here is who may ask what from whom. Public
 * face: {@link livery.price.Prices} rates a message on every edge between the client and the
 * operators, {@link livery.price.PriceLists} and {@link livery.price.PriceFiles} keep prices. The
 * decision worth knowing: the price book is a snapshot in memory, read again after every change, so
 * that rating needs no query.
 */
package livery.price;
