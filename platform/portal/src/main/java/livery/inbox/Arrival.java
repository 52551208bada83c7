package livery.inbox;

import java.time.Instant;
import java.util.Optional;
import livery.text.Segments;

/**
 * One deliver_sm as a link decoded it: a whole message or one part of a long one.
 *
 * @param linkId the link that it came on
 * @param operatorRef the operator's own id of the message (receipted_message_id), empty when it
 *     sends none
 * @param source who sent it, digits as they came, without "+"
 * @param destination the number that was texted
 * @param dataCoding SMPP 3.4 §5.2.19
 * @param raw user data octets without their header
 * @param text the decoded text of this part
 * @param concatenation where this part belongs, empty for a whole message
 * @param receivedAt when it came
 */
public record Arrival(
    long linkId,
    Optional<String> operatorRef,
    String source,
    String destination,
    int dataCoding,
    byte[] raw,
    String text,
    Optional<Concatenation> concatenation,
    Instant receivedAt) {

  private static final long PRIME = 0x100000001b3L;
  private static final int PART_OCTETS = 140;
  private static final int PART_SEPTETS = 160;
  private static final Concatenation WHOLE = new Concatenation(0, 0, 0);

  /**
   * 3GPP TS 23.040 §9.2.3.24.1 and §9.2.3.24.8, or the sar_* parameters of SMPP 3.4.
   *
   * @param reference 0 to 65535; 0 is legal
   * @param total how many parts there are, 2 to 255
   * @param part which one this is, 1 to {@code total}
   */
  public record Concatenation(int reference, int total, int part) {}

  /** The same without the operator's id. */
  Arrival withoutRef() {
    return new Arrival(
        linkId,
        Optional.empty(),
        source,
        destination,
        dataCoding,
        raw,
        text,
        concatenation,
        receivedAt);
  }

  /**
   * How many parts a whole message took on the air. Operators join parts and hand the text over in
   * message_payload, or in a short_message of up to 254 octets: more than one part can hold.
   */
  int parts() {
    // One part is 140 octets; unpacked, with an octet for each character, it is 160.
    var unpacked = text.length() > PART_SEPTETS / 2 && text.length() <= PART_SEPTETS;
    return raw.length <= (unpacked ? PART_SEPTETS : PART_OCTETS) ? 1 : Segments.of(text).count();
  }

  /** What two deliveries of the same message have in common; for {@link Resends}. */
  long fingerprint() {
    var hash = 0xcbf29ce484222325L;
    hash = mix(hash, source);
    hash = mix(hash, destination);
    for (var octet : raw) {
      hash = (hash ^ (octet & 0xff)) * PRIME;
    }
    var place = concatenation.orElse(WHOLE);
    return ((hash ^ place.reference) * PRIME ^ place.part) * PRIME ^ dataCoding;
  }

  private static long mix(long hash, String text) {
    for (var i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
    }
    return hash * PRIME;
  }
}
