package livery.autoreply;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import livery.api.Campaign;
import livery.api.CampaignType;
import livery.api.Form;
import livery.api.Incoming;
import livery.api.Outcome;
import livery.api.PluginContext;
import livery.api.Report;
import livery.api.Settings;
import livery.api.Texts;
import livery.api.Words;
import org.pf4j.Extension;

/**
 * Answers every message with a text, another one for certain words behind the keyword; or asks one
 * question and keeps the answer.
 */
@Extension
public class Autoreply implements CampaignType {

  private static final Texts TEXTS = Texts.of(Autoreply.class);
  private static final Set<String> LABELS =
      Set.of("reply", "word", "asked", "answered", "loop", "no-phone");
  private static final Form FORM =
      Form.with(TEXTS)
          .sms("reply")
          .required()
          .rows("answers", 0, 50, row -> row.line("word").required().sms("text").required())
          .number("streak", 1, 30)
          .standard(5L)
          .sms("question")
          .number("wait", 1, 10_080)
          .standard(60L)
          .sms("thanks")
          .standardText()
          .form();

  private static final String TOPIC = "question";

  private final Pace pace;
  private final Answers answers;

  public Autoreply(PluginContext context) {
    this.pace = new Pace(context.dataSource());
    this.answers = new Answers(context.dataSource());
  }

  @Override
  public String id() {
    return "autoreply";
  }

  @Override
  public String name(Locale language) {
    return TEXTS.of(language, "name");
  }

  @Override
  public String description(Locale language) {
    return TEXTS.of(language, "description");
  }

  @Override
  public String label(String label, Locale language) {
    return LABELS.contains(label) ? TEXTS.of(language, "label." + label) : label;
  }

  @Override
  public String sentence(String label, String note, Locale language) {
    return LABELS.contains(label) ? TEXTS.of(language, "sentence." + label, note) : note;
  }

  @Override
  public Form form() {
    return FORM;
  }

  @Override
  public List<Form.FieldError> check(Settings settings, Locale language) {
    var errors = new ArrayList<Form.FieldError>();
    var seen = new ArrayList<String>();
    var rows = settings.rows("answers");
    for (var i = 0; i < rows.size(); i++) {
      var word = Words.fold(rows.get(i).get("word"));
      if (word.isEmpty() || word.contains(" ")) {
        errors.add(error(language, i, "error.one-word"));
      } else if (seen.contains(word)) {
        errors.add(error(language, i, "error.twice"));
      }
      seen.add(word);
    }
    return errors;
  }

  private static Form.FieldError error(Locale language, int row, String key) {
    return new Form.FieldError("answers[" + row + "].word", TEXTS.of(language, key));
  }

  @Override
  public Report report(Campaign campaign, Locale language) {
    return answers.report(campaign, key -> TEXTS.of(language, key));
  }

  @Override
  public Outcome onMessage(Incoming message, Campaign campaign) {
    return onMessages(List.of(message), campaign).get(0);
  }

  @Override
  public List<Outcome> onMessages(List<Incoming> messages, Campaign campaign) {
    var words =
        campaign.settings().rows("answers").stream()
            .collect(Collectors.toMap(row -> Words.fold(row.get("word")), row -> row.get("text")));
    var streaks = pace.advance(campaign.id(), messages);
    var outcomes = new ArrayList<Outcome>(messages.size());
    for (var i = 0; i < messages.size(); i++) {
      outcomes.add(outcome(messages.get(i), streaks.get(i), words, campaign.settings()));
    }
    answers.keep(campaign.id(), messages);
    return outcomes;
  }

  private static Outcome outcome(
      Incoming message, int streak, Map<String, String> answers, Settings settings) {
    if (streak == Pace.NOT_A_PHONE) {
      return Outcome.silent("no-phone", "");
    }
    if (message.isAnswer()) {
      return Outcome.reply("answered", "", settings.text("thanks"));
    }
    if (streak > settings.number("streak")) {
      return Outcome.silent("loop", Integer.toString(streak));
    }
    var word = Words.first(Words.fold(message.rest()));
    var special = word.map(answers::get);
    if (special.isPresent()) {
      return Outcome.reply("word", shortened(word.get()), special.get());
    }
    var question = settings.text("question");
    return question.isBlank()
        ? Outcome.reply("reply", "", settings.text("reply"))
        : Outcome.ask("asked", "", question, TOPIC, Duration.ofMinutes(settings.number("wait")));
  }

  private static String shortened(String word) {
    return word.length() > 40 ? word.substring(0, 40) : word;
  }
}
