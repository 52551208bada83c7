package livery.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ResendsTest {

  private static final long LINK = 5;
  private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
  private final Resends resends = new Resends();

  private record Named(String name) implements Resends.Origin {
    @Override
    public long id() {
      return name.equals("first") ? 17 : 0;
    }
  }

  @Test
  void the_same_text_a_second_later_is_a_second_vote() {
    assertThat(resends.remember(LINK, 1, NOW, new Named("first"))).isEmpty();
    assertThat(resends.remember(LINK, 1, NOW.plusSeconds(1), new Named("second"))).isEmpty();
  }

  @Test
  void after_a_lost_bind_it_is_the_first_one_again_but_only_once() {
    resends.remember(LINK, 1, NOW, new Named("first"));
    resends.bindLost(LINK, NOW.plusSeconds(1), NOW.plusSeconds(1));

    var again = resends.remember(LINK, 1, NOW.plusSeconds(3), new Named("again"));
    var vote = resends.remember(LINK, 1, NOW.plusSeconds(4), new Named("vote"));

    assertThat(again).map(delivery -> delivery.origin).contains(new Named("first"));
    assertThat(vote).isEmpty();
  }

  @Test
  void what_was_sent_again_may_come_once_more_after_the_next_lost_bind() {
    resends.remember(LINK, 1, NOW, new Named("first"));
    resends.bindLost(LINK, NOW, NOW);
    resends.remember(LINK, 1, NOW.plusSeconds(1), new Named("again"));
    resends.bindLost(LINK, NOW.plusSeconds(2), NOW.plusSeconds(2));

    assertThat(resends.remember(LINK, 1, NOW.plusSeconds(3), new Named("once more")))
        .map(delivery -> delivery.origin)
        .contains(new Named("first"));
  }

  @Test
  void a_delivery_long_before_the_lost_bind_has_been_answered() {
    resends.remember(LINK, 1, NOW, new Named("first"));
    var lost = NOW.plus(Resends.DOUBTFUL).plusSeconds(1);
    resends.bindLost(LINK, lost, lost);

    assertThat(resends.remember(LINK, 1, lost.plusSeconds(1), new Named("vote"))).isEmpty();
  }

  @Test
  void nobody_sends_again_after_a_quarter_of_an_hour() {
    resends.remember(LINK, 1, NOW, new Named("first"));
    resends.bindLost(LINK, NOW, NOW);

    assertThat(resends.remember(LINK, 1, NOW.plus(Resends.EXPECTED), new Named("vote"))).isEmpty();
  }

  @Test
  void after_a_bind_that_was_left_with_all_answers_read_it_is_a_second_vote() {
    resends.remember(LINK, 1, NOW, new Named("first"));
    resends.bindReleased(LINK);
    resends.allBindsLost(NOW);

    assertThat(resends.doubts()).isEmpty();
    assertThat(resends.remember(LINK, 1, NOW.plusSeconds(1), new Named("vote"))).isEmpty();
  }

  @Test
  void what_a_bind_before_left_in_doubt_stays_in_doubt() {
    resends.remember(LINK, 1, NOW, new Named("first"));
    resends.bindLost(LINK, NOW, NOW);
    resends.bindReleased(LINK);

    assertThat(resends.doubts())
        .containsExactly(new Resends.Doubt(17, LINK, 1, NOW.plus(Resends.EXPECTED)));
    assertThat(resends.remember(LINK, 1, NOW.plusSeconds(1), new Named("again"))).isPresent();
    assertThat(resends.doubts()).isEmpty();
  }

  @Test
  void another_link_lost_nothing() {
    resends.remember(LINK, 1, NOW, new Named("first"));
    resends.bindLost(LINK + 1, NOW, NOW);

    assertThat(resends.remember(LINK, 1, NOW.plusSeconds(1), new Named("vote"))).isEmpty();
  }

  @Test
  void what_has_no_id_yet_is_no_doubt_to_be_kept() {
    resends.remember(LINK, 1, NOW, new Named("unwritten"));
    resends.remember(LINK, 2, NOW, new Named("first"));
    resends.allBindsLost(NOW);

    assertThat(resends.doubts()).extracting(Resends.Doubt::fingerprint).containsExactly(2L);
  }
}
