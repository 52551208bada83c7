/**
 * When what is sold by the message falls due: on submission, on the operator's acceptance or on
 * delivery, as each seller sets it for a product, a buyer, a country or a network.
 *
 * <p>Public face: {@link livery.due.DueRules}. The rules themselves and how they are found are
 * {@link livery.billing.price.BillRules}; {@code livery.price.Prices} puts them on what is rated.
 * The decision worth knowing: a rule is never changed, and what is held keeps the one it was held
 * by.
 */
package livery.due;
