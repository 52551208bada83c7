package livery.message;

import java.util.function.LongSupplier;

/**
 * How fast an operator is fed: at the agreed rate, or, where none is agreed, as fast as it takes
 * until it throttles, then close to what it allows. Thread-safe.
 *
 * <p>Whoever sends faster than an operator allows sees in what it accepts how much it allows. So
 * after each second with throttling the rate is set just above what was accepted in it, and
 * otherwise it grows. Some operators throttle a share of everything, however slowly they are fed:
 * where a lower rate did not lower that share, it is put up with.
 */
final class Pace {

  private static final long SECOND = 1_000_000_000L;
  private static final int STEPS = 10;
  private static final long STEP = SECOND / STEPS;
  private static final double GROWTH_EACH_STEP = 1.03;
  private static final double ABOVE_ACCEPTED = 1.05;
  private static final double LEAST_PER_SECOND = 1;
  private static final double FREE_AGAIN_FACTOR = 50;

  /** So many throttling answers before the rate is limited at all. */
  private static final int SERIOUS = 5;

  /** So many answers say something; fewer are looked at after so many seconds. */
  private static final int SAMPLE = 30;

  private static final int PATIENCE = 10;
  private static final double SHARE_USUAL = 0.06;
  private static final double SHARE_MAX = 0.6;
  private static final double STILL_THE_SAME = 0.75;
  private static final double A_LITTLE_MORE = 1.3;

  private final LongSupplier nanos;
  private final double agreed;
  private double rate;
  private double freeAgain = Double.MAX_VALUE;
  private double shareAllowed = SHARE_USUAL;
  private double shareBefore;
  private long nextSend;
  private long stepBegan;
  private int steps;
  private int accepted;
  private int throttled;

  /**
   * @param agreedPerSecond 0 where the operator named no rate
   * @param nanos a clock that only goes forward, in nanoseconds
   */
  Pace(int agreedPerSecond, LongSupplier nanos) {
    this.nanos = nanos;
    this.agreed = agreedPerSecond == 0 ? Double.MAX_VALUE : agreedPerSecond;
    this.rate = agreed;
    this.nextSend = nanos.getAsLong();
    this.stepBegan = nextSend;
  }

  /** Takes the right to send one more; returns how many nanoseconds to wait before. */
  synchronized long take() {
    var now = step();
    if (rate == Double.MAX_VALUE) {
      return 0;
    }
    var wait = Math.max(0, nextSend - now);
    nextSend = Math.max(nextSend, now) + (long) (SECOND / rate);
    return wait;
  }

  /** The operator took one. */
  synchronized void accepted() {
    step();
    accepted++;
  }

  /** The operator asked for less (ESME_RTHROTTLED, ESME_RMSGQFUL; SMPP 3.4 §5.1.3). */
  synchronized void throttled() {
    step();
    throttled++;
    if (rate == Double.MAX_VALUE && throttled >= SERIOUS) {
      limit(accepted * (double) STEPS / (steps + 1));
    }
  }

  /** Submissions a second at this moment; 0 for as fast as the operator takes. */
  synchronized double perSecond() {
    return rate == Double.MAX_VALUE ? 0 : rate;
  }

  private long step() {
    var now = nanos.getAsLong();
    if (now - stepBegan > SECOND) {
      stepBegan = now - STEP; // nothing was sent for a while
    }
    while (now - stepBegan >= STEP) {
      stepBegan += STEP;
      steps++;
      if (rate < Double.MAX_VALUE && share() <= shareAllowed) {
        grow();
      }
      if (steps >= STEPS && (accepted + throttled >= SAMPLE || steps >= STEPS * PATIENCE)) {
        look();
      }
    }
    return now;
  }

  private double share() {
    return throttled == 0 ? 0 : throttled / (double) (throttled + accepted);
  }

  private void grow() {
    rate = Math.min(rate * GROWTH_EACH_STEP, agreed);
    if (rate > freeAgain) {
      rate = Double.MAX_VALUE; // it has not throttled for a long time
    }
  }

  private void look() {
    var share = share();
    if (rate < Double.MAX_VALUE && share > shareAllowed) {
      if (shareBefore > 0 && share > shareBefore * STILL_THE_SAME) {
        shareAllowed = Math.min(SHARE_MAX, share * A_LITTLE_MORE); // slower did not help
      } else {
        limit(accepted * (double) STEPS / steps);
      }
    }
    shareBefore = share > shareAllowed ? share : 0;
    steps = 0;
    accepted = 0;
    throttled = 0;
  }

  private void limit(double acceptedPerSecond) {
    rate = Math.min(agreed, Math.max(LEAST_PER_SECOND, acceptedPerSecond * ABOVE_ACCEPTED));
    freeAgain = rate * FREE_AGAIN_FACTOR;
  }
}
