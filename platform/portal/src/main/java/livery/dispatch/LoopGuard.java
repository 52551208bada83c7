package livery.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps two machines from answering each other for ever: so many replies to one phone from one
 * number, then silence. Thread-safe.
 */
final class LoopGuard {

  static final int REPLIES_MAX = 30;
  static final Duration WINDOW = Duration.ofMinutes(10);
  private static final int PHONE_LENGTH_MIN = 7;
  private static final int PHONES_MAX = 200_000;

  private record Answered(int texts, long last) {}

  private final Map<Dialogues.Key, Answered> answered = new HashMap<>();
  private Instant windowEnd = Instant.MIN;

  /**
   * Whether this phone may be answered once more; counts the text that is answered, once however
   * often its batch is decided.
   */
  synchronized boolean mayReply(long numberId, String phone, long messageId, Instant now) {
    if (!now.isBefore(windowEnd) || answered.size() >= PHONES_MAX) {
      answered.clear();
      windowEnd = now.plus(WINDOW);
    }
    if (!isPerson(phone)) {
      return false;
    }
    var key = new Dialogues.Key(numberId, phone);
    var before = answered.getOrDefault(key, new Answered(0, 0));
    if (messageId <= before.last) {
      return before.texts <= REPLIES_MAX;
    }
    var counted = new Answered(before.texts + 1, messageId);
    answered.put(key, counted);
    return counted.texts <= REPLIES_MAX;
  }

  /** Names and short codes are machines. */
  private static boolean isPerson(String phone) {
    return phone.length() >= PHONE_LENGTH_MIN && phone.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
