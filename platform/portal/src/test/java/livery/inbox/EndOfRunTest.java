package livery.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import livery.tenant.TestTenants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What a run of the portal leaves to the next one: after a clean end the same text is a second
 * message, after a crash it may be the first one again (F7).
 */
class EndOfRunTest {

  private static final long LINK = 5;
  private static final long OTHER = 6;

  private final TestTenants test = new TestTenants();
  private final List<Inbox> crashed = new ArrayList<>();
  private Inbox inbox = run();

  @AfterEach
  void end() {
    inbox.end();
    crashed.forEach(Inbox::end);
  }

  @Test
  void after_a_clean_end_the_same_text_is_a_second_message() {
    inbox.accept(vote(LINK));
    inbox.bindEnded(LINK, true);
    restart();

    inbox.accept(vote(LINK));

    assertThat(stored()).isEqualTo(2);
  }

  @Test
  void after_a_link_that_was_paused_the_same_text_is_a_second_message() {
    inbox.accept(vote(LINK));
    inbox.bindEnded(LINK, true);
    inbox.accept(vote(LINK));

    assertThat(stored()).isEqualTo(2);
  }

  @Test
  void after_a_crash_the_same_text_is_the_first_message_once() {
    inbox.accept(vote(LINK));

    crash();
    inbox.accept(vote(LINK));
    assertThat(stored()).isEqualTo(1);
    inbox.accept(vote(LINK));

    assertThat(stored()).isEqualTo(2);
  }

  @Test
  void after_an_end_without_leave_the_same_text_is_the_first_message() {
    inbox.accept(vote(LINK));
    inbox.bindEnded(LINK, false);
    restart();

    inbox.accept(vote(LINK));

    assertThat(stored()).isEqualTo(1);
  }

  @Test
  void an_end_before_a_bind_has_ended_keeps_its_doubt() {
    inbox.accept(vote(LINK));
    restart();
    inbox.accept(vote(LINK));

    assertThat(stored()).isEqualTo(1);
  }

  @Test
  void a_link_that_took_no_leave_keeps_its_own_doubt_and_none_of_others() {
    inbox.accept(vote(LINK));
    inbox.accept(vote(OTHER));
    inbox.bindEnded(LINK, true);
    inbox.bindEnded(OTHER, false);
    restart();

    inbox.accept(vote(LINK));
    inbox.accept(vote(OTHER));

    assertThat(stored()).isEqualTo(3);
  }

  @Test
  void what_was_answered_long_before_a_crash_does_not_come_again() {
    inbox.accept(vote(LINK));
    pass();
    pass();

    crash();
    inbox.accept(vote(LINK));

    assertThat(stored()).isEqualTo(2);
  }

  @Test
  void what_came_since_the_last_look_may_come_again_after_a_crash() {
    pass();
    inbox.accept(vote(LINK));
    pass();

    crash();
    inbox.accept(vote(LINK));

    assertThat(stored()).isEqualTo(1);
  }

  @Test
  void a_bind_that_was_lost_keeps_its_doubt_over_a_crash() {
    inbox.accept(vote(LINK));
    inbox.bindEnded(LINK, false);
    pass();
    pass();

    crash();
    inbox.accept(vote(LINK));

    assertThat(stored()).isEqualTo(1);
  }

  @Test
  void what_was_there_before_the_first_mark_does_not_make_later_texts_doubtful() {
    inbox.accept(vote(OTHER));

    crash(); // it has left no mark
    inbox.accept(vote(LINK));
    inbox.bindEnded(LINK, true);
    restart();
    inbox.accept(vote(LINK));
    inbox.bindEnded(LINK, true);
    restart();
    inbox.accept(vote(LINK));

    assertThat(stored()).isEqualTo(4);
  }

  @Test
  void a_bind_that_was_lost_keeps_its_doubt_over_two_clean_ends() {
    inbox.accept(vote(LINK));
    inbox.bindEnded(LINK, false);
    restart();
    inbox.accept(vote(OTHER));
    inbox.bindEnded(OTHER, true);
    restart();

    inbox.accept(vote(OTHER));
    assertThat(stored()).isEqualTo(3);
    inbox.accept(vote(LINK));
    assertThat(stored()).isEqualTo(3);
    inbox.accept(vote(LINK));

    assertThat(stored()).isEqualTo(4);
  }

  @Test
  void a_doubt_outlives_a_long_night_but_not_a_quarter_of_an_hour_of_work() {
    inbox.accept(vote(LINK));
    inbox.accept(vote(LINK));
    inbox.bindEnded(LINK, false);
    inbox.end();

    test.clock.pass(Duration.ofHours(9));
    inbox = run();
    inbox.accept(vote(LINK));
    assertThat(stored()).isEqualTo(2);
    inbox.bindEnded(LINK, true);
    test.clock.pass(Resends.EXPECTED.minusSeconds(1));
    restart();
    test.clock.pass(Duration.ofSeconds(1));
    inbox.accept(vote(LINK));

    assertThat(stored()).isEqualTo(3);
  }

  @Test
  void what_is_after_the_mark_and_kept_too_is_expected_once() {
    pass();
    pass();
    inbox.accept(vote(LINK));
    inbox.bindEnded(LINK, false);
    pass();

    crash();
    inbox.accept(vote(LINK));
    assertThat(stored()).isEqualTo(1);
    inbox.accept(vote(LINK));

    assertThat(stored()).isEqualTo(2);
  }

  private void pass() {
    test.clock.pass(Resends.DOUBTFUL.plus(Duration.ofSeconds(1)));
    inbox.handOnLate();
  }

  private void restart() {
    inbox.end();
    inbox = run();
  }

  /** The run before is left as it stands, and another one begins. */
  private void crash() {
    crashed.add(inbox);
    inbox = run();
  }

  private Inbox run() {
    var next = new Inbox(test.store, test.ids, test.clock, 100_000);
    next.begin(Thread::new);
    return next;
  }

  private Arrival vote(long link) {
    return new Arrival(
        link,
        Optional.empty(),
        "380671234567",
        "3838",
        0,
        "vote 1".getBytes(StandardCharsets.US_ASCII),
        "vote 1",
        Optional.empty(),
        test.clock.instant());
  }

  private long stored() {
    return test.store
        .jdbi()
        .withHandle(
            handle -> handle.createQuery("SELECT COUNT(*) FROM inbox").mapTo(Long.class).one());
  }
}
