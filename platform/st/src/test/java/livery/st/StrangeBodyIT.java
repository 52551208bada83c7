package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Bad strings in every text field of REST. Operations and fields are found in the description of
 * the API, so that a new one is tried like any other; those of other tenants are not touched.
 *
 * <p>It makes what it is allowed to and leaves strange names behind: by its name it runs late.
 */
class StrangeBodyIT {

  /** One of each class. */
  private static final List<String> WORST =
      List.of(
          "\"'></textarea><script>alert(1)</script><!--", // markup
          "#{1+1} ${1+1} {0} {{7*7}} %s%n ' OR 1=1; -- \\", // what is evaluated
          "\u202eright\u2066 \u200b \ud83d\udc69\u200d\ud83d\udc67 Z\u0351\u036b\u0343", // drawn
          // oddly
          "\u0000\u0007\ud83d", // what no text holds
          "x".repeat(70_000), // too long
          "   ", // nothing
          "-1e309"); // no number

  /** So many of them in each field, by turns. */
  private static final int EACH = 3;

  private static Product product;
  private static Guinea guinea;
  private static JsonObject schemas;

  private int turn;
  private int fields;
  private final TreeMap<Integer, Integer> answers = new TreeMap<>();
  private final List<String> broken = new ArrayList<>();

  @BeforeAll
  static void start() {
    product = Product.shared();
    new Stage(product);
    guinea = Guinea.of(product);
  }

  @Test
  void no_strange_string_in_a_body_is_a_failure() throws Exception {
    var description = RestMap.description(product);
    schemas = description.getAsJsonObject("components").getAsJsonObject("schemas");
    for (var path : description.getAsJsonObject("paths").entrySet()) {
      for (var method : path.getValue().getAsJsonObject().entrySet()) {
        var schema = bodyOf(method.getValue());
        if (schema != null) {
          tryAll(
              method.getKey().toUpperCase(Locale.ROOT),
              path.getKey().replaceFirst("^/api/v1", ""),
              schema);
        }
      }
    }

    System.out.println("[strange] " + fields + " fields of bodies, answers " + answers);
    assertThat(fields).isGreaterThan(150);
    assertThat(answers.get(422)).as("were read and refused").isGreaterThan(fields);
    assertThat(broken).isEmpty();
    assertThat(product.books().broken()).isEmpty();
  }

  private static JsonObject bodyOf(JsonElement operation) {
    if (!operation.isJsonObject() || !operation.getAsJsonObject().has("requestBody")) {
      return null;
    }
    var content =
        operation.getAsJsonObject().getAsJsonObject("requestBody").getAsJsonObject("content");
    var json = content.getAsJsonObject("application/json");
    return json == null ? null : json.getAsJsonObject("schema");
  }

  private void tryAll(String method, String path, JsonObject schema) {
    var places = new TreeMap<String, JsonElement>();
    var whole = filled(schema, "", places, 0);
    for (var place : places.keySet()) {
      fields++;
      for (var i = 0; i < EACH; i++) {
        var string = WORST.get(turn++ % WORST.size());
        var body = with(whole.deepCopy(), place.split("/"), 1, string);
        for (var caller : List.of(guinea.reseller(), guinea.client())) {
          look(caller, method, address(path, caller), body.toString(), place);
        }
      }
    }
  }

  private void look(Caller caller, String method, String address, String body, String place) {
    var answer = caller.ask(method, address, body);
    answers.merge(answer.statusCode(), 1, Integer::sum);
    var isProblem =
        answer
            .headers()
            .firstValue("Content-Type")
            .orElse("")
            .startsWith("application/problem+json");
    if (answer.statusCode() >= 500
        || answer.statusCode() >= 400 && !isProblem
        || answer.body().matches("(?s).*(Exception|\tat ).*")) {
      var shown = body.substring(0, Math.min(300, body.length()));
      broken.add(method + " " + address + place + " → " + answer.statusCode() + " " + shown);
    }
  }

  /** The client of the two, which is the reseller's row and the client's own. */
  private static String address(String path, Caller caller) {
    return path.replaceAll("\\{(tenantId|buyerId|id)[^}]*}", "" + guinea.client().tenantId())
        .replaceAll("\\{[^}]*}", "" + caller.tenantId());
  }

  /** A value of this shape, and the places of its texts. */
  private static JsonElement filled(
      JsonObject schema, String place, TreeMap<String, JsonElement> places, int depth) {
    if (schema.has("$ref")) {
      var name = schema.get("$ref").getAsString().replaceFirst(".*/", "");
      return depth > 4 || !schemas.has(name)
          ? new JsonObject()
          : filled(schemas.getAsJsonObject(name), place, places, depth + 1);
    }
    var type = schema.has("type") ? schema.get("type").getAsString() : "object";
    return switch (type) {
      case "integer", "number" -> new JsonPrimitive(1);
      case "boolean" -> new JsonPrimitive(false);
      case "array" -> {
        var array = new JsonArray();
        if (schema.has("items")) {
          array.add(filled(schema.getAsJsonObject("items"), place + "/0", places, depth + 1));
        }
        yield array;
      }
      case "string" -> {
        var text = new JsonPrimitive(plausible(schema));
        places.put(place, text);
        yield text;
      }
      default -> {
        var object = new JsonObject();
        if (schema.has("properties")) {
          for (var one : schema.getAsJsonObject("properties").entrySet()) {
            object.add(
                one.getKey(),
                filled(
                    one.getValue().getAsJsonObject(), place + "/" + one.getKey(), places, depth));
          }
        }
        yield object;
      }
    };
  }

  private static String plausible(JsonObject schema) {
    if (schema.has("enum")) {
      return schema.getAsJsonArray("enum").get(0).getAsString();
    }
    return switch (schema.has("format") ? schema.get("format").getAsString() : "") {
      case "date" -> "2026-01-01";
      case "date-time" -> "2026-01-01T00:00:00Z";
      default -> "x";
    };
  }

  private static JsonElement with(JsonElement whole, String[] place, int at, String string) {
    if (at == place.length) {
      return new JsonPrimitive(string);
    }
    if (whole.isJsonArray()) {
      var array = new JsonArray();
      array.add(with(whole.getAsJsonArray().get(0), place, at + 1, string));
      return array;
    }
    var object = whole.getAsJsonObject();
    object.add(place[at], with(object.get(place[at]), place, at + 1, string));
    return object;
  }
}
