package livery.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobsTest {

  private static final Duration PAUSE = Duration.ofMillis(1);
  private final Jobs jobs = new Jobs();

  @BeforeEach
  void begin() {
    jobs.begin(Executors.defaultThreadFactory());
  }

  @AfterEach
  void stop() {
    jobs.stop(new Stopping());
  }

  @Test
  void a_tick_that_fails_comes_again() throws InterruptedException {
    var times = new CountDownLatch(3);
    jobs.every(
        Jobs.Lane.PATH,
        PAUSE,
        "A test's tick failed",
        () -> {
          times.countDown();
          throw new IllegalStateException("on purpose");
        });
    assertThat(times.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void a_tick_that_takes_its_time_does_not_hold_up_the_others() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var end = new CountDownLatch(1);
    var others = new CountDownLatch(3);
    jobs.every(
        Jobs.Lane.PATH,
        PAUSE,
        "A test's tick failed",
        () -> {
          begun.countDown();
          await(end);
        });
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    jobs.every(Jobs.Lane.PATH, PAUSE, "Not counted", others::countDown);
    assertThat(others.await(20, TimeUnit.SECONDS)).isTrue();
    end.countDown();
  }

  @Test
  void jobs_that_take_minutes_hold_up_no_other_lane() throws InterruptedException {
    var begun = new CountDownLatch(Jobs.Lane.LONG.threads);
    var end = new CountDownLatch(1);
    for (var job = 0; job < Jobs.Lane.LONG.threads; job++) {
      jobs.every(
          Jobs.Lane.LONG,
          Duration.ZERO,
          PAUSE,
          "Not held",
          () -> {
            begun.countDown();
            await(end);
          });
    }
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    var once = new CountDownLatch(1);
    var again = new CountDownLatch(3);
    jobs.once(Jobs.Lane.SOON, PAUSE, "Not counted", once::countDown);
    jobs.every(Jobs.Lane.SOON, PAUSE, "Not counted", again::countDown);
    assertThat(once.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(again.await(20, TimeUnit.SECONDS)).isTrue();
    end.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }
}
