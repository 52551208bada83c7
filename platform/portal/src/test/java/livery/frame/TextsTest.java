package livery.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import livery.billing.Money;
import livery.document.State;
import livery.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {

  private static final Path MAIN = Path.of("src/main");
  private static final Pattern COMMENT = Pattern.compile("(?s)<!--.*?-->|/\\*.*?\\*/");
  private static final Pattern IN_PAGES =
      Pattern.compile("\\bt(?:\\[|\\.of\\()\\s*'([a-z]+\\.[A-Za-z0-9._-]*[A-Za-z0-9])'");
  private static final Pattern IN_BEANS =
      Pattern.compile(
          "[tT]exts\\s*\\.(?:of|get)\\(\\s*\"([a-z]+\\.[A-Za-z0-9._-]*[A-Za-z0-9])\"\\s*[,)]");

  private static final Pattern AUDITED =
      Pattern.compile("audit\\.write\\(\\s*[\\w.()]+,\\s*\"([a-z.-]*[a-z])\"");
  private static final Pattern ACTION = Pattern.compile("\"([a-z]+\\.[a-z-]+)\"");

  @ParameterizedTest
  @ValueSource(strings = {"en", "uk", "ru"})
  void every_key_that_a_page_or_bean_uses_has_a_text(String language) throws IOException {
    var missing = new TreeSet<String>();

    for (var file : files(".xhtml", ".java")) {
      var pattern = file.toString().endsWith(".java") ? IN_BEANS : IN_PAGES;
      var keys = pattern.matcher(COMMENT.matcher(Files.readString(file)).replaceAll(""));
      while (keys.find()) {
        var feature = keys.group(1).substring(0, keys.group(1).indexOf('.'));
        if (!Texts.bundle(feature, language).containsKey(keys.group(1))) {
          missing.add(keys.group(1) + " in " + file.getFileName());
        }
      }
    }

    assertThat(missing).isEmpty();
  }

  /** The last one would be shown on the pages of both. */
  @Test
  void no_key_has_two_texts_in_one_file() throws IOException {
    var twice = new TreeSet<String>();

    for (var file : files(".properties")) {
      var seen = new TreeSet<String>();
      for (var line : Files.readAllLines(file)) {
        if (line.matches("[a-z][^=\\s]*=.*") && !seen.add(line.substring(0, line.indexOf('=')))) {
          twice.add(line.substring(0, line.indexOf('=')) + " in " + file);
        }
      }
    }

    assertThat(twice).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"uk", "ru"})
  void every_bundle_says_in_each_language_what_it_says_in_english(String language)
      throws IOException {
    for (var file : files("texts.properties")) {
      var feature = file.getParent().getFileName().toString();

      assertThat(Texts.bundle(feature, language).keySet())
          .as(feature + " in " + language)
          .isEqualTo(Texts.bundle(feature, "en").keySet());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "uk", "ru"})
  void every_text_can_be_filled_with_any_number(String language) throws IOException {
    var locale = new Locale(language);

    for (var file : files("texts.properties")) {
      var feature = file.getParent().getFileName().toString();
      Texts.bundle(feature, language)
          .forEach(
              (key, text) -> {
                for (var n : List.of(0, 1, 2, 5, 11, 21)) {
                  assertThat(TextPattern.fill((String) text, locale, List.of(n, n, n, n)))
                      .as(key + " in " + language)
                      .isNotBlank();
                }
              });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "uk", "ru"})
  void every_change_that_is_kept_has_words(String language) throws IOException {
    var words = Texts.bundle("audit", language).keySet();

    assertThat(audited())
        .isNotEmpty()
        .allSatisfy((action, file) -> assertThat(words).as(file).contains("audit." + action));
  }

  @Test
  void every_word_for_a_change_belongs_to_a_change() throws IOException {
    var written = new TreeSet<>(audited().keySet());
    for (var state : State.values()) {
      written.add("document." + state.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    var unwritten =
        Texts.bundle("audit", "en").keySet().stream()
            .map(String::valueOf)
            .filter(key -> key.split("\\.").length == 3)
            .filter(key -> !written.contains(key.substring("audit.".length())));

    assertThat(unwritten).isEmpty();
  }

  /** Each action that is written, and where: also those that come by way of a variable. */
  private static Map<String, String> audited() throws IOException {
    var words = Texts.bundle("audit", "en").keySet();
    var nouns = words.stream().map(key -> String.valueOf(key).split("\\.")[1]).toList();
    var found = new TreeMap<String, String>();
    for (var file : files(".java")) {
      var source = Files.readString(file);
      var written = AUDITED.matcher(source);
      while (written.find()) {
        found.put(written.group(1), file.getFileName().toString());
      }
      var literals = ACTION.matcher(source.contains("audit.write(") ? source : "");
      while (literals.find()) {
        var action = literals.group(1);
        var noun = action.substring(0, action.indexOf('.'));
        if (words.contains("audit." + action)
            || nouns.contains(noun) && !Texts.bundle(noun, "en").containsKey(action)) {
          found.put(action, file.getFileName().toString());
        }
      }
    }
    return found;
  }

  @Test
  void a_day_is_told_as_days_are_told_elsewhere() {
    var day = List.<Object>of(LocalDate.of(2026, 11, 30));
    assertThat(TextPattern.fill("by {0}", Locale.ENGLISH, day)).isEqualTo("by 30 Nov 2026");
    assertThat(TextPattern.fill("до {0}", new Locale("uk"), day)).isEqualTo("до 30 лист. 2026 р.");
    assertThat(TextPattern.fill("{0}", Locale.ENGLISH, List.of(YearMonth.of(2026, 3))))
        .isEqualTo("March 2026");
    var format = Format.in(new Locale("uk"), ZoneOffset.UTC, Clock.systemUTC());
    assertThat(format.typed("2026-11-30T09:05")).isEqualTo("30 лист. 2026 р., 09:05");
    assertThat(format.typed("")).isEqualTo(format.typed("tomorrow")).isEqualTo("–");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | €40.00 of €39.9975, a text €0.00000325",
        "uk | 40,00 € of 39,9975 €, a text 0,00000325 €"
      })
  void money_is_told_as_pages_write_it_and_as_it_is_to_programs(String language, String expected) {
    var needed = Money.of("40", "EUR");
    var there = Money.of("39.9975", "EUR");
    var price = Amounts.Exact.of(new BigDecimal("0.0000032500"), "EUR");
    var text = "{0} of {1}, a text {2}";

    assertThat(TextPattern.fill(text, new Locale(language), List.of(needed, there, price)))
        .isEqualToNormalizingUnicode(expected.replaceAll("(?<=\\d) €", "\u00a0€"));
    assertThat(new Fault(Fault.Kind.NO_MONEY, "", "number.fault.no-money", "1", needed, there))
        .hasMessageContaining("costs 40 EUR, the account has 39.9975 EUR");
    assertThat(price).hasToString("0.00000325 EUR");
    assertThat(Amounts.Exact.read("0.00000325 EUR")).isEqualTo(price);
    assertThat(Amounts.Exact.read("5 LEI")).isEqualTo("5 LEI");
  }

  @ParameterizedTest
  @CsvSource({
    "en, 1, 1 part",
    "en, 2, 2 parts",
    "en, 0, none",
    "uk, 1, 1 частина",
    "uk, 3, 3 частини",
    "uk, 12, 12 частин",
    "uk, 21, 21 частина",
    "ru, 5, 5 частей",
    "ru, 104, 104 части"
  })
  void a_number_takes_the_form_of_the_word_that_its_language_wants(
      String language, int number, String expected) {
    var pattern =
        switch (language) {
          case "uk" -> "{0, plural, one{# частина} few{# частини} many{# частин} other{# частини}}";
          case "ru" -> "{0, plural, one{# часть} few{# части} many{# частей} other{# части}}";
          default -> "{0, plural, =0{none} one{# part} other{# parts}}";
        };

    assertThat(TextPattern.fill(pattern, new Locale(language), List.of(number)))
        .isEqualTo(expected);
  }

  /** REST puts the values of a refusal in their places and does no more. */
  @ParameterizedTest
  @ValueSource(strings = {"", "_uk", "_ru"})
  void a_refusal_chooses_no_words(String language) throws IOException {
    for (var file : files("texts" + language + ".properties")) {
      assertThat(
              Files.readAllLines(file).stream()
                  .filter(line -> line.matches("[a-z]*\\.?fault\\..*\\{\\d+,.*")))
          .as(file.toString())
          .isEmpty();
    }
  }

  @Test
  void a_word_chooses_its_form_and_an_apostrophe_stays() {
    var pattern = "п'ять {0, select, SMS{текстів} other{листів}} для {1}";

    assertThat(TextPattern.fill(pattern, Locale.ENGLISH, List.of("SMS", "Ok")))
        .isEqualTo("п'ять текстів для Ok");
  }

  @Test
  void a_choice_without_a_fitting_form_is_refused() {
    assertThatThrownBy(() -> TextPattern.fill("{0, plural, one{x}}", Locale.ENGLISH, List.of(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("other");
  }

  private static List<Path> files(String... endings) throws IOException {
    try (Stream<Path> all = Files.walk(MAIN)) {
      return all.filter(
              file -> Stream.of(endings).anyMatch(ending -> file.toString().endsWith(ending)))
          .toList();
    }
  }
}
