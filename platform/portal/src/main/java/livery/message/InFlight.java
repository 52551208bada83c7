package livery.message;

import java.time.Instant;
import livery.text.Segments;

/**
 * A message while a link sends it: which parts went, what came back. Guarded by its link's queue.
 */
final class InFlight {

  final Outgoing message;
  final Segments segments;

  /** It may have reached the operator in an earlier run of the portal, or without an answer. */
  boolean resent;

  private final int[] status;
  private final String[] refs;
  private final Instant[] submitted;
  private final Instant[] answered;
  private final int[] attempts;
  private int next;
  private int open;

  InFlight(Outgoing message, boolean resent) {
    this.message = message;
    this.resent = resent;
    this.segments = message.segments().loosened();
    var count = segments.count();
    this.status = new int[count];
    this.refs = new String[count];
    this.submitted = new Instant[count];
    this.answered = new Instant[count];
    this.attempts = new int[count];
    this.open = count;
  }

  int parts() {
    return segments.count();
  }

  /** Whether a part has not been handed over yet; {@link #takePart} gives it. */
  boolean hasNextPart() {
    skipAnswered();
    return next < parts();
  }

  /** The next part, from 1. */
  int takePart() {
    skipAnswered();
    return ++next;
  }

  private void skipAnswered() {
    while (next < parts() && answered[next] != null) {
      next++;
    }
  }

  /** Takes over what an earlier run heard of a part; true when no part is open any more. */
  boolean restore(Heard heard) {
    submitted[heard.part() - 1] = heard.submittedAt();
    return finish(heard.part(), heard.status(), heard.ref(), heard.answeredAt());
  }

  /** What is known of a part that is finished. */
  Heard heard(int part) {
    return new Heard(
        message.id(), part, status(part), ref(part), submittedAt(part), answeredAt(part));
  }

  Carrier.Submission submission(int part, Instant now) {
    submitted[part - 1] = now;
    attempts[part - 1]++;
    return new Carrier.Submission(
        message.id(),
        part,
        parts(),
        message.number(),
        message.shortCode(),
        message.phone(),
        segments.parts().get(part - 1),
        segments.alphabet() == Segments.Alphabet.UCS2,
        (int) (message.id() & 0xffff),
        segments.isLoose(),
        true);
  }

  /** How often a part has been handed over. */
  int attempts(int part) {
    return attempts[part - 1];
  }

  /** The part was not taken and is tried again; the try does not count. */
  void uncount(int part) {
    attempts[part - 1]--;
  }

  /** Notes the operator's last word on a part; true when it was the last open one. */
  boolean finish(int part, int commandStatus, String operatorRef, Instant now) {
    status[part - 1] = commandStatus;
    refs[part - 1] = operatorRef;
    answered[part - 1] = now;
    return --open == 0;
  }

  /** How many parts were handed over, whatever became of them. */
  int submitted() {
    var count = 0;
    for (var one : submitted) {
      count += one == null ? 0 : 1;
    }
    return count;
  }

  /** How many parts the operator took. */
  int accepted() {
    var count = 0;
    for (var one : status) {
      count += one == 0 ? 1 : 0;
    }
    return count;
  }

  int status(int part) {
    return status[part - 1];
  }

  String ref(int part) {
    return refs[part - 1];
  }

  Instant submittedAt(int part) {
    return submitted[part - 1];
  }

  Instant answeredAt(int part) {
    return answered[part - 1];
  }

  /** Why it failed, or {@code null} when all parts were taken. */
  String failure() {
    for (var part = 1; part <= parts(); part++) {
      if (status(part) == Carrier.Answer.NO_ANSWER) {
        return "no-answer";
      }
      if (status(part) == Carrier.Answer.EXPIRED) {
        return "expired";
      }
      if (status(part) == Carrier.Answer.BLOCKED) {
        return "blocked";
      }
      if (status(part) != 0) {
        return "operator-0x%02X".formatted(status(part));
      }
    }
    return null;
  }
}
