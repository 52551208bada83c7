package livery.smpp;

import java.util.Arrays;
import java.util.Optional;
import livery.inbox.Arrival.Concatenation;

/**
 * The user data of a short message, its header taken off (3GPP TS 23.040 §9.2.3.24).
 *
 * @param octets what follows the header
 * @param headerOctets how long the header was, 0 without one
 * @param concatenation where the part belongs, if the header says so and can be right
 */
record UserData(byte[] octets, int headerOctets, Optional<Concatenation> concatenation) {

  private static final int REFERENCE_8_BIT = 0x00;
  private static final int REFERENCE_16_BIT = 0x08;

  /** Data without a header. */
  static UserData plain(byte[] octets) {
    return new UserData(octets, 0, Optional.empty());
  }

  /**
   * Data with a header. One that is longer than the data is none: all octets are text then. An
   * element that cannot be right is skipped; of two concatenations the last one counts.
   */
  static UserData withHeader(byte[] octets) {
    var end = octets.length == 0 ? 0 : 1 + (octets[0] & 0xFF);
    if (end == 0 || end > octets.length) {
      return plain(octets);
    }
    Optional<Concatenation> found = Optional.empty();
    for (var at = 1; at + 2 <= end; ) {
      var length = octets[at + 1] & 0xFF;
      var value = at + 2;
      if (value + length > end) {
        break;
      }
      if (octets[at] == REFERENCE_8_BIT && length == 3) {
        found =
            concatenation(octets[value] & 0xFF, octets[value + 1] & 0xFF, octets[value + 2] & 0xFF);
      } else if (octets[at] == REFERENCE_16_BIT && length == 4) {
        var reference = (octets[value] & 0xFF) << 8 | octets[value + 1] & 0xFF;
        found = concatenation(reference, octets[value + 2] & 0xFF, octets[value + 3] & 0xFF);
      }
      at = value + length;
    }
    return new UserData(Arrays.copyOfRange(octets, end, octets.length), end, found);
  }

  /** Empty for a message of one part and for what cannot be right (§9.2.3.24.1). */
  static Optional<Concatenation> concatenation(int reference, int total, int part) {
    return total < 2 || part < 1 || part > total
        ? Optional.empty()
        : Optional.of(new Concatenation(reference & 0xFFFF, total, part));
  }
}
