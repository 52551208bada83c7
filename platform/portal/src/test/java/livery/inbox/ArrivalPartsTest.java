package livery.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import livery.text.Gsm7;
import livery.text.Segments;
import livery.text.Ucs2;
import org.junit.jupiter.api.Test;

/** A whole text costs as much as its parts do, also when the operator has joined them. */
class ArrivalPartsTest {

  @Test
  void what_the_operator_has_joined_counts_as_many_parts_as_it_had() {
    for (var length : new int[] {161, 254, 306, 307, 2_000}) {
      var text = "a".repeat(length);
      assertThat(parts(text, Gsm7.encode(text)))
          .as("%d", length)
          .isEqualTo(count(text))
          .isGreaterThan(1);
    }
    for (var length : new int[] {71, 80, 81, 127, 134, 135, 1_000}) {
      var text = "ї".repeat(length);
      assertThat(parts(text, Ucs2.encode(text)))
          .as("%d", length)
          .isEqualTo(count(text))
          .isGreaterThan(1);
    }
    var escapes = "{".repeat(81);
    assertThat(parts(escapes, Gsm7.encode(escapes))).isEqualTo(2);
  }

  @Test
  void what_one_part_can_hold_is_one() {
    for (var text : new String[] {"", "vote 1", "a".repeat(160), "{".repeat(80)}) {
      assertThat(parts(text, Gsm7.encode(text))).as(text).isOne();
    }
    assertThat(parts("ї".repeat(70), Ucs2.encode("ї".repeat(70)))).isOne();
    var portuguese = "ã".repeat(160);
    assertThat(parts(portuguese, portuguese.getBytes(StandardCharsets.ISO_8859_1))).isOne();
    assertThat(parts("\uFFFD".repeat(140), new byte[140])).as("binary").isOne();
  }

  private static int count(String text) {
    return Segments.of(text).count();
  }

  private static int parts(String text, byte[] raw) {
    var arrival =
        new Arrival(
            5, Optional.empty(), "38050", "3838", 0, raw, text, Optional.empty(), Instant.EPOCH);
    return InboxTable.Row.whole(1, arrival).parts();
  }
}
