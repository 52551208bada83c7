/**
 * What all of REST shares: {@code /api/v1}, its errors, limits and lists.
 *
 * <p>Public face: {@link livery.rest.Needs} marks what a key must be allowed to do, {@link
 * livery.rest.Listing} answers lists with a cursor, {@link livery.rest.Limit} checks the asked
 * number of rows. A {@code livery.fault.Fault} becomes {@code application/problem+json} by itself;
 * the kinds of problems are {@link livery.rest.ProblemType}. Every POST, PATCH and DELETE may carry
 * an {@code Idempotency-Key}. Decision worth knowing: a resource method without {@code @Needs} is
 * refused, so that a forgotten right is a closed door.
 */
package livery.rest;
