package livery.order;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a list is looked through for, by a page and by its file. */
class SoughtTest {

  @ParameterizedTest
  @CsvSource({"bak, true", "' KERY ', true", "ПЕКАР, true", "akers, false", "%, false", "'', true"})
  void a_value_is_found_by_a_part_of_it_whatever_the_case(String text, boolean isFound) {
    assertThat(Sought.of(text).isIn("Bakery", "Пекарня")).isEqualTo(isFound);
  }

  @Test
  void nothing_is_looked_for_where_an_address_says_nothing() {
    assertThat(Sought.of(null).isNone()).isTrue();
    assertThat(Sought.of(" \t").isNone()).isTrue();
    assertThat(new Sought().getKept()).isEmpty();
  }

  @Test
  void an_address_keeps_it_whatever_stands_in_it() {
    assertThat(Sought.of("a&b=c d").getKept()).isEqualTo("&text=a%26b%3Dc+d");
  }

  @Test
  void what_is_too_long_is_cut_between_characters() {
    var most = "\uD83D\uDE00".repeat(Sought.LENGTH);

    assertThat(Sought.of(most).getText()).isEqualTo(most);
    assertThat(Sought.of(most + "x").getText()).isEqualTo(most);
  }

  @Test
  void signs_of_a_pattern_are_looked_for_as_they_are() {
    assertThat(Sought.of("A_%\\").like()).isEqualTo("%a\\_\\%\\\\%");
  }
}
