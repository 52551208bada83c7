package livery.autoreply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import livery.api.Outcome;
import livery.api.Texts;
import livery.testkit.PluginHarness;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AutoreplyTest {

  private static final Map<String, Object> FORM =
      Map.of(
          "reply",
          "We are open from 9 to 18",
          "answers",
          List.of(Map.of("word", "Ціна", "text", "From 90"), Map.of("word", "map", "text", "Link")),
          "streak",
          2);

  private static PluginHarness harness;

  @BeforeAll
  static void start() {
    harness = PluginHarness.of("autoreply", Autoreply::new);
  }

  @Test
  void outcomes_are_told_in_the_readers_language() {
    var type = harness.type();

    assertThat(type.label("word", new Locale("uk"))).isEqualTo("Відповіли за словом");
    assertThat(type.sentence("word", "годин", new Locale("ru")))
        .isEqualTo("Ушёл ответ на слово «годин».");
    assertThat(type.label("of another version", Locale.ENGLISH)).isEqualTo("of another version");
    assertThat(type.sentence("of another version", "said so", Locale.ENGLISH)).isEqualTo("said so");
  }

  @Test
  void the_first_word_chooses_the_reply_and_any_other_text_gets_the_common_one() {
    var campaign = harness.campaign(FORM);

    assertThat(List.of("ЦІНА будь ласка", "map!", "hello", ""))
        .extracting(text -> reply(harness.text(campaign, "38050" + text.length() + "000001", text)))
        .containsExactly("From 90", "Link", "We are open from 9 to 18", "We are open from 9 to 18");
  }

  @Test
  void a_question_waits_for_the_next_text_and_keeps_it() {
    var settings = new java.util.HashMap<String, Object>(FORM);
    settings.put("question", "How old are you?");
    settings.put("wait", 5);
    settings.put("thanks", "Thank you");
    var campaign = harness.campaign(settings);

    var asked = harness.text(campaign, "380671112299", "hello");

    assertThat(asked.acts())
        .containsExactly(
            new Outcome.Reply("How old are you?"),
            new Outcome.Wait("question", Duration.ofMinutes(5)));
    var answer = harness.answer("380671112299", "forty-two", "question");
    assertThat(reply(harness.decide(campaign, List.of(answer)).get(0))).isEqualTo("Thank you");
    assertThat(reply(harness.decide(campaign, List.of(answer)).get(0))).isEqualTo("Thank you");

    var report = harness.type().report(campaign, new Locale("uk"));
    assertThat(report.figures()).extracting(figure -> figure.value()).containsExactly(1L);
    assertThat(report.tables().get(0).rows().get(0)).contains("380671112299", "forty-two");
  }

  @Test
  void a_campaign_that_asks_nothing_has_no_report() {
    assertThat(harness.type().report(harness.campaign(FORM), Locale.ENGLISH).tables()).isEmpty();
  }

  @Test
  void a_machine_that_answers_at_once_is_not_answered_for_ever() {
    var campaign = harness.campaign(FORM);

    assertThat(List.of(1, 2, 3, 4))
        .extracting(i -> harness.text(campaign, "380671112233", "hi").label())
        .containsExactly("reply", "reply", "loop", "loop");
    harness.clock().advance(Duration.ofSeconds(30));
    assertThat(harness.text(campaign, "380671112233", "hi").label()).isEqualTo("reply");
  }

  @Test
  void the_pace_is_kept_within_a_batch_too() {
    var campaign = harness.campaign(FORM);
    var batch =
        List.of(
            harness.incoming("380931112233", "a"),
            harness.incoming("380931112233", "b"),
            harness.incoming("380931112233", "c"),
            harness.incoming("Bank", "d"),
            harness.incoming("3457", "e"));

    assertThat(harness.decide(campaign, batch))
        .extracting(Outcome::label)
        .containsExactly("reply", "reply", "loop", "no-phone", "no-phone");
  }

  @Test
  void a_word_may_have_one_reply_only() {
    var rows = List.of(Map.of("word", "map", "text", "1"), Map.of("word", "MAP", "text", "2"));

    assertThatThrownBy(() -> harness.campaign(Map.of("reply", "x", "answers", rows)))
        .hasMessageContaining("answers[1].word");
  }

  @Test
  void every_language_has_a_name_a_description_and_labels() {
    for (var language : Texts.LANGUAGES) {
      var locale = Locale.forLanguageTag(language);
      assertThat(harness.type().name(locale)).isNotEqualTo("name");
      assertThat(harness.type().description(locale)).isNotEqualTo("description");
      assertThat(harness.type().form().fields())
          .allSatisfy(field -> assertThat(field.labels()).containsKeys("en", "uk", "ru"));
    }
  }

  private static String reply(Outcome outcome) {
    return ((Outcome.Reply) outcome.acts().get(0)).text();
  }
}
