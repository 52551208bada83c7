/**
 * What the lines of rent and set-up in a statement are for: the number, and the keyword on it.
 *
 * <p>Public face: {@link livery.rented.Rented}. A charge knows its event and a rent its thing; a
 * set-up is told by the rent that was charged with it, in the same moment from the same wallet.
 */
package livery.rented;
