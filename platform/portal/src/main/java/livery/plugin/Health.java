package livery.plugin;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How calls into one plugin went. Thread-safe. */
final class Health {

  /** So many failures one after the other suspend a plugin. */
  static final int FAILURES_MAX = 10;

  private final AtomicInteger failuresInRow = new AtomicInteger();
  private final AtomicInteger overdue = new AtomicInteger();
  private final AtomicLong messages = new AtomicLong();
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private volatile String lastFailure = "";
  private volatile boolean suspended;

  void succeeded(int count, long tookNanos) {
    failuresInRow.set(0);
    messages.addAndGet(count);
    nanos.addAndGet(tookNanos);
  }

  /** Counts a failure; true when it is the one that suspends. */
  boolean failed(String reason) {
    failures.incrementAndGet();
    lastFailure = reason;
    return failuresInRow.incrementAndGet() >= FAILURES_MAX && suspend(reason);
  }

  /** Suspends; true when it was not suspended before. */
  synchronized boolean suspend(String reason) {
    var first = !suspended;
    suspended = true;
    lastFailure = reason;
    return first;
  }

  void overdue(boolean begins) {
    overdue.addAndGet(begins ? 1 : -1);
  }

  /** Whether new calls must wait: suspended, or a call is over its time and has not come back. */
  boolean refuses() {
    return suspended || overdue.get() > 0;
  }

  boolean suspended() {
    return suspended;
  }

  String lastFailure() {
    return lastFailure;
  }

  long messages() {
    return messages.get();
  }

  long failures() {
    return failures.get();
  }

  /** Mean time for one message. */
  long meanMicros() {
    return messages.get() == 0 ? 0 : nanos.get() / messages.get() / 1_000;
  }
}
