package livery.api;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The settings of a campaign type, declared so that the portal draws them and REST checks them. */
public record Form(List<Field> fields) {

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
    /** Rows of texts with the declared columns. */
    ROWS
  }

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
      Map<String, String> choiceLabels) {

    /** The label in the language asked for, else in English. */
    public String label(Locale language) {
      return labels.getOrDefault(language.getLanguage(), labels.get("en"));
    }
  }
}
