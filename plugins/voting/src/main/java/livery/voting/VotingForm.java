package livery.voting;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import livery.api.Form;
import livery.api.Form.FieldError;
import livery.api.Settings;
import livery.api.Words;

/** The settings of a vote, and what must be right between them. */
final class VotingForm {

  static final Form FORM =
      Form.with(Voting.TEXTS)
          .rows(
              "options",
              2,
              100,
              row ->
                  row.line("code")
                      .required()
                      .length(1, 20)
                      .line("label")
                      .length(0, 60)
                      .line("aliases"))
          .moment("opens")
          .moment("closes")
          .number("grace", 0, 3600)
          .standard(60L)
          .choice("limit", "once", "day", "rolling", "week", "month", "unlimited")
          .number("count", 1, 100)
          .flag("per_option")
          .sms("counted")
          .standardText()
          .sms("repeated")
          .standardText()
          .sms("over")
          .standardText()
          .sms("unknown")
          .standardText()
          .sms("early")
          .standardText()
          .sms("late")
          .standardText()
          .form();

  private static final List<String> REPLIES =
      List.of("counted", "repeated", "over", "unknown", "early", "late");
  private static final List<String> WITH_OPTION = List.of("counted", "repeated", "over");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^{}]*}");

  private VotingForm() {}

  static List<FieldError> check(Settings settings, Locale language) {
    var errors = new ArrayList<FieldError>();
    checkOptions(settings, language, errors);
    var opens = settings.text("opens");
    var closes = settings.text("closes");
    if (!opens.isEmpty()
        && !closes.isEmpty()
        && !LocalDateTime.parse(opens).isBefore(LocalDateTime.parse(closes))) {
      errors.add(new FieldError("closes", text(language, "error.closes")));
    }
    for (var reply : REPLIES) {
      checkPlaceholders(reply, settings.text(reply), language, errors);
    }
    return errors;
  }

  private static void checkOptions(Settings settings, Locale language, List<FieldError> errors) {
    Map<String, Option> terms = new HashMap<>();
    Map<Long, Option> keys = new HashMap<>();
    var options = Option.all(settings);
    for (var i = 0; i < options.size(); i++) {
      var option = options.get(i);
      var path = "options[" + i + "].";
      if (Words.fold(option.code()).isEmpty()) {
        errors.add(new FieldError(path + "code", text(language, "error.code")));
      }
      if (keys.putIfAbsent(option.key(), option) != null) {
        errors.add(new FieldError(path + "code", text(language, "error.twice", option.code())));
        continue;
      }
      for (var term : option.terms()) {
        if (terms.putIfAbsent(term, option) != null) {
          errors.add(
              new FieldError(path + field(option, term), text(language, "error.twice", term)));
        }
      }
    }
  }

  private static String field(Option option, String term) {
    if (term.equals(Words.fold(option.code()))) {
      return "code";
    }
    return term.equals(Words.fold(option.label())) ? "label" : "aliases";
  }

  private static void checkPlaceholders(
      String field, String reply, Locale language, List<FieldError> errors) {
    var known = WITH_OPTION.contains(field) ? List.of("{option}", "{votes}") : List.of();
    var found = PLACEHOLDER.matcher(reply);
    while (found.find()) {
      if (!known.contains(found.group())) {
        errors.add(
            new FieldError(
                field,
                known.isEmpty()
                    ? text(language, "error.no-placeholder", found.group())
                    : text(language, "error.placeholder", found.group())));
      }
    }
  }

  private static String text(Locale language, String key, Object... values) {
    return Voting.TEXTS.of(language, key, values);
  }
}
