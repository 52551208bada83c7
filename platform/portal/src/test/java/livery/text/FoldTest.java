package livery.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldTest {

  @ParameterizedTest(name = "{0} folds to {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "VOTE|vote",
        "  Vote!! |vote",
        "«Отлично»|отлично",
        "\"Хорошо\".|хорошо",
        "“Плохо”|плохо",
        "ＶＯＴＥ|vote",
        "𝐕𝐎𝐓𝐄|vote",
        "Ёлка|елка",
        "Їжак|іжак",
        "мой|мой",
        "Ґанок|ганок",
        "Crème Brûlée|creme brulee",
        "Zażółć|zazolc",
        "STRASSE|strasse",
        "straße|strasse",
        "ISTANBUL|istanbul",
        "İstanbul|istanbul",
        "ΟΔΟΣ|οδοσ",
        "П’ЯТЬ|п'ять",
        "Пʼять|п'ять",
        "OPT-OUT|opt-out",
        "ДА|да",
        "?|?",
        "❤️|❤",
        "#1|1",
        "한국|한국",
        "हिन्दी|हिन्दी",
      })
  void spellings_of_one_word_become_one(String written, String folded) {
    assertThat(Fold.word(written)).isEqualTo(folded);
    assertThat(Fold.word(Fold.word(written))).isEqualTo(Fold.word(written));
  }

  @ParameterizedTest(name = "«{0}» is «{1}» and «{2}»")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "VOTE 2|vote|2",
        "vote\u00A0Two words |vote|Two words",
        " \"ДА\" за|да|за",
        "ДА!|да|",
        "VOTE: 2|vote|2",
        "VOTE:2|vote:2|",
        "? what|what|",
        "ДА ...|да|",
        "\u200BVOTE 1|vote|1",
      })
  void first_word_is_cut_from_the_rest(String text, String first, String rest) {
    var split = Fold.split(text);

    assertThat(split.first()).isEqualTo(first);
    assertThat(split.rest()).isEqualTo(rest == null ? "" : rest);
  }

  @Test
  void punctuation_cuts_where_asked() {
    assertThat(Fold.splitAtPunctuation("VOTE:2")).contains(new Fold.Split("vote", "2"));
    assertThat(Fold.splitAtPunctuation("VOTE, 2 x")).contains(new Fold.Split("vote", "2 x"));
    assertThat(Fold.splitAtPunctuation("п'ять")).isEmpty();
    assertThat(Fold.splitAtPunctuation("VOTE 2:3")).isEmpty();
    assertThat(Fold.splitAtPunctuation("")).isEmpty();
  }

  @Test
  void blank_text_has_no_word() {
    for (var blank : List.of("", "  ", "\u00A0\n\t", "\0")) {
      assertThat(Fold.split(blank)).isEqualTo(new Fold.Split("", ""));
      assertThat(Fold.tokens(blank)).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0} looks like {1}")
  @CsvSource({"CTOП,СТОП", "ВОТЕ,BOTE", "ΗΑΤ,HAT", "сор,cop", "хи,xи", "НАТ,HAT"})
  void look_alikes_meet_in_either_case(String one, String other) {
    assertThat(LookAlike.of(Fold.word(one))).isEqualTo(LookAlike.of(Fold.word(other)));
    assertThat(Fold.word(one)).isNotEqualTo(Fold.word(other));
  }

  @Test
  void transliteration_is_not_a_look_alike() {
    assertThat(LookAlike.of(Fold.word("DA"))).isNotEqualTo(LookAlike.of(Fold.word("ДА")));
  }
}
