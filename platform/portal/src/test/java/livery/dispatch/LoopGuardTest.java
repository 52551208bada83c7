package livery.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class LoopGuardTest {

  private static final String PHONE = "380671112233";
  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

  private final LoopGuard guard = new LoopGuard();

  private boolean mayReply(long messageId, Instant at) {
    return guard.mayReply(1, PHONE, messageId, at);
  }

  @Test
  void a_phone_is_answered_so_often_and_again_after_a_while() {
    for (var id = 1; id <= LoopGuard.REPLIES_MAX; id++) {
      assertThat(mayReply(id, NOW)).isTrue();
    }

    assertThat(mayReply(LoopGuard.REPLIES_MAX + 1, NOW)).isFalse();
    assertThat(guard.mayReply(2, PHONE, 1, NOW)).isTrue();
    assertThat(mayReply(LoopGuard.REPLIES_MAX + 2, NOW.plus(LoopGuard.WINDOW))).isTrue();
  }

  @Test
  void a_text_that_is_decided_anew_counts_once() {
    for (var time = 1; time <= 2 * LoopGuard.REPLIES_MAX; time++) {
      assertThat(mayReply(1, NOW)).isTrue();
    }

    assertThat(mayReply(2, NOW)).isTrue();
  }

  @Test
  void names_and_short_codes_are_not_answered() {
    assertThat(guard.mayReply(1, "Bank", 1, NOW)).isFalse();
    assertThat(guard.mayReply(1, "3838", 1, NOW)).isFalse();
  }
}
