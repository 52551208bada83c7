package livery.message;

import java.time.Instant;
import java.util.Arrays;
import livery.text.Segments;

/**
 * A message while a link sends it: which parts went, what came back. Guarded by its link's queue.
 */
final class InFlight {

  /** Instead of a part's number: all of them, which went in one piece. */
  static final int WHOLE = 0;

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

  /**
   * The next part, from 1.
   *
   * @param inOnePiece whether the link sends a long message in one piece; {@link #WHOLE}, then,
   *     where nothing of it has been handed over
   */
  int takePart(boolean inOnePiece) {
    skipAnswered();
    if (inOnePiece && parts() > 1 && next == 0 && open == parts()) {
      next = parts();
      return WHOLE;
    }
    return ++next;
  }

  private void skipAnswered() {
    while (next < parts() && answered[next] != null) {
      next++;
    }
  }

  /** Takes over what an earlier run heard of a part; true when no part is open any more. */
  boolean restore(Heard heard) {
    Arrays.fill(submitted, from(heard.part()), to(heard.part()), heard.submittedAt());
    return finish(heard.part(), heard.status(), heard.ref(), heard.answeredAt());
  }

  /** What is known of a part that is finished. */
  Heard heard(int part) {
    var one = from(part) + 1;
    return new Heard(message.id(), part, status(one), ref(one), submittedAt(one), answeredAt(one));
  }

  Carrier.Submission submission(int part, Instant now) {
    Arrays.fill(submitted, from(part), to(part), now);
    attempts[from(part)]++;
    var whole = part == WHOLE;
    return new Carrier.Submission(
        message.id(),
        whole ? 1 : part,
        whole ? 1 : parts(),
        message.number(),
        message.shortCode(),
        message.phone(),
        whole ? String.join("", segments.parts()) : segments.parts().get(part - 1),
        segments.alphabet() == Segments.Alphabet.UCS2,
        (int) (message.id() & 0xffff),
        segments.isLoose(),
        whole,
        true);
  }

  private static int from(int part) {
    return part == WHOLE ? 0 : part - 1;
  }

  private int to(int part) {
    return part == WHOLE ? parts() : part;
  }

  /** How often a part has been handed over. */
  int attempts(int part) {
    return attempts[from(part)];
  }

  /** The part was not taken and is tried again; the try does not count. */
  void uncount(int part) {
    attempts[from(part)]--;
  }

  /** Notes the operator's last word on a part; true when it was the last open one. */
  boolean finish(int part, int commandStatus, String operatorRef, Instant now) {
    for (var at = from(part); at < to(part); at++) {
      status[at] = commandStatus;
      refs[at] = operatorRef;
      answered[at] = now;
      open--;
    }
    return open == 0;
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
