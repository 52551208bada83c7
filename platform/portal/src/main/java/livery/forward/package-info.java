/**
 * What came in, on its way to the client's own programs: pulled over REST, with acknowledgement.
 * Public face: {@link livery.forward.Pull}.
 *
 * <p>A message comes again until it is acknowledged, so a broken answer loses nothing; what has
 * been acknowledged is forgotten below a floor, which never passes a message that is still
 * undecided.
 */
package livery.forward;
