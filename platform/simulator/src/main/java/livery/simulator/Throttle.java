package livery.simulator;

/** A bucket that fills with the operator's limit and holds one burst of it. Thread-safe. */
final class Throttle {

  private double tokens = Double.MAX_VALUE;
  private long lastNanos = System.nanoTime();

  /** Whether one more submit_sm fits into the limit. */
  synchronized boolean admits(int perSecond, int burstMillis) {
    long now = System.nanoTime();
    double most = Math.max(1, perSecond * burstMillis / 1000.0);
    tokens = Math.min(most, tokens + (now - lastNanos) / 1e9 * perSecond);
    lastNanos = now;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
