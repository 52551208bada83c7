package livery.number;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptOutWordsTest {

  @ParameterizedTest(name = "«{0}» is {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "STOP|STOP",
        " stop. |STOP",
        "\"Stop\"|STOP",
        "STOP PLEASE|STOP",
        "Stop. Thank you|STOP",
        "stop ads|STOP",
        "STOP ALL|STOP",
        "stopall|STOP",
        "OPT-OUT|STOP",
        "opt out|STOP",
        "Arrêt|STOP",
        "td|STOP",
        "end|STOP",
        "СТОП|STOP",
        "Стоп, спасибо|STOP",
        "CTOП|STOP",
        "СTOП|STOP",
        "отписаться!|STOP",
        "Відписка|STOP",
        "ВІДПИСАТИСЯ|STOP",
        "BІДMОBA|STOP",
        "ＳＴＯＰ|STOP",
        "STOP 12345|NONE",
        "СТОП 5|NONE",
        "STOP1|NONE",
        "please do not stop now|NONE",
        "please stop|NONE",
        "stop sending me all of this|NONE",
        "STOPPED|NONE",
        "end of story|NONE",
        "cancel my table|NONE",
        "НЕТ|NONE",
        "НІ|NONE",
        "no|NONE",
        "?|NONE",
        "start|START",
        "Unstop|START",
        "Підписатися|START",
        "start now|NONE",
        "help|HELP",
        "ИНФО|HELP",
        "допомога?|HELP",
      })
  void reserved_words_are_told_from_others(String text, OptOutWords.Kind kind) {
    assertThat(OptOutWords.kind(text)).isEqualTo(kind);
  }

  @Test
  void blank_and_very_long_texts_ask_for_nothing() {
    assertThat(OptOutWords.kind("")).isEqualTo(OptOutWords.Kind.NONE);
    assertThat(OptOutWords.kind(" \n")).isEqualTo(OptOutWords.Kind.NONE);
    assertThat(OptOutWords.kind("STOP" + " ".repeat(2000) + "x".repeat(9000)))
        .isEqualTo(OptOutWords.Kind.NONE);
  }
}
