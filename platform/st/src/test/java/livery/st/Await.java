package livery.st;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, with a bound. */
final class Await {

  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Duration STEP = Duration.ofMillis(100);

  private Await() {}

  static void until(String what, BooleanSupplier condition) {
    until(what, BOUND, condition);
  }

  static void until(String what, Duration bound, BooleanSupplier condition) {
    var end = System.nanoTime() + bound.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Not within " + bound.toSeconds() + " s: " + what);
      }
      LockSupport.parkNanos(STEP.toNanos());
    }
  }
}
