package livery.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ResendsTest {

  private static final long LINK = 5;
  private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
  private final Resends resends = new Resends();

  @Test
  void the_same_text_a_second_later_is_a_second_vote() {
    assertThat(resends.remember(LINK, 1, NOW, "first")).isEmpty();
    assertThat(resends.remember(LINK, 1, NOW.plusSeconds(1), "second")).isEmpty();
  }

  @Test
  void after_a_lost_bind_it_is_the_first_one_again_but_only_once() {
    resends.remember(LINK, 1, NOW, "first");
    resends.bindLost(LINK, NOW.plusSeconds(1), NOW.plusSeconds(1));

    var again = resends.remember(LINK, 1, NOW.plusSeconds(3), "again");
    var vote = resends.remember(LINK, 1, NOW.plusSeconds(4), "vote");

    assertThat(again).map(delivery -> delivery.waiting).contains("first");
    assertThat(vote).isEmpty();
  }

  @Test
  void what_was_sent_again_may_come_once_more_after_the_next_lost_bind() {
    resends.remember(LINK, 1, NOW, "first");
    resends.bindLost(LINK, NOW, NOW);
    resends.remember(LINK, 1, NOW.plusSeconds(1), "again");
    resends.bindLost(LINK, NOW.plusSeconds(2), NOW.plusSeconds(2));

    assertThat(resends.remember(LINK, 1, NOW.plusSeconds(3), "once more"))
        .map(delivery -> delivery.waiting)
        .contains("first");
  }

  @Test
  void a_delivery_long_before_the_lost_bind_has_been_answered() {
    resends.remember(LINK, 1, NOW, "first");
    var lost = NOW.plus(Resends.DOUBTFUL).plusSeconds(1);
    resends.bindLost(LINK, lost, lost);

    assertThat(resends.remember(LINK, 1, lost.plusSeconds(1), "vote")).isEmpty();
  }

  @Test
  void nobody_sends_again_after_a_quarter_of_an_hour() {
    resends.remember(LINK, 1, NOW, "first");
    resends.bindLost(LINK, NOW, NOW);

    assertThat(resends.remember(LINK, 1, NOW.plus(Resends.EXPECTED), "vote")).isEmpty();
  }

  @Test
  void after_a_bind_that_was_left_with_all_answers_read_it_is_a_second_vote() {
    resends.remember(LINK, 1, NOW, "first");
    assertThat(resends.isAllSeen()).isFalse();
    resends.bindReleased(LINK);

    assertThat(resends.isAllSeen()).isTrue();
    assertThat(resends.remember(LINK, 1, NOW.plusSeconds(1), "vote")).isEmpty();
  }

  @Test
  void what_a_bind_before_left_in_doubt_stays_in_doubt() {
    resends.remember(LINK, 1, NOW, "first");
    resends.bindLost(LINK, NOW, NOW);
    resends.bindReleased(LINK);

    assertThat(resends.isExpecting()).isTrue();
    assertThat(resends.isAllSeen()).isFalse();
    assertThat(resends.remember(LINK, 1, NOW.plusSeconds(1), "again")).isPresent();
    assertThat(resends.isExpecting()).isFalse();
  }

  @Test
  void another_link_lost_nothing() {
    resends.remember(LINK, 1, NOW, "first");
    resends.bindLost(LINK + 1, NOW, NOW);

    assertThat(resends.remember(LINK, 1, NOW.plusSeconds(1), "vote")).isEmpty();
  }
}
