package livery.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import livery.store.TestClock;
import livery.store.TestStore;
import org.junit.jupiter.api.Test;

class IdempotencyTest {

  private static final byte[] REQUEST = new byte[32];
  private static final byte[] OTHER = "another request, 32 octets long.".getBytes();

  private final TestClock clock = new TestClock();
  private final Idempotency idempotency = new Idempotency(TestStore.migrated(), clock);

  @Test
  void a_repeated_request_gets_the_first_answer() {
    var answer = new Idempotency.Answer(201, "/tenants/7", "{\"id\":7}");

    assertThat(idempotency.begin(1, "k", REQUEST)).isEmpty();
    idempotency.finish(1, "k", answer);

    assertThat(idempotency.begin(1, "k", REQUEST)).contains(answer);
  }

  @Test
  void a_second_request_waits_for_the_first() {
    idempotency.begin(1, "k", REQUEST);

    assertThat(idempotency.begin(1, "k", REQUEST)).contains(new Idempotency.Answer(0, null, null));
  }

  @Test
  void another_request_with_the_same_key_is_refused() {
    idempotency.begin(1, "k", REQUEST);

    assertThatThrownBy(() -> idempotency.begin(1, "k", OTHER))
        .isInstanceOf(Idempotency.Reused.class);
  }

  @Test
  void tenants_do_not_meet_in_a_key() {
    idempotency.begin(1, "k", REQUEST);

    assertThat(idempotency.begin(2, "k", OTHER)).isEmpty();
  }

  @Test
  void a_request_that_came_to_nothing_may_be_tried_again() {
    idempotency.begin(1, "k", REQUEST);
    idempotency.forget(1, "k");

    assertThat(idempotency.begin(1, "k", OTHER)).isEmpty();
  }

  @Test
  void a_key_is_free_again_after_a_day() {
    idempotency.begin(1, "k", REQUEST);
    clock.pass(Duration.ofHours(25));

    assertThat(idempotency.begin(1, "k", OTHER)).isEmpty();
  }
}
