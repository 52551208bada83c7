/**
 * Long work that a person begins on a page: it shows how far it is, goes on when the page is left,
 * is taken up again after a restart, and its result with the refused rows is there to be read.
 *
 * <p>Public face: {@link livery.task.Tasks} begins work and finds it again; features say what the
 * work is by an {@link livery.task.Errand}. The decision worth knowing: as with the close of a
 * month, one process at a time holds a lock that ends with its connection, so a killed process
 * holds nothing up ({@code docs/decisions/26-close-as-a-job.md}).
 */
package livery.task;
