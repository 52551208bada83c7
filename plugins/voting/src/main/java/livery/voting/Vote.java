package livery.voting;

import livery.api.Incoming;

/** A vote under count: for a known option, within the hours, from a phone. */
final class Vote {

  enum State {
    /** Not decided yet. */
    OPEN,
    /** It counts. */
    COUNTED,
    /** The same message was counted before: the same answer again, and no second count. */
    REPEATED,
    /** The phone has no vote left in this window. */
    OVER
  }

  private final Incoming message;
  private final Option option;
  private final long phone;
  private final long windowKey;
  private long slot;
  private State state = State.OPEN;

  Vote(Incoming message, Option option, long windowKey) {
    this.message = message;
    this.option = option;
    this.phone = Long.parseLong(message.phone());
    this.windowKey = windowKey;
  }

  Incoming message() {
    return message;
  }

  Option option() {
    return option;
  }

  long phone() {
    return phone;
  }

  long windowKey() {
    return windowKey;
  }

  long slot() {
    return slot;
  }

  State state() {
    return state;
  }

  void take(long freeSlot) {
    slot = freeSlot;
    state = State.COUNTED;
  }

  void reopen() {
    state = State.OPEN;
  }

  void mark(State decided) {
    state = decided;
  }
}
