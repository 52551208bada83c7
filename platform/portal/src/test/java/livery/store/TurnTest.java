package livery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnTest {

  private static final int MANY = 2_000;

  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private Committer<Integer> committer;

  @AfterEach
  void close() {
    committer.close(10_000);
  }

  private void start(BiConsumer<List<Integer>, Turn> work) {
    committer = Committer.overlapping("test", MANY, 1, Thread::new, work).start();
  }

  @Test
  void the_next_begins_when_the_one_before_hands_on_and_hands_on_when_it_has_ended()
      throws InterruptedException {
    var handsOn = new CountDownLatch(1);
    var ends = new CountDownLatch(1);
    start(
        (batch, turn) -> {
          var thing = batch.get(0);
          events.add("begin " + thing);
          if (thing == 1) {
            await(handsOn);
          }
          turn.handOn();
          events.add("handed on " + thing);
          if (thing == 1) {
            await(ends);
            events.add("end 1");
          }
        });

    committer.put(1);
    committer.put(2);

    assertThat(next()).isEqualTo("begin 1");
    assertThat(events).isEmpty();
    handsOn.countDown();
    assertThat(List.of(next(), next())).containsExactlyInAnyOrder("handed on 1", "begin 2");
    assertThat(events).isEmpty();
    ends.countDown();
    assertThat(next()).isEqualTo("end 1");
    assertThat(next()).isEqualTo("handed on 2");
  }

  @Test
  void what_follows_a_failure_begins_anew_after_it_has_been_mended() throws InterruptedException {
    var begun = new CountDownLatch(1);
    start(
        (batch, turn) -> {
          var thing = batch.get(0);
          if (thing == 1) {
            turn.handOn();
            await(begun);
            turn.failed();
            events.add("mended 1");
            turn.handOn();
            return;
          }
          begun.countDown();
          assertThatThrownBy(turn::handOn).isInstanceOf(Turn.BeforeFailed.class);
          turn.failed();
          events.add("anew 2");
          turn.handOn();
          events.add("handed on 2");
        });

    committer.put(1);
    committer.put(2);

    assertThat(List.of(next(), next(), next()))
        .containsExactly("mended 1", "anew 2", "handed on 2");
  }

  @Test
  void whatever_fails_things_end_in_their_order_each_once() throws InterruptedException {
    var random = new Random(42);
    var done = new ArrayList<Integer>();
    start(
        (batch, turn) -> {
          while (true) {
            try {
              var fails = random.nextInt(8);
              fail(fails == 0);
              turn.handOn();
              fail(fails == 1);
              done.addAll(batch);
              return;
            } catch (Turn.BeforeFailed | IllegalStateException failure) {
              turn.failed();
            }
          }
        });

    for (var thing = 0; thing < MANY; thing++) {
      committer.put(thing);
    }
    committer.close(30_000);

    assertThat(done).hasSize(MANY).isSorted();
  }

  private static void fail(boolean really) {
    if (really) {
      throw new IllegalStateException("lost");
    }
  }

  @Test
  void one_failure_makes_one_batch_begin_anew() throws InterruptedException {
    var gone = new CountDownLatch(1);
    var voids = new AtomicInteger();
    start(
        (batch, turn) -> {
          var failed = false;
          while (true) {
            try {
              turn.handOn();
              if (batch.get(0) == 1 && !failed) {
                failed = true;
                throw new IllegalStateException("lost");
              }
              await(gone);
              events.add("done " + batch.get(0));
              return;
            } catch (Turn.BeforeFailed before) {
              voids.incrementAndGet();
              turn.failed();
            } catch (IllegalStateException failure) {
              turn.failed();
            }
          }
        });
    for (var thing = 1; thing <= 5; thing++) {
      committer.put(thing);
    }
    gone.countDown();

    for (var thing = 1; thing <= 5; thing++) {
      assertThat(next()).isEqualTo("done " + thing);
    }
    assertThat(voids.get()).isLessThanOrEqualTo(1);
  }

  @Test
  void who_has_failed_hands_on_by_its_end_alone() throws InterruptedException {
    var ends = new CountDownLatch(1);
    start(
        (batch, turn) -> {
          events.add("begin " + batch.get(0));
          if (batch.get(0) == 1) {
            turn.failed();
            turn.handOn(); // the first of its messages is committed, others are not
            events.add("some of 1");
            await(ends);
          }
        });
    committer.put(1);
    committer.put(2);

    assertThat(List.of(next(), next())).containsExactly("begin 1", "some of 1");
    assertThat(events).isEmpty();
    ends.countDown();
    assertThat(next()).isEqualTo("begin 2");
  }

  @Test
  void work_that_throws_keeps_nobody_from_following() throws InterruptedException {
    start(
        (batch, turn) -> {
          if (batch.get(0) == 1) {
            throw new IllegalStateException("broken");
          }
          turn.handOn();
          events.add("done " + batch.get(0));
        });

    committer.put(1);
    committer.put(2);

    assertThat(next()).isEqualTo("done 2");
  }

  private String next() throws InterruptedException {
    var event = events.poll(30, TimeUnit.SECONDS);
    assertThat(event).isNotNull();
    return event;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
