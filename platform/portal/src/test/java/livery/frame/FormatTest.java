package livery.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | 1204500000 | EUR | €1,204.50",
        "uk | 1204500000 | EUR | 1 204,50 €",
        "uk | 1204500000 | UAH | 1 204,50 ₴",
        "ru | -5000      | EUR | 0,00 €",
        "en | 2500000    | JPY | ¥2",
      })
  void money_is_rounded_to_what_can_be_paid(
      String language, long micros, String currency, String expected) {
    assertThat(spaces(format(language).money(micros, currency)).replace("-", ""))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "en, AX AF DE CH GB UA, Afghanistan Åland Islands Germany Switzerland Ukraine United Kingdom",
    "uk, GB YE AT UA, Австрія Велика Британія Ємен Україна",
    "ru, UA DE AT, Австрия Германия Украина"
  })
  void countries_stand_where_their_names_are_looked_for(
      String language, String codes, String names) {
    var format = format(language);

    assertThat(
            format.countries(List.of(codes.split(" "))).stream()
                .map(format::country)
                .collect(Collectors.joining(" ")))
        .isEqualTo(names);
  }

  @Test
  void a_price_keeps_the_digits_below_the_smallest_coin() {
    assertThat(format("en").price(32_500, "EUR")).isEqualTo("€0.0325");
    assertThat(format("en").price(1_000_000, "EUR")).isEqualTo("€1.00");
  }

  @ParameterizedTest
  @CsvSource({
    "EUR, 5000000, -12500000, 2, 5.00 -12.50",
    "EUR, 5000000, -32500, 4, 5.0000 -0.0325",
    "EUR, 5000000, 1, 6, 5.000000 0.000001",
    "JPY, 5000000, 0, 0, 5 0",
    "JPY, 5000000, 500000, 1, 5.0 0.5"
  })
  void a_column_has_as_many_decimals_as_its_finest_amount(
      String currency, long one, long other, int decimals, String expected) {
    assertThat(Format.decimals(currency, LongStream.of(one, other))).isEqualTo(decimals);
    assertThat(format("en").amount(one, decimals) + " " + format("en").amount(other, decimals))
        .isEqualTo(expected);
  }

  @Test
  void a_rate_keeps_all_its_digits() {
    assertThat(format("en").rate(new BigDecimal("48.9075000000"))).isEqualTo("48.9075");
    assertThat(format("uk").rate(new BigDecimal("0.0000000001"))).isEqualTo("0,0000000001");
  }

  @ParameterizedTest
  @CsvSource({
    "380671234567, +380 67 123 4567",
    "+48501234567, +48 501 234 567",
    "4470, 4470",
    "Cafe Nora, Cafe Nora",
    "77011234567, +7 701 123 4567"
  })
  void a_phone_is_grouped_as_people_of_its_country_read_it(String number, String expected) {
    assertThat(spaces(format("en").phone(number)).replace("-", " ")).isEqualTo(expected);
  }

  @Test
  void a_moment_is_shown_in_the_zone_of_the_tenant_whatever_type_it_has() {
    var format = format("en");

    assertThat(format.millis(NOW)).isEqualTo("14:00:00.000");
    assertThat(format.millis(LocalDateTime.ofInstant(NOW, ZoneOffset.UTC)))
        .isEqualTo("14:00:00.000");
    assertThat(format.iso(NOW)).isEqualTo("2026-11-22T14:00:00+02:00");
  }

  @ParameterizedTest
  @CsvSource({
    "en, 59, just now",
    "en, 60, 1 minute ago",
    "uk, 7200, 2 години тому",
    "ru, 432000, 5 дней назад",
    "uk, 86400, учора"
  })
  void the_near_past_is_told_in_words(String language, long seconds, String expected) {
    assertThat(format(language).ago(NOW.minusSeconds(seconds))).isEqualTo(expected);
  }

  @Test
  void a_change_has_its_sign_and_nothing_is_a_dash() {
    assertThat(format("en").change(.124)).isEqualTo("+12.4%");
    assertThat(format("en").change(-.03)).isEqualTo("−3%");
    assertThat(format("en").money(null, "EUR")).isEqualTo("–");
    assertThat(format("en").ago(null)).isEqualTo("–");
  }

  @Test
  void a_span_is_told_in_its_two_largest_units() {
    assertThat(format("en").span(Duration.ofSeconds(3_725))).isEqualTo("1 h 2 min");
    assertThat(format("uk").span(Duration.ofSeconds(65))).isEqualTo("1 хв 5 с");
  }

  @Test
  void something_that_is_no_moment_is_refused() {
    assertThatThrownBy(() -> format("en").date("yesterday"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.String");
  }

  private static String spaces(String text) {
    return text.replace('\u00A0', ' ').replace('\u202F', ' ');
  }

  private static Format format(String language) {
    return Format.in(
        new Locale(language), ZoneId.of("Europe/Kyiv"), Clock.fixed(NOW, ZoneOffset.UTC));
  }
}
