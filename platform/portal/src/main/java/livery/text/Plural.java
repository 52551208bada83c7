package livery.text;

import java.util.Locale;

/** Which form of a word goes with a whole number (Unicode CLDR plural rules, cardinals). */
public final class Plural {

  private Plural() {}

  /** "one", "few", "many" or "other". */
  public static String of(Locale locale, long number) {
    var n = Math.abs(number);
    return switch (locale.getLanguage()) {
      case "uk", "ru" -> slavic(n % 10, n % 100);
      default -> n == 1 ? "one" : "other";
    };
  }

  private static String slavic(long last, long lastTwo) {
    if (last == 1 && lastTwo != 11) {
      return "one";
    }
    return last >= 2 && last <= 4 && (lastTwo < 12 || lastTwo > 14) ? "few" : "many";
  }
}
