/**
 * What a seller asks: prices with their validity, kept in the database, and the rating of an event
 * on every edge above its client.
 *
 * <p>Public face: {@link livery.billing.price.PriceList} writes, {@link
 * livery.billing.price.PriceBook} answers from memory, {@link livery.billing.price.Rating} makes
 * rated events of both. A price is never changed, since rated rows name it: its successor starts
 * where it ends.
 */
package livery.billing.price;
