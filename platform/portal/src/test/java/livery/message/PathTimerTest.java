package livery.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import livery.store.Stopping;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PathTimerTest {

  private final PathTimer timer = new PathTimer();

  @BeforeEach
  void begin() {
    timer.begin(Executors.defaultThreadFactory());
  }

  @AfterEach
  void stop() {
    timer.stop(new Stopping());
  }

  @Test
  void a_tick_that_fails_comes_again() throws InterruptedException {
    var times = new CountDownLatch(3);
    timer.every(
        1,
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
    timer.every(
        1,
        () -> {
          begun.countDown();
          await(end);
        });
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    timer.every(1, others::countDown);
    assertThat(others.await(20, TimeUnit.SECONDS)).isTrue();
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
