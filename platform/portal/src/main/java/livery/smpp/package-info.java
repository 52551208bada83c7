/**
 * Links to operators over SMPP 3.4; beside the simulator the only place that knows jSMPP.
 *
 * <p>Public face: {@link livery.smpp.Links} keeps them, {@link livery.link.LinkStatus} says how
 * they stand. A link hands arrivals and receipts to the message path and is itself the {@code
 * Carrier} of what is sent. The decision worth knowing: jSMPP gives the codec and the connection,
 * the session is our own, because jSMPP's parks a thread for each message, allocates what a length
 * field says and leaves malformed requests without an answer
 * (docs/decisions/30-own-smpp-session.md).
 */
package livery.smpp;
