package livery.link;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How a link stands at this moment.
 *
 * @param boundSince {@code null} unless all of its sessions are bound
 * @param lastError why its last session ended or could not be bound, in English; {@code null} when
 *     none has
 * @param lastCause the same for programs and for other languages
 * @param lastErrorAt when that was
 * @param inPerSecond arrivals and receipts a second over the last five seconds
 * @param outPerSecond submissions a second over the last five seconds
 * @param in arrivals and receipts since the start
 * @param out submissions since the start
 * @param outstanding submissions that wait for their answer
 * @param throttled submissions that the operator sent back as too fast, since the start
 */
public record LinkStatus(
    long linkId,
    State state,
    Instant boundSince,
    String lastError,
    Cause lastCause,
    Instant lastErrorAt,
    double inPerSecond,
    double outPerSecond,
    long in,
    long out,
    int outstanding,
    int window,
    long throttled) {

  /** What a link does. */
  @Schema(name = "LinkState")
  public enum State {
    /** All of its sessions are bound. */
    BOUND,
    /** It tries to bind, or waits to try again. */
    CONNECTING,
    /** It does not try, by wish. */
    PAUSED
  }

  /** Of a link that does not run. */
  public static LinkStatus none(Link link) {
    return new LinkStatus(
        link.id(),
        link.state() == Link.State.PAUSED ? State.PAUSED : State.CONNECTING,
        null,
        null,
        null,
        null,
        0,
        0,
        0,
        0,
        0,
        link.window(),
        0);
  }
}
