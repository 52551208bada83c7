package livery.demo.cast;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A campaign of the story as {@code campaigns.json} has it.
 *
 * @param number "UA 3838", empty for none yet
 * @param starts days from today
 * @param ends days from today, {@code null} for no end
 * @param until days from today, after which nobody texted it any more; 0 for today
 * @param words the keyword and its aliases; empty for none
 */
public record Plan(
    String key,
    Company company,
    String number,
    String name,
    String type,
    String state,
    int starts,
    Integer ends,
    int until,
    List<String> words,
    JsonObject settings,
    JsonObject source) {

  public Plan {
    words = List.copyOf(words);
  }

  /** All of them, in the order of the file. */
  public static List<Plan> all() {
    try (var stream = Plan.class.getResourceAsStream("campaigns.json");
        var reader = Json.createReader(stream)) {
      return reader.readArray().getValuesAs(JsonObject.class).stream().map(Plan::of).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Plan of(JsonObject json) {
    return new Plan(
        json.getString("key"),
        Company.valueOf(json.getString("company")),
        json.getString("number", ""),
        json.getString("name"),
        json.getString("type"),
        json.getString("state"),
        json.getInt("starts"),
        json.get("ends").getValueType() == JsonValue.ValueType.NULL ? null : json.getInt("ends"),
        json.getInt("until", 0),
        texts(json, "words"),
        json.getJsonObject("settings"),
        json);
  }

  public static List<String> texts(JsonObject json, String field) {
    return json.containsKey(field)
        ? json.getJsonArray(field).getValuesAs(JsonString::getString)
        : List.of();
  }

  public boolean isVote() {
    return type.equals("voting");
  }
}
