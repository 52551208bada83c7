package livery.simulator;

import java.time.Instant;
import livery.simulator.wire.Alphabet;

/**
 * One whole text on a handset, as it stood at one change. Immutable.
 *
 * @param id of the message; the later message has the larger one
 * @param change of the journal; grows with every change of any message
 * @param direction seen from the subscriber
 * @param operator the operator's name
 * @param phone the subscriber's number, digits
 * @param number the number that was texted, or who answered
 * @param parts in how many messages it travelled
 * @param state where it stands
 * @param status the command_status of a refusal, else 0
 */
public record Message(
    long id,
    long change,
    Direction direction,
    String operator,
    String phone,
    String number,
    String text,
    Alphabet alphabet,
    int parts,
    Instant at,
    State state,
    int status) {

  /** Who wrote it. */
  public enum Direction {
    /** The subscriber texted (MO). */
    SENT,
    /** The portal texted (MT). */
    RECEIVED
  }

  /** MO: WAITING, ON_AIR, then ACKNOWLEDGED or REFUSED. MT: SHOWN, then by its receipt. */
  public enum State {
    /** The operator has it; no bind can take it yet. */
    WAITING,
    /** Handed to the portal, not acknowledged yet. */
    ON_AIR,
    /** The portal has taken every part. */
    ACKNOWLEDGED,
    /** The portal has refused it for good. */
    REFUSED,
    /** On the handset; no receipt asked for, or not yet given. */
    SHOWN,
    /** A receipt that says "delivered" was taken by the portal. */
    RECEIPT_TAKEN,
    /** A receipt that says otherwise was taken by the portal. */
    FAILURE_TAKEN
  }

  Message with(State newState, int newStatus) {
    return new Message(
        id, change, direction, operator, phone, number, text, alphabet, parts, at, newState,
        newStatus);
  }

  Message changed(long newChange) {
    return new Message(
        id, newChange, direction, operator, phone, number, text, alphabet, parts, at, state,
        status);
  }
}
