/**
 * How much goes through: the counts of each hour and what is live.
 *
 * <p>Public face: {@link livery.traffic.TrafficCounts} and {@link livery.traffic.Pulse}, for the
 * dashboard. The decision worth knowing: the message path adds up the hours as it writes, so
 * nothing here reads a message.
 */
package livery.traffic;
