package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What reaches the texts of each operation: {@code rest-examples.txt} says who asks, where, and
 * with what, so that one strange text is all that is wrong.
 *
 * <p>A line is {@code METHOD /path | who | address | body | before}, with the path as the
 * description has it and a star behind who where it costs much; {@code = name | SQL} names a row of
 * the stage, {@code ~ name | SQL} one that is looked for each time, {@code + name | who | METHOD
 * /path | body} one that is made over REST. {@code {name}} is such a row, {@code {month+3}} the
 * third month from now, and {@code {any}} a number that was not there before.
 */
final class RestExamples {

  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)([+-]\\d+)?}");

  private final Map<String, Caller> callers;
  private final Map<String, String> stage = new LinkedHashMap<>();
  private final Map<String, String> asked = new LinkedHashMap<>();
  private final Map<String, Example> examples = new LinkedHashMap<>();
  private final Product product;
  private long any = System.currentTimeMillis() % 10_000_000L;

  /**
   * How an operation is asked in order.
   *
   * @param address the path and what of the query must be there; parameters stand in braces
   * @param body {@code null} for none
   * @param isCostly what is taken moves money, sends mail or hashes
   * @param before SQL that makes room before each request; a question mark where the stage has no
   *     row that it could be asked of; {@code null} for nothing
   */
  record Example(String who, boolean isCostly, String address, String body, String before) {
    boolean mayFail() {
      return "?".equals(before);
    }
  }

  RestExamples(Product product, Map<String, Caller> callers, Map<String, String> known)
      throws IOException {
    this.product = product;
    this.callers = callers;
    stage.putAll(known);
    for (var line : lines()) {
      var parts = line.split(" \\| ", -1);
      if (line.startsWith("= ")) {
        var found = product.books().text(filled(parts[1]));
        assertThat(found).as("the stage has %s", line).isNotNull();
        stage.put(parts[0].substring(2).strip(), found);
      } else if (line.startsWith("~ ")) {
        asked.put(parts[0].substring(2).strip(), parts[1]);
      } else if (line.startsWith("+ ")) {
        stage.put(parts[0].substring(2).strip(), made(parts));
      } else {
        examples.put(
            parts[0].strip(),
            new Example(
                parts[1].strip().replace("*", ""),
                parts[1].contains("*"),
                parts.length > 2 && !parts[2].isBlank()
                    ? parts[2].strip()
                    : parts[0].strip().split(" ")[1],
                parts.length > 3 && !parts[3].isBlank() ? parts[3].strip() : null,
                parts.length > 4 ? parts[4].strip() : null));
      }
    }
  }

  private static Iterable<String> lines() throws IOException {
    try (var in = RestExamples.class.getResourceAsStream("rest-examples.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    }
  }

  private String made(String[] parts) {
    var request = parts[2].strip().split(" ");
    var key = "stage-" + System.nanoTime();
    var answer =
        callers
            .get(parts[1].strip())
            .ask(request[0], filled(request[1]), filled(parts[3]), "Idempotency-Key", key);
    assertThat(answer.statusCode()).as(parts[0] + answer.body()).isBetween(200, 299);
    if (parts[0].equals("+ -")) {
      return "";
    }
    var json = JsonParser.parseString(answer.body()).getAsJsonObject();
    for (var name : new String[] {"work", "batch"}) {
      if (json.has(name)) {
        json = json.getAsJsonObject(name);
      }
    }
    for (var name : new String[] {"id", "postingId", "reference"}) {
      if (json.has(name)) {
        return json.get(name).getAsString();
      }
    }
    throw new AssertionError(parts[0] + ": no id in " + answer.body());
  }

  Set<String> names() {
    return examples.keySet();
  }

  Example of(RestFields.Operation operation) {
    return examples.get(operation.name());
  }

  /** Makes room where there is a most of something. */
  void prepare(Example example) {
    if (example.before() != null && !example.mayFail()) {
      product.books().change(filled(example.before()));
    }
  }

  Caller caller(Example example) {
    return callers.get(example.who());
  }

  /** With the rows of the stage in their places; what is not known stays as it is. */
  synchronized String filled(String text) {
    return PLACE
        .matcher(text)
        .replaceAll(
            found -> {
              var shift = found.group(2) == null ? 0 : Integer.parseInt(found.group(2));
              var value =
                  switch (found.group(1)) {
                    case "any" -> "" + any++;
                    case "month" -> YearMonth.now(ZoneOffset.UTC).plusMonths(shift).toString();
                    default ->
                        asked.containsKey(found.group(1))
                            ? product.books().text(filled(asked.get(found.group(1))))
                            : stage.getOrDefault(found.group(1), found.group());
                  };
              return java.util.regex.Matcher.quoteReplacement(value);
            });
  }

  /** The body with this text in this place; what leads there is made where it is missing. */
  static String with(String body, String place, String text) {
    var mark = "\u0001";
    var whole = JsonParser.parseString(body == null ? "{}" : body).getAsJsonObject();
    put(whole, place.split("/"), 0, mark);
    return whole.toString().replace("\"\\u0001\"", Naughty.json(text));
  }

  private static void put(JsonElement at, String[] place, int depth, String text) {
    var isLast = depth == place.length - 1;
    if (at.isJsonArray()) {
      var array = at.getAsJsonArray();
      if (isLast) {
        while (!array.isEmpty()) {
          array.remove(0);
        }
        array.add(text);
        return;
      }
      if (array.isEmpty()) {
        array.add(new JsonObject());
      }
      put(array.get(0), place, depth + 1, text);
      return;
    }
    var object = at.getAsJsonObject();
    if (isLast) {
      object.addProperty(place[depth], text);
      return;
    }
    if (!object.has(place[depth])) {
      object.add(
          place[depth],
          place[depth + 1].equals("0") ? new com.google.gson.JsonArray() : new JsonObject());
    }
    put(object.get(place[depth]), place, depth + 1, text);
  }
}
