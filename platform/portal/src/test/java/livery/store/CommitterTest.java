package livery.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommitterTest {

  private static final long AN_HOUR = TimeUnit.HOURS.toMillis(1);
  private static final int BATCH_MAX = 10;

  private final BlockingQueue<List<Integer>> batches = new LinkedBlockingQueue<>();
  private final Committer<Integer> committer =
      new Committer<>("test", 100, BATCH_MAX, Thread::new, batches::add);

  @AfterEach
  void close() {
    committer.close(10_000);
  }

  @Test
  void who_sends_one_thing_at_a_time_is_not_kept_waiting() throws InterruptedException {
    committer.gathering(AN_HOUR, BATCH_MAX).start();

    for (var thing = 1; thing <= 3; thing++) {
      committer.put(thing);

      assertThat(next()).containsExactly(thing);
    }
  }

  @Test
  void what_rests_begins_when_a_whole_batch_is_there() throws InterruptedException {
    committer.resting(AN_HOUR).start();
    committer.put(0);
    assertThat(next()).containsExactly(0); // the first has nothing to rest after

    for (var thing = 1; thing <= BATCH_MAX + 1; thing++) {
      committer.put(thing);
    }

    assertThat(next()).startsWith(1).hasSize(BATCH_MAX);
    assertThat(batches).isEmpty();
  }

  @Test
  void what_rests_begins_as_soon_as_enough_is_there_and_not_before() throws InterruptedException {
    committer.resting(AN_HOUR, 3).start();
    committer.put(0);
    assertThat(next()).containsExactly(0);

    committer.put(1);
    committer.put(2);
    assertThat(batches.poll(100, TimeUnit.MILLISECONDS)).isNull();
    committer.put(3);

    assertThat(next()).containsExactly(1, 2, 3);
  }

  @Test
  void a_close_ends_a_rest_and_loses_nothing() throws InterruptedException {
    committer.resting(AN_HOUR).start();
    committer.put(0);
    assertThat(next()).containsExactly(0);
    committer.put(1);
    assertThat(batches.poll(100, TimeUnit.MILLISECONDS)).isNull();

    committer.close(10_000);

    assertThat(batches).containsExactly(List.of(1));
  }

  private List<Integer> next() throws InterruptedException {
    var batch = batches.poll(30, TimeUnit.SECONDS);
    assertThat(batch).isNotNull();
    return batch;
  }
}
