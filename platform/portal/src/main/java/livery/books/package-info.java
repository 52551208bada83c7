/**
 * The books as documents want them: what a seller sold in a month by product, price and country,
 * what was given back, what was paid, and the account between two.
 *
 * <p>Public face: {@link livery.books.LedgerLines}, {@link livery.books.LedgerMoney} and {@link
 * livery.books.PairAccount}. The decision worth knowing: sums come from transfers and are exact to
 * the micro-unit; rated rows only say how a sum is made up.
 */
package livery.books;
