package livery.smpp;

/** Events a second, over the last five seconds. One thread samples, any thread reads. */
final class Meter {

  private static final int SECONDS = 5;

  private final long[] totals = new long[SECONDS + 1];
  private int samples;
  private volatile double perSecond;

  /** Takes the total so far; called once a second. */
  void sample(long total) {
    totals[samples % totals.length] = total;
    var seconds = Math.min(samples, SECONDS);
    samples++;
    if (seconds > 0) {
      var before = totals[(samples - 1 - seconds) % totals.length];
      perSecond = (total - before) / (double) seconds;
    }
  }

  double perSecond() {
    return perSecond;
  }
}
