package livery.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pauses between two sessions of a link. */
class PausesTest {

  private static final int LINKS = 1_000;

  @Test
  void they_double_from_a_second_to_half_a_minute_and_stay_there() {
    var pauses = new Pauses(() -> 0);

    assertThat(failures(pauses, 8)).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
  }

  @Test
  void they_begin_anew_after_a_session_that_was_of_use() {
    var pauses = new Pauses(() -> 0);
    failures(pauses, 7);

    assertThat(pauses.next(true)).isEqualTo(Duration.ofSeconds(1));
    assertThat(failures(pauses, 3)).containsExactly(2L, 4L, 8L);
    assertThat(pauses.next(true)).isEqualTo(Duration.ofSeconds(1));
    assertThat(pauses.next(true)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void links_that_fell_together_come_back_within_a_quarter_of_the_pause_and_spread_over_it() {
    var links = Stream.generate(() -> new Pauses(new Random())).limit(LINKS).toList();

    for (var seconds : new int[] {1, 2, 4, 8, 16, 30, 30}) {
      var millis =
          links.stream().mapToLong(link -> link.next(false).toMillis()).summaryStatistics();
      var least = seconds * 1_000L;
      assertThat(millis.getMin()).isBetween(least, least * 21 / 20);
      assertThat(millis.getMax()).isBetween(least * 6 / 5, least * 5 / 4 - 1);
    }
  }

  private static List<Long> failures(Pauses pauses, int count) {
    return IntStream.range(0, count).mapToObj(again -> pauses.next(false).toSeconds()).toList();
  }
}
