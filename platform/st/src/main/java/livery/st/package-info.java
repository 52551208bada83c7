/**
 * The running product, driven from outside: over SMPP, HTTP, a browser, and with a look into its
 * database as a judge.
 *
 * <p>{@link livery.st.Product} starts it once for all tests of a JVM; {@link livery.st.Books} reads
 * the tables to check what must always hold.
 */
package livery.st;
