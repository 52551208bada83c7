package livery.frame;

import java.text.NumberFormat;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import livery.billing.Money;
import livery.text.Plural;

/**
 * One text with places for values, in the part of ICU's syntax that Livery uses.
 *
 * <p>{@code {0}} is a value; {@code {0, plural, one{# text} few{# texts} other{# texts}}} chooses
 * by number, with {@code #} for the number itself and {@code =0{none}} for an exact one; {@code {0,
 * select, SMS{…} other{…}}} chooses by word. An apostrophe is an apostrophe; braces around anything
 * else, as in {@code {name}}, stay as they are. Days, months and money are told as {@link Format}
 * tells them, money with all digits that it has.
 */
final class TextPattern {

  private final String pattern;
  private final Locale locale;
  private final List<Object> values;

  private TextPattern(String pattern, Locale locale, List<Object> values) {
    this.pattern = pattern;
    this.locale = locale;
    this.values = values;
  }

  /**
   * Puts the values in.
   *
   * @throws IllegalArgumentException when a brace is left open or a choice has no fitting form
   */
  static String fill(String pattern, Locale locale, List<Object> values) {
    if (pattern.indexOf('{') < 0) {
      return pattern;
    }
    return new TextPattern(pattern, locale, values).fill(0, pattern.length(), null);
  }

  private String fill(int from, int to, Object number) {
    var out = new StringBuilder();
    for (var i = from; i < to; i++) {
      var c = pattern.charAt(i);
      if (c == '{') {
        var end = closing(i);
        out.append(place(i + 1, end));
        i = end;
      } else if (c == '#' && number != null) {
        out.append(show(number));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private String place(int from, int to) {
    var parts = pattern.substring(from, to).split(",", 3);
    if (!parts[0].strip().matches("\\d{1,2}")) {
      return pattern.substring(from - 1, to + 1);
    }
    var index = Integer.parseInt(parts[0].strip());
    var value = index < values.size() ? values.get(index) : "";
    if (parts.length < 3) {
      return show(value);
    }
    var forms = from + parts[0].length() + parts[1].length() + 2;
    return parts[1].strip().equals("plural")
        ? choose(forms, to, Plural.of(locale, number(value)), "=" + number(value), value)
        : choose(forms, to, String.valueOf(value), null, null);
  }

  private String choose(int from, int to, String wanted, String exact, Object number) {
    String chosen = null;
    for (var i = from; i < to; i++) {
      if (pattern.charAt(i) == '{') {
        var name = pattern.substring(from, i).strip();
        var end = closing(i);
        if (name.equals(exact)) {
          return fill(i + 1, end, number);
        }
        if (name.equals(wanted) || (name.equals("other") && chosen == null)) {
          chosen = fill(i + 1, end, number);
        }
        i = end;
        from = end + 1;
      }
    }
    if (chosen == null) {
      throw new IllegalArgumentException("No form for \"" + wanted + "\" in: " + pattern);
    }
    return chosen;
  }

  private int closing(int open) {
    var depth = 0;
    for (var i = open; i < pattern.length(); i++) {
      depth += pattern.charAt(i) == '{' ? 1 : pattern.charAt(i) == '}' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    throw new IllegalArgumentException("A brace is not closed in: " + pattern);
  }

  private static long number(Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }

  private Format format() {
    return Format.in(locale, ZoneOffset.UTC, Clock.systemUTC());
  }

  private String show(Object value) {
    if (value instanceof LocalDate day) {
      return format().date(day);
    }
    if (value instanceof YearMonth month) {
      return format().month(month);
    }
    if (value instanceof Money money) {
      return format().price(money.micros(), money.currency());
    }
    if (value instanceof Amounts.Exact exact) {
      return format().unitPrice(exact.amount(), exact.currency());
    }
    return value instanceof Number
        ? NumberFormat.getInstance(locale).format(value)
        : String.valueOf(value);
  }
}
