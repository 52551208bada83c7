package livery.simulator;

import java.util.regex.Pattern;
import livery.simulator.wire.Alphabet;
import livery.simulator.wire.PartStyle;

/**
 * What a subscriber texts.
 *
 * @param from the subscriber, digits without "+"
 * @param to a short code or a long number, digits
 * @param text 1 to {@value #MOST_CHARACTERS} characters
 * @param operator whose subscriber; empty for the first
 * @param style how a long text travels
 * @param alphabet {@code null} for the cheapest that holds the text
 */
public record Text(
    String from, String to, String text, String operator, PartStyle style, Alphabet alphabet) {

  static final int MOST_CHARACTERS = 10_000;
  private static final Pattern DIGITS = Pattern.compile("[0-9]{2,20}");

  /**
   * @throws IllegalArgumentException naming the field that is not allowed
   */
  public Text {
    check("from", from);
    check("to", to);
    if (text == null || text.isEmpty() || text.length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException(
          "text must have 1 to "
              + MOST_CHARACTERS
              + " characters, had "
              + (text == null ? 0 : text.length()));
    }
    operator = operator == null ? "" : operator;
    style = style == null ? PartStyle.UDH8 : style;
  }

  /** A text of a subscriber of the first operator. */
  public static Text of(String from, String to, String text) {
    return new Text(from, to, text, "", PartStyle.UDH8, null);
  }

  /** The same at another operator. */
  public Text at(String newOperator) {
    return new Text(from, to, text, newOperator, style, alphabet);
  }

  /** The same with its parts in another style. */
  public Text as(PartStyle newStyle) {
    return new Text(from, to, text, operator, newStyle, alphabet);
  }

  private static void check(String field, String number) {
    if (number == null || !DIGITS.matcher(number).matches()) {
      throw new IllegalArgumentException(
          field + " must be 2 to 20 digits without +, was \"" + number + "\"");
    }
  }
}
