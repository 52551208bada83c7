package livery.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that moves when the test says so. Thread-safe. */
public final class TestClock extends Clock {

  private volatile Instant now;

  /** A clock that stands at this moment. */
  public TestClock(Instant now) {
    this.now = now;
  }

  /** Goes to another moment, forwards or back. */
  public void set(Instant moment) {
    now = moment;
  }

  /** Goes on by so much. */
  public void advance(Duration by) {
    now = now.plus(by);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.fixed(now, zone);
  }
}
