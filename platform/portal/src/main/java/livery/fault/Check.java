package livery.fault;

import java.net.IDN;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The checks that every form and every resource needs. Each returns the value, cleaned. */
public final class Check {

  private static final int EMAIL_LENGTH = 190;
  private static final Pattern LOCAL_PART =
      Pattern.compile("[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+(\\.[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+)*");
  private static final int SHOWN_LENGTH = 60;

  private Check() {}

  /** The body of a request, which must be there. */
  public static <T> T given(T body) {
    if (body == null) {
      throw Fault.invalid("", "fault.missing", "body");
    }
    return body;
  }

  /**
   * The lines of a period, all of them or none: a part of them would give sums that are wrong.
   *
   * @param lines read with room for one more than {@code most}
   * @param field where the period is said
   * @throws Fault where there are more, which asks for a shorter period
   */
  public static <T> List<T> lines(String field, List<T> lines, int most) {
    if (lines.size() > most) {
      throw Fault.invalid(field, "fault.lines", most);
    }
    return lines;
  }

  /**
   * A line of text: there, at most {@code maxLength} characters, without control characters.
   *
   * @throws Fault naming the field and the rule
   */
  public static String text(String field, String value, int maxLength) {
    var text = optionalText(field, value, maxLength);
    if (text.isEmpty()) {
      throw Fault.invalid(field, "fault.missing", field);
    }
    return text;
  }

  /** As {@link #text}, but may be empty; {@code null} counts as empty. */
  public static String optionalText(String field, String value, int maxLength) {
    var text = value == null ? "" : value.strip();
    if (text.codePointCount(0, text.length()) > maxLength) {
      throw Fault.invalid(
          field, "fault.too-long", field, text.codePointCount(0, text.length()), maxLength);
    }
    if (text.codePoints().anyMatch(Check::unprintable)) {
      throw Fault.invalid(field, "fault.unprintable", field);
    }
    return text;
  }

  /** Control characters, halves of surrogate pairs, and the signs that turn a line's direction. */
  private static boolean unprintable(int point) {
    return Character.getType(point) == Character.CONTROL
        || Character.getType(point) == Character.SURROGATE
        || (point >= 0x202A && point <= 0x202E)
        || (point >= 0x2066 && point <= 0x2069)
        || point == 0x2028
        || point == 0x2029;
  }

  /** An e-mail address, in lower case. */
  public static String email(String field, String value) {
    var email = text(field, value, EMAIL_LENGTH).toLowerCase(Locale.ROOT);
    var at = email.lastIndexOf('@');
    if (at < 1
        || at > 64
        || !LOCAL_PART.matcher(email.substring(0, at)).matches()
        || !isHost(email.substring(at + 1))) {
      throw Fault.invalid(field, "fault.email", field, shown(email));
    }
    return email;
  }

  private static boolean isHost(String host) {
    try {
      var ascii = IDN.toASCII(host, IDN.USE_STD3_ASCII_RULES);
      return ascii.contains(".")
          && !ascii.startsWith(".")
          && !ascii.endsWith(".")
          && !ascii.contains("..");
    } catch (IllegalArgumentException notAHost) {
      return false;
    }
  }

  /** One of a closed set. */
  public static String oneOf(String field, String value, Collection<String> allowed) {
    if (value == null || value.isBlank()) {
      throw Fault.invalid(field, "fault.missing", field);
    }
    if (!allowed.contains(value)) {
      throw Fault.invalid(field, "fault.one-of", field, shown(value), String.join(", ", allowed));
    }
    return value;
  }

  /** One of an enum's names. */
  public static <E extends Enum<E>> E oneOf(String field, String value, Class<E> type) {
    var names = java.util.Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
    return Enum.valueOf(type, oneOf(field, value, names));
  }

  /** A whole number within limits, both included. */
  public static long range(String field, long value, long least, long most) {
    if (value < least || value > most) {
      throw Fault.invalid(field, "fault.range", field, value, least, most);
    }
    return value;
  }

  /** A value as an error may show it: not too long, nothing unprintable. */
  public static String shown(String value) {
    var clean = value.codePoints().filter(point -> !unprintable(point)).limit(SHOWN_LENGTH);
    return clean
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
