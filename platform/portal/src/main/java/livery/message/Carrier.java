package livery.message;

import java.util.Set;
import java.util.function.Consumer;

/**
 * What a bound link offers the {@link Sender}. Implemented in {@code livery.smpp}, registered with
 * {@code Sender.open(carrier)} while bound for sending and removed with {@code
 * Sender.close(carrier)}.
 */
public interface Carrier {

  /** The link's id. */
  long linkId();

  /** How many submissions may wait for the operator's answer at once; 1 or more. */
  int window();

  /** Submissions a second that the operator agreed to; 0 where the sender has to find out. */
  int ratePerSecond();

  /** Whether a long message is handed over in one piece instead of its parts. */
  boolean inOnePiece();

  /** Whether what the operator may have or not is handed over once more. */
  boolean resendsUnanswered();

  /**
   * Hands one part to the operator. Returns at once; the answer comes on any thread, exactly once.
   *
   * @param submission the part
   * @param answered what the sender does with the answer
   */
  void submit(Submission submission, Consumer<Answer> answered);

  /**
   * One submit_sm.
   *
   * @param messageId the message it belongs to
   * @param part 1 to {@code total}
   * @param total how many parts the message has
   * @param source our number, as the subscriber knows it
   * @param shortCode whether the source is a short code (it decides TON and NPI)
   * @param destination E.164 without "+"
   * @param text the text of this part alone
   * @param ucs2 whether the message needs UCS-2, the same for all of its parts
   * @param reference 0 to 65535, the same for all parts; of 8 bits, its last ones
   * @param loose whether each part of the message has room for the header with a 16-bit reference
   * @param whole whether it is a long message in one piece: its only part, then
   * @param receipt whether a delivery receipt is wanted
   */
  record Submission(
      long messageId,
      int part,
      int total,
      String source,
      boolean shortCode,
      String destination,
      String text,
      boolean ucs2,
      int reference,
      boolean loose,
      boolean whole,
      boolean receipt) {}

  /**
   * What came back.
   *
   * @param status command_status (SMPP 3.4 §5.1.3), or -1 when no answer came in time or the bind
   *     was lost
   * @param operatorRef the operator's message id as the receipts will spell it, {@code null}
   *     without
   */
  record Answer(int status, String operatorRef) {

    /** No answer came in time, or the bind was lost: the operator may have it or not. */
    public static final int NO_ANSWER = -1;

    /** The submission never left, because the link is not bound. */
    public static final int NOT_SENT = -2;

    /** Our own word: the part was too old to be handed over. */
    static final int EXPIRED = -3;

    /** Our own word: the receiver has said STOP since. */
    static final int BLOCKED = -4;

    private static final int THROTTLED = 0x58;
    private static final int QUEUE_FULL = 0x14;
    private static final Set<Integer> TEMPORARY = Set.of(0x08, 0x64, 0x65, 0x66);

    /** Whether the operator wants it later and slower (ESME_RTHROTTLED, ESME_RMSGQFUL). */
    boolean isThrottled() {
      return status == THROTTLED || status == QUEUE_FULL;
    }

    /** Whether it may take what it refuses now a little later: its own system's trouble. */
    boolean isTemporary() {
      return TEMPORARY.contains(status);
    }
  }
}
