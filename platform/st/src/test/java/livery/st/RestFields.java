package livery.st;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The operations of REST and their text fields, as the description of the API names them. */
final class RestFields {

  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static final int DEEPEST = 6;

  private final JsonObject schemas;

  private RestFields(JsonObject schemas) {
    this.schemas = schemas;
  }

  /** Where a text stands: in the body by its path of names, or a parameter by its name. */
  enum Place {
    BODY,
    QUERY,
    PATH,
    HEADER
  }

  /**
   * One text field.
   *
   * @param name of a parameter, or the path within the body such as {@code keywords/0/word}
   */
  record Field(Place place, String name) {
    @Override
    public String toString() {
      return place.name().toLowerCase(Locale.ROOT) + " " + name;
    }
  }

  /** What can be asked, and every text of it. */
  record Operation(String method, String path, List<Field> fields) {
    String name() {
      return method + " " + path;
    }
  }

  static List<Operation> operations(JsonObject description) {
    var fields =
        new RestFields(description.getAsJsonObject("components").getAsJsonObject("schemas"));
    var operations = new ArrayList<Operation>();
    for (var path : description.getAsJsonObject("paths").entrySet()) {
      for (var method : path.getValue().getAsJsonObject().entrySet()) {
        if (METHODS.contains(method.getKey())) {
          operations.add(
              new Operation(
                  method.getKey().toUpperCase(Locale.ROOT),
                  path.getKey().replaceFirst("^/api/v1", "").replaceAll("\\{(\\w+):[^}]*}", "{$1}"),
                  List.copyOf(fields.of(method.getValue().getAsJsonObject()))));
        }
      }
    }
    return operations;
  }

  private Set<Field> of(JsonObject operation) {
    var found = new LinkedHashSet<Field>();
    if (operation.has("parameters")) {
      for (var one : operation.getAsJsonArray("parameters")) {
        var parameter = one.getAsJsonObject();
        found.add(
            new Field(
                Place.valueOf(parameter.get("in").getAsString().toUpperCase(Locale.ROOT)),
                parameter.get("name").getAsString()));
      }
    }
    if (operation.has("requestBody")) {
      var content = operation.getAsJsonObject("requestBody").getAsJsonObject("content");
      if (content.has("application/json")) {
        var json = content.getAsJsonObject("application/json");
        texts(json.getAsJsonObject("schema"), "", found, 0);
      }
    }
    return found;
  }

  private void texts(JsonObject schema, String at, Set<Field> found, int depth) {
    if (schema.has("$ref")) {
      var name = schema.get("$ref").getAsString().replaceFirst(".*/", "");
      if (depth < DEEPEST && schemas.has(name)) {
        texts(schemas.getAsJsonObject(name), at, found, depth + 1);
      }
      return;
    }
    switch (type(schema)) {
      case "string" -> found.add(new Field(Place.BODY, at.substring(1)));
      case "array" -> {
        if (schema.has("items")) {
          texts(schema.getAsJsonObject("items"), at + "/0", found, depth + 1);
        }
      }
      default -> {
        if (schema.has("properties")) {
          for (var one : schema.getAsJsonObject("properties").entrySet()) {
            texts(one.getValue().getAsJsonObject(), at + "/" + one.getKey(), found, depth);
          }
        }
      }
    }
  }

  private static String type(JsonObject schema) {
    JsonElement type = schema.get("type");
    return type == null ? "object" : type.getAsString();
  }
}
