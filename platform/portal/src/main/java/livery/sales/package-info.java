/**
 * What was sold, what it cost and what was earned: by client, product and day.
 *
 * <p>Public face: {@link livery.sales.Sales} reads sums of a tenant's own edges, {@link
 * livery.sales.SalesCount} makes them. The decision worth knowing: pages do not sum ten million
 * rated rows; a job counts them by the hour into {@code sale}, in chunks of ids that are replaced
 * as a whole, so that a chunk may be counted any number of times. A tenant sees what it charged its
 * direct buyers and what its own seller charged for the same events, and no other edge.
 */
package livery.sales;
