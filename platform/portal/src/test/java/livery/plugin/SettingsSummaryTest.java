package livery.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import livery.api.Form;
import livery.frame.Format;
import livery.frame.Texts;
import livery.plugin.SettingsSummary.Cell;
import livery.plugin.SettingsSummary.Line;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a form of any plugin says in words; its own labels come with it. */
class SettingsSummaryTest {

  /** Two codes without labels: the ids stand for them. */
  private static final Form FORM =
      Form.with(livery.api.Texts.of(SettingsSummaryTest.class))
          .line("title")
          .number("limit", 0, 5_000)
          .flag("strict")
          .choice("often", "once", "daily")
          .moment("opens")
          .sms("reply")
          .rows("options", 0, 9, row -> row.line("code").sms("answer").flag("last"))
          .form();

  private static List<Line> said(Map<String, ?> values, Locale language) {
    return SettingsSummary.of(
        SettingsForm.of("any", FORM, values, language),
        Texts.in(language),
        Format.in(language, ZoneOffset.UTC, Clock.systemUTC()),
        String::length);
  }

  @Test
  void every_kind_of_field_is_told_in_words() {
    var options =
        List.of(
            Map.of("code", "1", "answer", "Yes!", "last", "true"),
            Map.of("code", "2", "answer", "", "last", ""));
    var said =
        said(
            Map.of(
                "title", " Coffee ",
                "limit", 1500L,
                "strict", true,
                "often", "daily",
                "opens", "2026-05-31T21:00",
                "reply", "Thank you",
                "options", options),
            Locale.ENGLISH);

    assertThat(said)
        .extracting(Line::label)
        .containsExactly("title", "limit", "strict", "often", "opens", "reply", "options");
    assertThat(said.subList(0, 6))
        .extracting(Line::cell)
        .containsExactly(
            new Cell("Coffee", 0),
            new Cell("1,500", 0),
            new Cell("Yes", 0),
            new Cell("daily", 0),
            new Cell("31 May 2026, 21:00", 0),
            new Cell("Thank you", 9));
    assertThat(said.get(6).columns()).containsExactly("code", "answer", "last");
    assertThat(said.get(6).rows())
        .containsExactly(
            List.of(new Cell("1", 0), new Cell("Yes!", 4), new Cell("Yes", 0)),
            List.of(new Cell("2", 0), new Cell("–", 0), new Cell("No", 0)));
  }

  @Test
  void what_is_empty_is_told_as_such_and_nothing_is_sent() {
    var said = said(Map.of("options", List.of()), Locale.ENGLISH);

    assertThat(said)
        .extracting(Line::cell)
        .containsExactly(
            new Cell("–", 0),
            new Cell("0", 0),
            new Cell("No", 0),
            new Cell("once", 0),
            new Cell("–", 0),
            new Cell("–", 0),
            new Cell("–", 0));
    assertThat(said.get(6).columns()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"en, Yes", "uk, Так", "ru, Да"})
  void yes_is_said_in_the_language_of_the_reader(String language, String yes) {
    assertThat(said(Map.of("strict", true), new Locale(language)).get(2).cell().text())
        .isEqualTo(yes);
  }
}
