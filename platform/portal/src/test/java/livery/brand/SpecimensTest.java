package livery.brand;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import livery.document.Letterheads;
import livery.paper.Kind;
import livery.paper.Papers;
import livery.paper.Party;
import livery.paper.Sheet;
import livery.tenant.Brand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SpecimensTest {

  private static Sheet specimen(Kind kind, String language, String theme, String currency) {
    var brand =
        new Brand(7, "Supernova", theme, "Legal line", "", List.of("uk"), "", "#ffd166", "");
    var issuer = Party.of("Supernova LLC", "UA").withBank("Bank", "300", "UA12");
    return new Specimens(Letterheads.of(brand, null), issuer, language, currency)
        .of(kind, Sheet.Tone.FIRM);
  }

  static Stream<Arguments> samples() {
    return Stream.of(Kind.values())
        .flatMap(
            kind ->
                Stream.of("en", "uk", "ru")
                    .flatMap(
                        language ->
                            Stream.of("acme", "nova", "base")
                                .map(theme -> Arguments.of(kind, language, theme))));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("samples")
  void every_document_can_be_seen_in_every_brand_and_language(
      Kind kind, String language, String theme) {
    var sheet = specimen(kind, language, theme, "UAH");

    assertThat(Papers.pdf(sheet)).startsWith("%PDF".getBytes());
    assertThat(Papers.csv(sheet)).isNotEmpty();
    assertThat(Papers.xlsx(sheet)).startsWith("PK".getBytes());
    if (Papers.isUbl(sheet)) {
      assertThat(new String(Papers.ubl(sheet))).contains("Supernova LLC");
    }
  }

  @Test
  void a_currency_without_coins_has_its_samples_too() {
    for (var kind : Kind.values()) {
      assertThat(Papers.pdf(specimen(kind, "en", "acme", "JPY"))).isNotEmpty();
    }
  }

  @Test
  void a_theme_brings_its_mark_and_the_shape_of_its_papers() {
    assertThat(specimen(Kind.ACT, "en", "nova", "UAH").letterhead().round()).isTrue();
    assertThat(specimen(Kind.ACT, "en", "acme", "UAH").letterhead().round()).isFalse();
    assertThat(specimen(Kind.ACT, "en", "acme", "UAH").letterhead().logo()).isNotEmpty();
    assertThat(specimen(Kind.ACT, "en", "acme", "UAH").letterhead().accent()).isEqualTo("#ffd166");
  }

  @Test
  void each_name_of_a_sample_is_a_kind_of_document() {
    assertThat(Samples.kinds())
        .hasSize(Kind.values().length + 2)
        .contains("credit-note", "dunning-friendly", "dunning-final");
  }
}
