package livery.smpp;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a link waits before it connects anew: a second, then twice as long each time, half a
 * minute at most; a second again after a session that was of use. Not thread-safe.
 */
final class Pauses {

  static final Duration FIRST = Duration.ofSeconds(1);
  static final Duration LONGEST = Duration.ofSeconds(30);
  private static final int JITTER_SHARE = 4;

  private final RandomGenerator random;
  private Duration next = FIRST;

  Pauses(RandomGenerator random) {
    this.random = random;
  }

  /**
   * The pause after a session.
   *
   * @param useful whether the session that has ended was of use
   * @return up to a quarter more, so that many links do not come back in the same moment
   */
  Duration next(boolean useful) {
    var pause = useful ? FIRST : next;
    var longer = pause.multipliedBy(2);
    next = longer.compareTo(LONGEST) > 0 ? LONGEST : longer;
    return pause.plusMillis(random.nextLong(pause.toMillis() / JITTER_SHARE));
  }
}
