package livery.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import livery.text.Segments.Alphabet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentsTest {

  private static final String SEED_SAMPLE =
      "Нравится ли Вам новый вкус кофе? Введите \"Отлично\", \"Хорошо\" или \"Плохо\".";

  @Test
  void the_seed_sample_is_two_parts_with_61_characters_left() {
    var segments = Segments.of(SEED_SAMPLE);

    assertThat(SEED_SAMPLE).hasSize(73);
    assertThat(segments.alphabet()).isEqualTo(Alphabet.UCS2);
    assertThat(segments.count()).isEqualTo(2);
    assertThat(segments.units()).isEqualTo(73);
    assertThat(segments.remaining()).isEqualTo(61);
  }

  @ParameterizedTest(name = "{0} × {1} and {2} × a: {3} parts, {4} left")
  @CsvSource({
    "'', 0, 0, 1, 160",
    "a, 160, 0, 1, 0",
    "a, 161, 0, 2, 145",
    "a, 306, 0, 2, 0",
    "a, 307, 0, 3, 152",
    "Д, 70, 0, 1, 0",
    "Д, 71, 0, 2, 63",
    "Д, 134, 0, 2, 0",
    "Д, 135, 0, 3, 66",
    "'{', 1, 158, 1, 0",
    "'{', 1, 159, 2, 145",
    "€, 80, 0, 1, 0",
    "€, 81, 0, 2, 143",
    "😜, 1, 68, 1, 0",
    "😜, 1, 69, 2, 63",
    "😜, 35, 0, 1, 0",
    "😜, 36, 0, 2, 61",
  })
  void counts_parts(String unit, int units, int more, int parts, int remaining) {
    var segments = Segments.of(unit.repeat(units) + "a".repeat(more));

    assertThat(segments.count()).isEqualTo(parts);
    assertThat(segments.remaining()).isEqualTo(remaining);
  }

  @ParameterizedTest(name = "{0} × {1}: room for the longer header: {2}")
  @CsvSource({
    "a, 160, true",
    "a, 161, true",
    "a, 304, true",
    "a, 305, false",
    "a, 306, false",
    "a, 307, true",
    "'{', 152, true",
    "'{', 153, true",
    "Д, 71, true",
    "Д, 132, true",
    "Д, 133, false",
    "😜, 66, true",
    "😜, 67, true",
  })
  void parts_leave_room_for_the_longer_header_where_that_makes_them_no_more(
      String unit, int units, boolean loose) {
    var text = unit.repeat(units);
    var tight = Segments.of(text);

    var loosened = tight.loosened();

    assertThat(loosened.isLoose()).isEqualTo(loose);
    assertThat(loosened.count()).isEqualTo(tight.count());
    assertThat(String.join("", loosened.parts())).isEqualTo(text);
    if (!loose) {
      assertThat(loosened).isEqualTo(tight);
    }
  }

  @Test
  void an_escape_pair_moves_on_as_a_whole_and_leaves_a_septet_empty() {
    var segments = Segments.of("a".repeat(152) + "{".repeat(77));

    assertThat(segments.parts()).containsExactly("a".repeat(152), "{".repeat(76), "{");
    assertThat(segments.units()).isEqualTo(306);
    assertThat(segments.remaining()).isEqualTo(151);
  }

  @Test
  void surrogate_pairs_accents_and_joined_emoji_are_never_torn() {
    var family = "👩‍👩‍👧‍👦";
    for (var unit : new String[] {"😜", "е\u0308", family, "🇺🇦", "👍🏽"}) {
      for (var before = 0; before < 70; before++) {
        var text = "Д".repeat(before) + unit.repeat(70);

        var segments = Segments.of(text);

        assertThat(String.join("", segments.parts())).isEqualTo(text);
        assertThat(segments.parts())
            .allSatisfy(part -> assertThat(part.length()).isBetween(1, 67))
            .allSatisfy(part -> assertThat(part.replaceAll("^Д+", "")).matches("(" + unit + ")*"));
      }
    }
  }

  @Test
  void a_letter_with_more_accents_than_a_part_holds_is_torn_rather_than_refused() {
    var text = "Д" + "\u0301".repeat(200);

    assertThat(String.join("", Segments.of(text).parts())).isEqualTo(text);
    assertThat(Segments.of(text).parts())
        .allSatisfy(part -> assertThat(part).hasSizeBetween(1, 67));
  }

  @Test
  void any_text_is_the_sum_of_its_parts() {
    var random = new Random(37);
    for (var round = 0; round < 5_000; round++) {
      var text = new StringBuilder();
      var alphabet = random.nextInt(3);
      for (var i = random.nextInt(400); i > 0; i--) {
        text.append(
            (char)
                (alphabet == 0 ? random.nextInt(65_536) : alphabet == 1 ? 0x400 + i : 32 + i % 95));
      }

      var segments = Segments.of(text.toString());

      assertThat(String.join("", segments.parts())).isEqualTo(text.toString());
      assertThat(segments.remaining()).isNotNegative();
    }
  }

  @Test
  void says_which_characters_force_ucs2_and_what_to_write_instead() {
    assertThat(Segments.forcing("It’s “5” – fine…"))
        .containsExactly(
            new Forcing(2, "’", "'"),
            new Forcing(5, "“", "\""),
            new Forcing(7, "”", "\""),
            new Forcing(9, "–", "-"),
            new Forcing(15, "…", "..."));
    assertThat(Forcing.replaced("It’s\u00A0“5” – fine…\u200B")).isEqualTo("It's \"5\" - fine...");
    assertThat(Segments.forcing("Plain €5 {ok}")).isEmpty();
  }

  @Test
  void accents_fall_only_where_the_alphabet_lacks_the_letter() {
    assertThat(Forcing.replaced("Café, Győr, ő, naïve")).isEqualTo("Café, Gyor, o, naive");
  }

  @Test
  void emoji_and_cyrillic_have_no_replacement_but_a_stray_look_alike_has() {
    assertThat(Segments.forcing("ok 😜")).containsExactly(new Forcing(3, "😜", null));
    assertThat(Segments.forcing("СТОП")).allMatch(forcing -> forcing.replacement() == null);
    assertThat(Forcing.replaced("Sаle")).isEqualTo("Sale");
  }
}
