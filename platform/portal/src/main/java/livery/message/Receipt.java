package livery.message;

import java.time.Instant;

/**
 * A delivery receipt as a link decoded it (SMPP 3.4 appendix B, or message_state).
 *
 * @param operatorRef the operator's id, spelt as in {@link Carrier.Answer}
 * @param error the operator's error code, {@code null} without
 */
public record Receipt(
    long linkId, String operatorRef, State state, String error, Instant receivedAt) {

  /** What became of the part. Only ACCEPTED is not final. */
  public enum State {
    ACCEPTED,
    DELIVERED,
    FAILED,
    EXPIRED
  }
}
