package livery.signin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts failed tries and makes the next one wait: each failure past the free ones doubles the
 * pause. Thread-safe.
 *
 * <p>In memory: a restart forgets, which gives a guesser a handful of tries more.
 */
@ApplicationScoped
public class Tries {

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
  private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);
  private static final int MOST_KEYS = 50_000;
  private static final int MOST_DOUBLINGS = 10;

  private final Clock clock;
  private final Map<String, Count> counts = new LinkedHashMap<>(64, 0.75f, true);

  private record Count(int failures, Instant last, Instant freeAt) {}

  /**
   * What is counted.
   *
   * @param name "ip 203.0.113.7", "account anna@example.com"
   * @param free tries that cost no pause
   */
  public record Key(String name, int free) {}

  @Inject
  public Tries(Clock clock) {
    this.clock = clock;
  }

  protected Tries() {
    this(null);
  }

  /**
   * Counts one try against all keys, before it is known how it ends, so that many at once do not
   * slip through; or says how long to wait, and counts nothing.
   */
  public synchronized Duration begin(List<Key> keys) {
    var now = clock.instant();
    var wait = Duration.ZERO;
    for (var key : keys) {
      var count = count(key, now);
      if (count != null && count.freeAt().isAfter(now)) {
        var left = Duration.between(now, count.freeAt());
        wait = left.compareTo(wait) > 0 ? left : wait;
      }
    }
    if (wait.isZero()) {
      keys.forEach(key -> fail(key, now));
    }
    return wait;
  }

  /** The try was right: forgets what these keys have failed. */
  public synchronized void succeed(List<Key> keys) {
    keys.forEach(key -> counts.remove(key.name()));
  }

  /** What counts as one place: the address, or the network that one customer has. */
  public static String network(String address) {
    return Addresses.network(address);
  }

  private Count count(Key key, Instant now) {
    var count = counts.get(key.name());
    if (count != null && count.last().plus(FORGOTTEN_AFTER).isBefore(now)) {
      counts.remove(key.name());
      return null;
    }
    return count;
  }

  private void fail(Key key, Instant now) {
    var before = count(key, now);
    var failures = before == null ? 1 : before.failures() + 1;
    var over = Math.min(failures - key.free(), MOST_DOUBLINGS);
    var pause = over < 0 ? Duration.ZERO : Duration.ofSeconds(1L << over);
    pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    counts.put(key.name(), new Count(failures, now, now.plus(pause)));
    if (counts.size() > MOST_KEYS) {
      counts.remove(counts.keySet().iterator().next());
    }
  }
}
