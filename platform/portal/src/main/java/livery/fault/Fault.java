package livery.fault;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A refusal that the caller can act upon: names the field, the value and the rule.
 *
 * <p>The text lives in the bundle of the feature that refuses ({@code texts.properties}, key {@code
 * <feature>.fault.…}), with {@code {0}}, {@code {1}} … for its arguments: a page shows it in the
 * person's language beside the field, REST in English.
 */
public class Fault extends RuntimeException {

  private final Kind kind;
  private final String field;
  private final String key;
  private final transient List<Object> arguments;
  private final transient List<Fault> others;

  /** What sort of refusal this is; decides the HTTP status and the type in a REST answer. */
  public enum Kind {
    /** The value breaks a rule. */
    INVALID,
    /** No such thing, or not for this tenant: nobody can tell which. */
    NOT_FOUND,
    /** The role does not allow it. */
    NOT_ALLOWED,
    /** It was right, but something else is in the way. */
    CONFLICT,
    /** The wallet does not hold enough. */
    NO_MONEY,
    /** Too often; later. */
    TOO_MANY
  }

  /**
   * A refusal of one field.
   *
   * @param field the name in JSON and in the form, empty when the whole request is meant
   * @param key the text, for example {@code tenant.fault.email}
   * @param arguments what the text names: the value, the limit; money as such, never as text, so
   *     that each reader has it as it is written there
   */
  public Fault(Kind kind, String field, String key, Object... arguments) {
    this(kind, field, key, List.of(arguments), List.of());
  }

  private Fault(Kind kind, String field, String key, List<Object> arguments, List<Fault> others) {
    super(english(key, arguments));
    this.kind = kind;
    this.field = field;
    this.key = key;
    this.arguments = arguments;
    this.others = others;
  }

  /**
   * Several refusals as one, those of the whole last; see {@link Faults}.
   *
   * @param several at least one, each without others of its own
   */
  public static Fault of(List<Fault> several) {
    var ordered =
        several.stream().sorted(Comparator.comparing((Fault one) -> one.field.isEmpty())).toList();
    var first = ordered.get(0);
    return ordered.size() == 1
        ? first
        : new Fault(
            first.kind,
            first.field,
            first.key,
            first.arguments,
            ordered.subList(1, ordered.size()));
  }

  /** A value that breaks a rule. */
  public static Fault invalid(String field, String key, Object... arguments) {
    return new Fault(Kind.INVALID, field, key, arguments);
  }

  /** Nothing of that kind and id within the caller's tenant. */
  public static Fault notFound(String what, Object id) {
    return new Fault(Kind.NOT_FOUND, "", "fault.not-found", what, String.valueOf(id));
  }

  /** Something else is in the way. */
  public static Fault conflict(String field, String key, Object... arguments) {
    return new Fault(Kind.CONFLICT, field, key, arguments);
  }

  public Kind kind() {
    return kind;
  }

  public String field() {
    return field;
  }

  public String key() {
    return key;
  }

  public Object[] arguments() {
    return arguments.toArray();
  }

  /**
   * Every refusal that this one tells: itself alone, or where a form has several wrong fields one
   * for each, this one first, then what is refused as a whole.
   */
  public List<Fault> all() {
    return Stream.concat(Stream.of(this), others.stream()).toList();
  }

  /** The texts of all that it tells, in English, one after another. */
  public String told() {
    return all().stream().map(Fault::getMessage).collect(Collectors.joining(" "));
  }

  /**
   * The same with its fields named as another caller knows them. What is refused as a whole stays
   * so.
   */
  public Fault named(UnaryOperator<String> names) {
    return new Fault(
        kind,
        field.isEmpty() ? field : names.apply(field),
        key,
        arguments,
        others.stream().map(one -> one.named(names)).toList());
  }

  private static String english(String key, List<Object> arguments) {
    var text = key;
    try {
      var feature = key.substring(0, key.indexOf('.'));
      text = ResourceBundle.getBundle("livery." + feature + ".texts", Locale.ROOT).getString(key);
    } catch (MissingResourceException missing) {
      System.getLogger(Fault.class.getName())
          .log(System.Logger.Level.WARNING, "There is no text " + key);
    }
    for (var i = 0; i < arguments.size(); i++) {
      text = text.replace("{" + i + "}", String.valueOf(arguments.get(i)));
    }
    return text;
  }
}
