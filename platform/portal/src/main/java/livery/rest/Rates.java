package livery.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How often each key may ask: so many requests a second, and as many more at once after a pause.
 * Thread-safe.
 *
 * <p>The environment sets it: {@code LIVERY_API_RATE}, requests a second for each key.
 */
@ApplicationScoped
class Rates {

  private static final int MOST_KEYS = 10_000;
  private static final int BURST_SECONDS = 2;

  private final int perSecond;
  private final Clock clock;
  private final Map<Long, Bucket> buckets = new LinkedHashMap<>(64, 0.75f, true);

  private record Bucket(double tokens, long atMillis) {}

  /**
   * The answer.
   *
   * @param limit requests a second
   * @param remaining how many may come at once now
   * @param waitSeconds 0 when this one may pass
   */
  record Pass(int limit, int remaining, int waitSeconds) {}

  @Inject
  Rates(
      @ConfigProperty(name = "LIVERY_API_RATE", defaultValue = "100") int perSecond, Clock clock) {
    this.perSecond = perSecond;
    this.clock = clock;
  }

  protected Rates() {
    this(0, null);
  }

  /** Takes one request of this key from what it has left. */
  synchronized Pass take(long keyId) {
    var now = clock.millis();
    var most = (double) perSecond * BURST_SECONDS;
    var before = buckets.getOrDefault(keyId, new Bucket(most, now));
    var tokens = Math.min(most, before.tokens() + (now - before.atMillis()) / 1000.0 * perSecond);
    var pass = tokens >= 1;
    buckets.put(keyId, new Bucket(pass ? tokens - 1 : tokens, now));
    if (buckets.size() > MOST_KEYS) {
      buckets.remove(buckets.keySet().iterator().next());
    }
    return new Pass(perSecond, pass ? (int) (tokens - 1) : 0, pass ? 0 : 1);
  }
}
