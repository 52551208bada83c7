package livery.simulator.web;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Records to JSON and back. A {@link Duration} called {@code pause} is a number called {@code
 * pauseSeconds}. Enough for this module's own values, and no dependency.
 */
public final class Json {

  private Json() {}

  /** JSON of records, maps, collections, arrays, numbers, strings and enums. */
  static String write(Object value) {
    var out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  /**
   * A record from an object's members; what is not there is as in {@code defaults}.
   *
   * @param defaults {@code null} for zero, false and null
   * @throws IllegalArgumentException naming the member that is unknown or of the wrong kind
   */
  public static <R extends Record> R read(Map<String, Object> members, Class<R> type, R defaults) {
    var components = type.getRecordComponents();
    Set<String> unknown = new HashSet<>(members.keySet());
    Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      var name = name(components[i]);
      types[i] = components[i].getType();
      values[i] =
          members.get(name) != null
              ? convert(name, members.get(name), components[i].getGenericType())
              : defaults == null ? zero(types[i]) : get(components[i], defaults);
      unknown.remove(name);
    }
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("unknown member " + String.join(", ", unknown));
    }
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String name(RecordComponent component) {
    return component.getName() + (component.getType() == Duration.class ? "Seconds" : "");
  }

  private static Object get(RecordComponent component, Object record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object zero(Class<?> type) {
    if (type == List.class) {
      return List.of();
    }
    if (type == Duration.class) {
      return Duration.ZERO;
    }
    return type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0) : null;
  }

  private static Object convert(String name, Object value, Type type) {
    if (type instanceof ParameterizedType list && value instanceof List<?> items) {
      List<Object> converted = new ArrayList<>();
      for (var item : items) {
        converted.add(convert(name, item, list.getActualTypeArguments()[0]));
      }
      return converted;
    }
    if (type instanceof Class<?> plain) {
      if (plain.isRecord() && value instanceof Map<?, ?> members) {
        return read(strings(members), plain.asSubclass(Record.class), null);
      }
      if (plain.isEnum() && value instanceof String word) {
        return constant(name, word, plain);
      }
      var scalar = scalar(value, plain);
      if (scalar != null) {
        return scalar;
      }
    }
    throw new IllegalArgumentException(name + " is not a " + type.getTypeName() + ": " + value);
  }

  private static Object scalar(Object value, Class<?> type) {
    if (value instanceof Double number) {
      if (type == double.class) {
        return number;
      }
      if (type == Duration.class && number >= 0 && number <= 1e7) {
        return Duration.ofMillis(Math.round(number * 1000));
      }
      boolean whole = number == Math.rint(number);
      if (type == int.class && whole && Math.abs(number) <= Integer.MAX_VALUE) {
        return number.intValue();
      }
      if (type == long.class && whole && Math.abs(number) < 1e15) {
        return number.longValue();
      }
    }
    return type == String.class && value instanceof String
            || type == boolean.class && value instanceof Boolean
        ? value
        : null;
  }

  private static Object constant(String name, String word, Class<?> type) {
    for (var constant : type.getEnumConstants()) {
      if (constant.toString().equals(word.toUpperCase(Locale.ROOT))) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        name + " must be one of " + List.of(type.getEnumConstants()) + ", was " + word);
  }

  private static Map<String, Object> strings(Map<?, ?> members) {
    Map<String, Object> typed = new java.util.LinkedHashMap<>();
    members.forEach((key, value) -> typed.put((String) key, value));
    return typed;
  }

  private static void write(Object value, StringBuilder out) {
    if (value instanceof Record record) {
      writeRecord(record, out);
    } else if (value instanceof Map<?, ?> map) {
      out.append('{');
      var comma = "";
      for (var entry : map.entrySet()) {
        out.append(comma);
        writeString(entry.getKey().toString(), out);
        out.append(':');
        write(entry.getValue(), out);
        comma = ",";
      }
      out.append('}');
    } else if (value instanceof Collection<?> items) {
      out.append('[');
      var comma = "";
      for (var item : items) {
        out.append(comma);
        write(item, out);
        comma = ",";
      }
      out.append(']');
    } else if (value instanceof Duration duration) {
      out.append(duration.toMillis() / 1000.0);
    } else if (value == null || value instanceof Number || value instanceof Boolean) {
      out.append(value);
    } else {
      writeString(value.toString(), out);
    }
  }

  private static void writeRecord(Record record, StringBuilder out) {
    out.append('{');
    var comma = "";
    for (var component : record.getClass().getRecordComponents()) {
      out.append(comma);
      writeString(name(component), out);
      out.append(':');
      write(get(component, record), out);
      comma = ",";
    }
    out.append('}');
  }

  private static void writeString(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20 || c == '\u2028' || c == '\u2029' || Character.isSurrogate(c)) {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
