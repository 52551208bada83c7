/**
 * What a test, or a plugin author, needs from outside: a real MariaDB in seconds, plugin jars made
 * out of source text, and a seed for random numbers.
 *
 * <p>{@link livery.testkit.TestDatabase} starts one server for the whole JVM and gives each caller
 * a database of its own.
 */
package livery.testkit;
