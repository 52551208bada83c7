package livery.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import livery.text.Segments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrawingTest {

  private final Drawing draw = new Drawing();

  @Test
  void a_line_begins_anew_after_a_gap() {
    assertThat(draw.line(Arrays.asList(0, 5, null, 10))).isEqualTo("M0.0 31.0L32.0 16.0M96.0 1.0");
  }

  @Test
  void the_ground_below_a_line_is_drawn_only_without_gaps() {
    assertThat(draw.area(List.of(1, 2))).endsWith("L96.0 32L0 32Z");
    assertThat(draw.area(Arrays.asList(1, null, 2))).isEmpty();
  }

  @Test
  void a_line_of_zeros_lies_on_the_ground() {
    assertThat(draw.line(List.of(0, 0))).isEqualTo("M0.0 31.0L96.0 31.0");
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, up, good",
    "-0.1, up, bad",
    "0.1, down, bad",
    "-0.1, down, good",
    "0, up, flat",
    "0.1, none, flat"
  })
  void a_change_reads_by_what_is_better(double change, String better, String tone) {
    assertThat(draw.tone(change, better)).isEqualTo(tone);
  }

  @Test
  void a_draw_has_no_leader() {
    assertThat(draw.leader(List.of(new Bar("A", 5, .5), new Bar("B", 5, .5)))).isNull();
    assertThat(draw.leader(List.of(new Bar("A", 4, .4), new Bar("B", 6, .6)))).isEqualTo("B");
    assertThat(draw.leader(List.of())).isNull();
  }

  @Test
  void the_preview_marks_what_forces_unicode_and_can_be_replaced() {
    var preview = sms("A “b”");

    assertThat(preview.parts()).hasSize(1);
    assertThat(preview.parts().get(0))
        .extracting(run -> run.text() + (run.forcing() ? run.hint() : ""))
        .containsExactly("A ", "“→ \"", "b", "”→ \"");
    assertThat(preview.replaceable()).isEqualTo(2);
    assertThat(sms(draw.replaced("A “b”")).alphabet()).isEqualTo("GSM 7-bit");
  }

  @Test
  void the_preview_of_several_parts_shows_the_whole_text() {
    var text = "“".repeat(3) + "x".repeat(140) + "”";

    var preview = sms(text);

    var shown = new StringBuilder();
    preview.parts().forEach(part -> part.forEach(run -> shown.append(run.text())));
    assertThat(shown).hasToString(text);
    assertThat(preview.count()).isEqualTo(3);
  }

  @Test
  void the_preview_has_the_most_parts_and_says_when_fewer_may_do() {
    var euro = "€" + "x".repeat(99);

    var preview =
        SmsPreview.of(
            List.of(Segments.of(euro), Segments.of(euro, Segments.Alphabet.UCS2)), "€ 0.10");

    assertThat(preview.count()).isEqualTo(2);
    assertThat(preview.least()).isEqualTo(1);
    assertThat(preview.alphabet()).isEqualTo("Unicode");
    assertThat(preview.parts()).hasSize(2);
  }

  private static SmsPreview sms(String text) {
    return SmsPreview.of(List.of(Segments.of(text)), "");
  }
}
