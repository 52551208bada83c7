package livery.document;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import livery.paper.Sheet;

/**
 * Sheets as JSON and back, exactly: records by their components, in order. Numbers are texts, so
 * that their scale stays; a cell whose type is open says what it is: {@code {"n":"1.20"}}, {@code
 * {"d":"2026-03-01"}}.
 */
final class SheetJson {

  /** Kept: Json would look for it in all jars each time. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private SheetJson() {}

  static String write(Sheet sheet) {
    return json(sheet, Sheet.class).toString();
  }

  static Sheet read(String text) {
    try (JsonReader reader = JSON.createReader(new StringReader(text))) {
      return (Sheet) value(reader.readValue(), Sheet.class);
    }
  }

  private static JsonValue json(Object value, Type type) {
    if (value == null) {
      return JsonValue.NULL;
    }
    if (type == Object.class) {
      return open(value);
    }
    if (value instanceof List<?> list) {
      var array = JSON.createArrayBuilder();
      list.forEach(one -> array.add(json(one, element(type))));
      return array.build();
    }
    if (value instanceof Record) {
      var object = JSON.createObjectBuilder();
      for (var part : value.getClass().getRecordComponents()) {
        object.add(part.getName(), json(get(value, part), part.getGenericType()));
      }
      return object.build();
    }
    if (value instanceof Boolean flag) {
      return flag ? JsonValue.TRUE : JsonValue.FALSE;
    }
    return JSON.createValue(text(value));
  }

  private static JsonValue open(Object value) {
    if (value instanceof BigDecimal number) {
      return JSON.createObjectBuilder().add("n", text(number)).build();
    }
    return value instanceof LocalDate day
        ? JSON.createObjectBuilder().add("d", day.toString()).build()
        : JSON.createValue((String) value);
  }

  private static String text(Object value) {
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    if (value instanceof byte[] bytes) {
      return Base64.getEncoder().encodeToString(bytes);
    }
    return value instanceof Enum<?> one ? one.name() : value.toString();
  }

  private static Object value(JsonValue json, Type type) {
    if (json == null) {
      return type == boolean.class ? Boolean.FALSE : null; // stored before it had this part
    }
    if (json.getValueType() == JsonValue.ValueType.NULL) {
      return null;
    }
    if (json instanceof JsonArray array) {
      var list = new ArrayList<Object>(array.size());
      array.forEach(one -> list.add(value(one, element(type))));
      return list;
    }
    if (json instanceof JsonObject object) {
      return type == Object.class ? opened(object) : record(object, (Class<?>) type);
    }
    if (json instanceof JsonString string) {
      return scalar(string.getString(), (Class<?>) type);
    }
    return json.getValueType() == JsonValue.ValueType.TRUE;
  }

  private static Object opened(JsonObject object) {
    return object.containsKey("n")
        ? (Object) new BigDecimal(object.getString("n"))
        : LocalDate.parse(object.getString("d"));
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Object scalar(String text, Class<?> type) {
    if (type == String.class || type == Object.class) {
      return text;
    }
    if (type == BigDecimal.class) {
      return new BigDecimal(text);
    }
    if (type == LocalDate.class) {
      return LocalDate.parse(text);
    }
    if (type == long.class) {
      return Long.parseLong(text);
    }
    if (type == int.class) {
      return Integer.parseInt(text);
    }
    return type == byte[].class
        ? (Object) Base64.getDecoder().decode(text)
        : (Object) Enum.valueOf((Class<? extends Enum>) type, text);
  }

  private static Object record(JsonObject object, Class<?> type) {
    var parts = type.getRecordComponents();
    var values = new Object[parts.length];
    for (var i = 0; i < parts.length; i++) {
      values[i] = value(object.get(parts[i].getName()), parts[i].getGenericType());
    }
    try {
      return constructor(type, parts).newInstance(values);
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException("A stored sheet holds no " + type.getName(), failure);
    }
  }

  private static Constructor<?> constructor(Class<?> type, RecordComponent[] parts)
      throws NoSuchMethodException {
    var types = Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
    return type.getDeclaredConstructor(types);
  }

  private static Object get(Object value, RecordComponent part) {
    try {
      return part.getAccessor().invoke(value);
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException(part.getName(), failure);
    }
  }

  private static Type element(Type list) {
    return list instanceof ParameterizedType parameters
        ? parameters.getActualTypeArguments()[0]
        : Object.class;
  }
}
