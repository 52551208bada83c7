package livery.api;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import livery.api.Form.Field;
import livery.api.Form.Kind;

/**
 * Declares a {@link Form} field by field; a word such as {@link #required()} speaks of the field
 * named last. Begun by {@link Form#with(Texts)}; used by one thread.
 *
 * <p>The texts of a field are {@code field.<id>}, {@code field.<id>.help} and, for each choice,
 * {@code field.<id>.<choice>}; of a column in rows {@code field.<rows>.<column>}.
 */
public final class FormBuilder {

  private static final long LINE_LENGTH_MAX = 200;
  private static final long SMS_LENGTH_MAX = 1_530;

  private final Texts texts;
  private final String prefix;
  private final List<Field> fields = new ArrayList<>();

  FormBuilder(Texts texts, String prefix) {
    this.texts = texts;
    this.prefix = prefix;
  }

  /** One line of text, at most 200 characters unless said otherwise. */
  public FormBuilder line(String id) {
    return add(id, Kind.LINE, "", 0, LINE_LENGTH_MAX, List.of(), List.of());
  }

  /** A text that is sent as SMS, at most ten parts long unless said otherwise. */
  public FormBuilder sms(String id) {
    return add(id, Kind.SMS, "", 0, SMS_LENGTH_MAX, List.of(), List.of());
  }

  /** A whole number; the standard is the least one. */
  public FormBuilder number(String id, long minimum, long maximum) {
    return add(id, Kind.NUMBER, minimum, minimum, maximum, List.of(), List.of());
  }

  /** Yes or no; the standard is no. */
  public FormBuilder flag(String id) {
    return add(id, Kind.FLAG, false, 0, 0, List.of(), List.of());
  }

  /** One of the choices; the standard is the first. */
  public FormBuilder choice(String id, String... choices) {
    return add(id, Kind.CHOICE, choices[0], 0, 0, List.of(choices), List.of());
  }

  /** A date and time in the campaign's zone; empty for none. */
  public FormBuilder moment(String id) {
    return add(id, Kind.MOMENT, "", 0, 0, List.of(), List.of());
  }

  /** Rows of {@code minimum} to {@code maximum} entries with the declared columns. */
  public FormBuilder rows(String id, long minimum, long maximum, Consumer<FormBuilder> columns) {
    var row = new FormBuilder(texts, prefix + id + ".");
    columns.accept(row);
    return add(id, Kind.ROWS, List.of(), minimum, maximum, List.of(), row.fields);
  }

  /** The field may not be empty. */
  public FormBuilder required() {
    var field = last();
    return replace(field, true, field.standard(), field.minimum(), field.maximum());
  }

  /** The value when nobody set one. */
  public FormBuilder standard(Object value) {
    var field = last();
    return replace(field, field.required(), value, field.minimum(), field.maximum());
  }

  /** The text when nobody set one, in every language: {@code field.<id>.standard}. */
  public FormBuilder standardText() {
    var field = last();
    var standards = texts.all(prefix + field.id() + ".standard");
    return replace(
        field,
        field.required(),
        standards.getOrDefault("en", ""),
        field.minimum(),
        field.maximum(),
        standards);
  }

  /** The least and greatest length of a text. */
  public FormBuilder length(long minimum, long maximum) {
    var field = last();
    return replace(field, field.required(), field.standard(), minimum, maximum);
  }

  /** The finished form. */
  public Form form() {
    return new Form(fields);
  }

  private FormBuilder add(
      String id,
      Kind kind,
      Object standard,
      long minimum,
      long maximum,
      List<String> choices,
      List<Field> columns) {
    var key = prefix + id;
    Map<String, String> choiceLabels = new HashMap<>();
    for (var choice : choices) {
      texts
          .all(key + "." + choice)
          .forEach((language, text) -> choiceLabels.put(choice + "." + language, text));
    }
    fields.add(
        new Field(
            id,
            kind,
            false,
            standard,
            minimum,
            maximum,
            choices,
            columns,
            texts.all(key),
            texts.all(key + ".help"),
            choiceLabels,
            Map.of()));
    return this;
  }

  private Field last() {
    return fields.get(fields.size() - 1);
  }

  private FormBuilder replace(
      Field field, boolean required, Object standard, long minimum, long maximum) {
    return replace(field, required, standard, minimum, maximum, field.standards());
  }

  private FormBuilder replace(
      Field field,
      boolean required,
      Object standard,
      long minimum,
      long maximum,
      Map<String, String> standards) {
    fields.set(
        fields.size() - 1,
        new Field(
            field.id(),
            field.kind(),
            required,
            standard,
            minimum,
            maximum,
            field.choices(),
            field.columns(),
            field.labels(),
            field.help(),
            field.choiceLabels(),
            standards));
    return this;
  }
}
