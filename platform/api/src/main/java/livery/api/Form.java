package livery.api;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The settings of a campaign type, declared so that the portal draws them and REST checks them.
 *
 * <pre>{@code
 * Form form = Form.with(Texts.of(Autoreply.class))
 *     .sms("reply").required()
 *     .number("streak", 1, 30).standard(10L)
 *     .rows("answers", 0, 50, row -> row.line("word").required().sms("text").required())
 *     .form();
 * }</pre>
 *
 * <p>Labels and help come from the plugin's own bundle, see {@link FormBuilder}.
 */
public record Form(List<Field> fields) {

  /** A form without fields. */
  public static final Form EMPTY = new Form(List.of());

  public Form {
    fields = List.copyOf(fields);
  }

  /** What a field takes. */
  public enum Kind {
    /** One line of text. */
    LINE,
    /** A text that will be sent as SMS; drawn with the counter of characters and parts. */
    SMS,
    /** A whole number between the field's limits. */
    NUMBER,
    /** Yes or no. */
    FLAG,
    /** One of the declared choices. */
    CHOICE,
    /** A date and time in the campaign's zone, {@code 2026-05-31T21:00}; empty for none. */
    MOMENT,
    /** Rows of texts with the declared columns. */
    ROWS
  }

  /** Begins a form whose labels come from these texts. */
  public static FormBuilder with(Texts texts) {
    return new FormBuilder(texts, "field.");
  }

  /**
   * Checks what a person or a program sent: texts, numbers, flags and lists of maps, by field id.
   *
   * @param raw the values as they came; a field that is missing gets its standard
   * @param language the language of the error messages
   */
  public Checked check(Map<String, ?> raw, Locale language) {
    return new FormCheck(language).check(this, raw);
  }

  /**
   * The outcome of a check.
   *
   * @param settings the values, complete; of use only when there are no errors
   * @param errors one for each field that is wrong, in the order of the form
   */
  public record Checked(Settings settings, List<FieldError> errors) {

    public Checked {
      errors = List.copyOf(errors);
    }

    /** Whether everything is right. */
    public boolean valid() {
      return errors.isEmpty();
    }
  }

  /**
   * What is wrong with one field, in the reader's language.
   *
   * @param field the field's id; in rows {@code options[2].code}, counted from 0
   * @param message what was expected and what came
   */
  public record FieldError(String field, String message) {}

  /**
   * One field.
   *
   * @param id the key in {@link Settings}
   * @param required whether an empty value is refused
   * @param standard the value when nobody set one: String, Long, Boolean or a list of rows
   * @param minimum least number, least length or least count of rows
   * @param maximum greatest number, length or count of rows
   * @param choices ids for {@link Kind#CHOICE}
   * @param columns fields of one row for {@link Kind#ROWS}
   * @param labels by language ("en", "uk", "ru"); "en" is always there
   * @param help one sentence by language, may be empty
   * @param choiceLabels labels of the choices by "choice.language"
   * @param standards texts that stand for {@code standard} in other languages, by language
   */
  public record Field(
      String id,
      Kind kind,
      boolean required,
      Object standard,
      long minimum,
      long maximum,
      List<String> choices,
      List<Field> columns,
      Map<String, String> labels,
      Map<String, String> help,
      Map<String, String> choiceLabels,
      Map<String, String> standards) {

    public Field {
      choices = List.copyOf(choices);
      columns = List.copyOf(columns);
      labels = Map.copyOf(labels);
      help = Map.copyOf(help);
      choiceLabels = Map.copyOf(choiceLabels);
      standards = Map.copyOf(standards);
    }

    /** The value when nobody set one, for a person or a client with this language. */
    public Object standard(Locale language) {
      var text = standards.get(language.getLanguage());
      return text == null ? standard : text;
    }

    /** The label in the language asked for, else in English, else the id. */
    public String label(Locale language) {
      return pick(labels, language, id);
    }

    /** The help in the language asked for, else in English, else empty. */
    public String help(Locale language) {
      return pick(help, language, "");
    }

    /** The label of a choice in the language asked for, else in English, else the choice itself. */
    public String choiceLabel(String choice, Locale language) {
      return choiceLabels.getOrDefault(
          choice + "." + language.getLanguage(), choiceLabels.getOrDefault(choice + ".en", choice));
    }

    private static String pick(Map<String, String> texts, Locale language, String otherwise) {
      return texts.getOrDefault(language.getLanguage(), texts.getOrDefault("en", otherwise));
    }
  }
}
