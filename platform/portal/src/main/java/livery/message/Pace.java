package livery.message;

import java.util.function.LongSupplier;

/**
 * How fast an operator is fed: at the agreed rate, or, where none is agreed, as fast as it takes
 * until it throttles, then close to the rate that it accepted. Thread-safe.
 *
 * <p>After the first throttling answer the rate is what was accepted in the last second. From then
 * on it grows by a twentieth each second without such an answer and falls by a twentieth with them,
 * so that it stays just above what the operator allows.
 */
final class Pace {

  private static final long SECOND = 1_000_000_000L;
  private static final long STEP = SECOND / 10;
  private static final double GROWTH_EACH_STEP = 1.03;
  private static final double ABOVE_ACCEPTED = 1.05;
  private static final double LEAST_PER_SECOND = 1;
  private static final double FREE_AGAIN_FACTOR = 50;

  private final LongSupplier nanos;
  private final double agreed;
  private double rate;
  private double freeAgain;
  private long nextSend;
  private long stepBegan;
  private boolean throttledInStep;
  private final long[] accepted = new long[10];
  private int slot;
  private int slotsFilled;

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
    accepted[slot]++;
  }

  /** The operator asked for less (ESME_RTHROTTLED, ESME_RMSGQFUL; SMPP 3.4 §5.1.3). */
  synchronized void throttled() {
    step();
    throttledInStep = true;
    if (rate == Double.MAX_VALUE) {
      limit();
    }
  }

  /** Submissions a second at this moment; 0 for as fast as the operator takes. */
  synchronized double perSecond() {
    return rate == Double.MAX_VALUE ? 0 : rate;
  }

  private long step() {
    var now = nanos.getAsLong();
    while (now - stepBegan >= STEP) {
      stepBegan += STEP;
      if (rate < Double.MAX_VALUE) {
        adapt();
      }
      throttledInStep = false;
      slot = (slot + 1) % accepted.length;
      slotsFilled = Math.min(slotsFilled + 1, accepted.length - 1);
      accepted[slot] = 0;
      if (now - stepBegan > SECOND * accepted.length) {
        stepBegan = now;
      }
    }
    return now;
  }

  private void adapt() {
    if (throttledInStep) {
      limit();
    } else {
      rate *= GROWTH_EACH_STEP;
    }
    if (agreed < Double.MAX_VALUE) {
      rate = Math.min(rate, agreed);
    } else if (rate > freeAgain) {
      rate = Double.MAX_VALUE; // it has not throttled for a long time
    }
  }

  private void limit() {
    var sum = 0L;
    for (var count : accepted) {
      sum += count;
    }
    var perSecond = sum * (double) accepted.length / (slotsFilled + 1);
    rate = Math.max(LEAST_PER_SECOND, perSecond * ABOVE_ACCEPTED);
    freeAgain = rate * FREE_AGAIN_FACTOR;
  }
}
