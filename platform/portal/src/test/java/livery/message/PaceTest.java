package livery.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The sender against operators that allow so many a second, on a clock that the test moves. */
class PaceTest {

  private static final long SECOND = 1_000_000_000L;
  private final AtomicLong now = new AtomicLong(SECOND);

  @Test
  void an_operator_that_takes_everything_is_fed_without_a_pause() {
    var pace = new Pace(0, now::get);

    for (var i = 0; i < 1_000; i++) {
      assertThat(pace.take()).isZero();
      pace.accepted();
    }
  }

  @Test
  void the_agreed_rate_is_kept_from_the_first_second() {
    var pace = new Pace(50, now::get);

    assertThat(sentIn(10, pace, Integer.MAX_VALUE, 1_000)).isBetween(480, 520);
  }

  @Test
  void most_of_what_a_throttled_operator_allows_is_used() {
    for (var burstMillis : new int[] {200, 1_000}) {
      var pace = new Pace(0, now::get);

      assertThat(sentIn(30, pace, 200, burstMillis))
          .as("burst of %d ms", burstMillis)
          .isGreaterThan((int) (30 * 200 * 0.8));
    }
  }

  @Test
  void an_operator_that_throttles_a_fifth_of_everything_is_not_starved() {
    var pace = new Pace(0, now::get);
    var random = new java.util.Random(1);
    var end = now.get() + 30 * SECOND;
    var taken = 0;

    while (now.get() < end) {
      now.addAndGet(Math.max(pace.take(), SECOND / 300));
      if (random.nextInt(5) == 0) {
        pace.throttled();
      } else {
        pace.accepted();
        taken++;
      }
    }

    assertThat(taken).isGreaterThan(30 * 300 / 2);
  }

  /** How many an operator with a bucket of tokens takes in so many seconds. */
  private int sentIn(int seconds, Pace pace, int limit, int burstMillis) {
    var end = now.get() + seconds * SECOND;
    var bucket = limit * (burstMillis / 1_000.0);
    var tokens = bucket;
    var last = now.get();
    var taken = 0;
    while (now.get() < end) {
      now.addAndGet(Math.max(pace.take(), 50_000));
      tokens = Math.min(bucket, tokens + (now.get() - last) * (double) limit / SECOND);
      last = now.get();
      if (tokens >= 1) {
        tokens--;
        taken++;
        pace.accepted();
      } else {
        pace.throttled();
      }
    }
    return taken;
  }
}
