package livery.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps two machines from answering each other for ever: so many replies to one phone from one
 * number, then silence. Used on the dispatcher's thread alone.
 */
final class LoopGuard {

  static final int REPLIES_MAX = 30;
  static final Duration WINDOW = Duration.ofMinutes(10);
  private static final int PHONE_LENGTH_MIN = 7;
  private static final int PHONES_MAX = 200_000;

  private record Key(long numberId, String phone) {}

  private final Map<Key, Integer> replies = new HashMap<>();
  private Instant windowEnd = Instant.MIN;

  /** Whether this phone may be answered once more; counts the reply if so. */
  boolean mayReply(long numberId, String phone, Instant now) {
    if (!now.isBefore(windowEnd) || replies.size() >= PHONES_MAX) {
      replies.clear();
      windowEnd = now.plus(WINDOW);
    }
    return isPerson(phone)
        && replies.merge(new Key(numberId, phone), 1, Integer::sum) <= REPLIES_MAX;
  }

  /** Names and short codes are machines. */
  private static boolean isPerson(String phone) {
    return phone.length() >= PHONE_LENGTH_MIN && phone.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
