package livery.api;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import livery.api.Form.Checked;
import livery.api.Form.Field;
import livery.api.Form.FieldError;
import livery.api.Form.Kind;

/** One check of a form: collects the values and what is wrong with them. */
final class FormCheck {

  private static final Texts TEXTS = Texts.of(Form.class);
  private static final int SHOWN_LENGTH_MAX = 40;

  private final Locale language;
  private final List<FieldError> errors = new ArrayList<>();

  FormCheck(Locale language) {
    this.language = language;
  }

  Checked check(Form form, Map<String, ?> raw) {
    Map<String, Object> values = new HashMap<>();
    var known = new ArrayList<String>();
    for (var field : form.fields()) {
      known.add(field.id());
      var value = raw.get(field.id());
      values.put(
          field.id(),
          value == null && !raw.containsKey(field.id())
              ? absent(field)
              : value(field, field.id(), value == null ? "" : value));
    }
    for (var key : raw.keySet()) {
      if (!known.contains(key)) {
        error(shown(key), "form.unknown", String.join(", ", known));
      }
    }
    return new Checked(new Settings(values), errors);
  }

  private Object absent(Field field) {
    if (field.required() && isEmpty(field.standard())
        || field.kind() == Kind.ROWS && field.minimum() > size(field.standard())) {
      error(field.id(), "form.required");
    }
    return field.standard(language);
  }

  private Object value(Field field, String path, Object value) {
    return switch (field.kind()) {
      case LINE, SMS -> text(field, path, value);
      case NUMBER -> number(field, path, value);
      case FLAG -> flag(path, value);
      case CHOICE -> choice(field, path, value);
      case MOMENT -> moment(field, path, value);
      case ROWS -> rows(field, path, value);
    };
  }

  private Object text(Field field, String path, Object value) {
    if (!(value instanceof CharSequence) && !(value instanceof Number)) {
      error(path, "form.text");
      return "";
    }
    var text = value.toString().strip();
    if (text.isEmpty()) {
      return empty(field, path, "");
    }
    var length = text.codePointCount(0, text.length());
    if (length < field.minimum() || length > field.maximum()) {
      error(path, "form.length", field.minimum(), field.maximum(), length);
    }
    if (text.codePoints().anyMatch(FormCheck::isControl)
        || field.kind() == Kind.LINE && text.indexOf('\n') >= 0) {
      error(path, "form.control");
    }
    return text;
  }

  /** What no text can carry: control characters but for line ends, and halves of pairs. */
  private static boolean isControl(int point) {
    return point < ' ' && point != '\n' && point != '\r' && point != '\t'
        || Character.getType(point) == Character.SURROGATE;
  }

  private Object number(Field field, String path, Object value) {
    if (value.toString().isBlank()) {
      return empty(field, path, field.standard());
    }
    try {
      var number = new java.math.BigDecimal(value.toString().strip()).longValueExact();
      if (number < field.minimum() || number > field.maximum()) {
        error(path, "form.range", field.minimum(), field.maximum(), number);
      }
      return number;
    } catch (ArithmeticException | NumberFormatException notWhole) {
      error(path, "form.number", field.minimum(), field.maximum(), shown(value));
      return field.standard();
    }
  }

  private Object flag(String path, Object value) {
    var text = value.toString().strip();
    if (text.equalsIgnoreCase("true")) {
      return true;
    }
    if (!text.isEmpty() && !text.equalsIgnoreCase("false")) {
      error(path, "form.flag", shown(value));
    }
    return false;
  }

  private Object choice(Field field, String path, Object value) {
    var text = value.toString().strip();
    if (text.isEmpty()) {
      return empty(field, path, field.standard());
    }
    if (!field.choices().contains(text)) {
      error(path, "form.choice", String.join(", ", field.choices()), shown(value));
      return field.standard();
    }
    return text;
  }

  private Object moment(Field field, String path, Object value) {
    var text = value.toString().strip();
    if (text.isEmpty()) {
      return empty(field, path, "");
    }
    try {
      return LocalDateTime.parse(text).toString();
    } catch (DateTimeException notMoment) {
      error(path, "form.moment", shown(value));
      return "";
    }
  }

  private Object rows(Field field, String path, Object value) {
    if (!(value instanceof List<?> list)) {
      if (!value.toString().isBlank()) {
        error(path, "form.rows");
      } else if (field.minimum() > 0) {
        error(path, "form.count", field.minimum(), field.maximum(), 0);
      }
      return List.of();
    }
    if (list.size() < field.minimum() || list.size() > field.maximum()) {
      error(path, "form.count", field.minimum(), field.maximum(), list.size());
      return List.of();
    }
    List<Map<String, String>> rows = new ArrayList<>();
    for (var i = 0; i < list.size(); i++) {
      rows.add(row(field, path + "[" + i + "]", list.get(i)));
    }
    return List.copyOf(rows);
  }

  private Map<String, String> row(Field field, String path, Object value) {
    Map<String, String> row = new LinkedHashMap<>();
    if (!(value instanceof Map<?, ?> cells)) {
      error(path, "form.rows");
      return Map.of();
    }
    for (var column : field.columns()) {
      var cell = cells.get(column.id());
      row.put(
          column.id(),
          value(column, path + "." + column.id(), cell == null ? "" : cell).toString());
    }
    return Map.copyOf(row);
  }

  private Object empty(Field field, String path, Object otherwise) {
    if (field.required()) {
      error(path, "form.required");
    }
    return otherwise;
  }

  private void error(String path, String key, Object... values) {
    errors.add(new FieldError(path, TEXTS.of(language, key, values)));
  }

  private static boolean isEmpty(Object value) {
    return value instanceof CharSequence text && text.isEmpty();
  }

  private static int size(Object rows) {
    return rows instanceof List<?> list ? list.size() : 0;
  }

  private static String shown(Object value) {
    var text = value.toString();
    return text.length() > SHOWN_LENGTH_MAX ? text.substring(0, SHOWN_LENGTH_MAX) + "…" : text;
  }
}
