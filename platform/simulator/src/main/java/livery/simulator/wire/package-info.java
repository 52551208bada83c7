/**
 * SMPP 3.4 on the wire, as the simulator speaks it: PDUs, addresses, alphabets, parts of long
 * texts.
 *
 * <p>Written for this module alone and sharing nothing with the portal's jSMPP, so that each side
 * checks the other, and so that {@link livery.simulator.wire.Malformed} can write what a library
 * would refuse to write. Everything here is free of threads and of sockets.
 */
package livery.simulator.wire;
