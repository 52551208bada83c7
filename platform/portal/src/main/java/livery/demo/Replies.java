package livery.demo;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import livery.api.Words;
import livery.demo.cast.Days;
import livery.demo.cast.Plan;

/**
 * What the campaigns answered, by the rules of the plugins that serve them now: voting with its
 * limit, auto-reply with its words.
 */
final class Replies {

  /**
   * One answer.
   *
   * @param label the plugin's outcome
   * @param text empty for silence
   */
  record Reply(String label, String note, String text) {}

  private final Map<String, Map<String, JsonObject>> optionByTerm = new HashMap<>();
  private final Map<String, Integer> used = new HashMap<>();

  /**
   * The answer to a text.
   *
   * @param rest what follows the keyword
   */
  Reply to(Plan plan, String phone, String rest, Instant at) {
    return plan.isVote() ? vote(plan, phone, rest, at) : answer(plan, rest);
  }

  private Reply vote(Plan plan, String phone, String rest, Instant at) {
    var settings = plan.settings();
    var option = option(plan, Words.fold(rest));
    if (option == null) {
      return new Reply("unknown", "", settings.getString("unknown"));
    }
    var once = settings.getString("limit").equals("once");
    var window = once ? "" : LocalDate.ofInstant(at, Days.ZONE).toString();
    var allowed = once ? 1 : settings.getInt("count");
    if (used.merge(plan.key() + "/" + phone + "/" + window, 1, Integer::sum) > allowed) {
      return once
          ? new Reply("repeated", "", settings.getString("repeated"))
          : new Reply("over", "", settings.getString("over"));
    }
    return new Reply(
        "counted",
        option.getString("code"),
        settings.getString("counted").replace("{option}", option.getString("label")));
  }

  private JsonObject option(Plan plan, String text) {
    var terms = optionByTerm.computeIfAbsent(plan.key(), key -> terms(plan));
    var whole = terms.get(text);
    return whole != null ? whole : Words.first(text).map(terms::get).orElse(null);
  }

  private static Map<String, JsonObject> terms(Plan plan) {
    var terms = new HashMap<String, JsonObject>();
    for (var option : plan.settings().getJsonArray("options").getValuesAs(JsonObject.class)) {
      terms.putIfAbsent(Words.fold(option.getString("code")), option);
      terms.putIfAbsent(Words.fold(option.getString("label")), option);
      for (var alias : option.getString("aliases").split(",")) {
        terms.putIfAbsent(Words.fold(alias), option);
      }
    }
    return terms;
  }

  private static Reply answer(Plan plan, String rest) {
    var word = Words.first(Words.fold(rest)).orElse("");
    List<JsonObject> answers =
        plan.settings().getJsonArray("answers").getValuesAs(JsonObject.class);
    return answers.stream()
        .filter(answer -> Words.fold(answer.getString("word")).equals(word))
        .findFirst()
        .map(answer -> new Reply("word", word, answer.getString("text")))
        .orElseGet(() -> new Reply("reply", "", plan.settings().getString("reply")));
  }
}
