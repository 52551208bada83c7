/**
 * The platform's numbers in stock: taken in one by one or as a file, offered, taken back, and the
 * shares that are paid for texts to them.
 *
 * <p>Public face: {@link livery.stock.Stock}. What a tenant does with a number is {@code
 * livery.number}; this package is above it and nobody is above this one.
 */
package livery.stock;
