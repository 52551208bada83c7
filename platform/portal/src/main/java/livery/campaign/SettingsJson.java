package livery.campaign;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Settings of a campaign as JSON and back: texts, whole numbers, yes or no, rows of texts. */
final class SettingsJson {

  /** Kept: Json would look for it in all jars each time. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private SettingsJson() {}

  static String write(Map<String, ?> settings) {
    return JSON.createObjectBuilder(plain(settings)).build().toString();
  }

  /** Numbers come back as Long, or as BigDecimal where they are not whole. */
  static Map<String, Object> read(String json) {
    try (JsonReader reader = JSON.createReader(new StringReader(json))) {
      return object(reader.readObject());
    }
  }

  /** The same for a body that the REST layer has parsed already. */
  static Map<String, Object> object(JsonObject object) {
    var map = new LinkedHashMap<String, Object>();
    object.forEach((key, value) -> map.put(key, value(value)));
    return map;
  }

  private static Object value(JsonValue value) {
    return switch (value.getValueType()) {
      case STRING -> ((JsonString) value).getString();
      case NUMBER -> number((JsonNumber) value);
      case TRUE -> Boolean.TRUE;
      case FALSE -> Boolean.FALSE;
      case NULL -> "";
      case OBJECT -> object((JsonObject) value);
      case ARRAY -> list((JsonArray) value);
    };
  }

  private static Object number(JsonNumber number) {
    var exact = number.bigDecimalValue();
    return exact.scale() <= 0 && exact.precision() - exact.scale() <= 18
        ? (Object) exact.longValue()
        : (Object) exact;
  }

  private static List<Object> list(JsonArray array) {
    var list = new ArrayList<Object>();
    array.forEach(value -> list.add(value(value)));
    return list;
  }

  /** What the builder knows: it takes no Float and no type of our own. */
  private static Map<String, Object> plain(Map<?, ?> map) {
    var plain = new LinkedHashMap<String, Object>();
    map.forEach((key, value) -> plain.put(key.toString(), plainValue(value)));
    return plain;
  }

  private static Object plainValue(Object value) {
    if (value instanceof Map<?, ?> map) {
      return plain(map);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(SettingsJson::plainValue).toList();
    }
    if (value instanceof Boolean || value instanceof Long || value instanceof BigDecimal) {
      return value;
    }
    return value instanceof Number number ? (Object) number.longValue() : value.toString();
  }
}
