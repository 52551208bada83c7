/**
 * One process that starts the whole product: MariaDB, the simulated operators and the portal, and
 * stops them with itself.
 *
 * <p>Public face: {@link livery.launcher.Livery}, for {@code ./livery demo} and the system tests.
 * What cannot work is said in one sentence before anything is started ({@code Preflight}); a data
 * folder serves one process at a time ({@code DataLock}).
 */
package livery.launcher;
