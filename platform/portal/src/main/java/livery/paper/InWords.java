package livery.paper;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import livery.billing.Money;
import livery.frame.Texts;

/** An amount written out, as acts and invoices have it: "Дві тисячі одна гривня 05 копійок". */
final class InWords {

  /** Currencies whose coins have words in each language; others are named by their code. */
  private static final Set<String> NAMED = Set.of("UAH", "RUB", "KZT", "EUR", "USD", "GBP", "PLN");

  private static final int GROUP = 1_000;

  private final Texts texts;
  private final Numerals numerals;

  private InWords(String language) {
    texts = Texts.in(new Locale(language));
    numerals = Numerals.of(language);
  }

  /** The amount in a language, rounded to coins, with a capital letter. */
  static String of(Money amount, String language) {
    return new InWords(language).write(amount);
  }

  private String write(Money amount) {
    var digits = Math.max(0, Currency.getInstance(amount.currency()).getDefaultFractionDigits());
    var value = amount.toBigDecimal().setScale(digits, RoundingMode.HALF_UP);
    var whole = value.abs().toBigInteger().longValueExact();
    var coins = value.abs().subtract(new BigDecimal(whole)).movePointRight(digits).longValueExact();
    var gender = NAMED.contains(amount.currency()) ? word(amount, "gender").charAt(0) : 'm';
    var words = (value.signum() < 0 ? numerals.minus() + " " : "") + number(whole, gender);
    var capital = Character.toUpperCase(words.charAt(0)) + words.substring(1);
    return capital + " " + names(amount, whole, coins, digits);
  }

  private String names(Money amount, long whole, long coins, int digits) {
    var small = digits == 0 ? "" : String.format(Locale.ROOT, "%0" + digits + "d", coins);
    if (!NAMED.contains(amount.currency())) {
      var parts = BigDecimal.TEN.pow(digits).toPlainString();
      return amount.currency() + (digits == 0 ? "" : " " + small + "/" + parts);
    }
    var major = texts.of("paper.coin." + amount.currency() + ".major", whole);
    var minor = texts.of("paper.coin." + amount.currency() + ".minor", coins);
    return major + " " + numerals.and() + small + " " + minor;
  }

  private String word(Money amount, String what) {
    return texts.get("paper.coin." + amount.currency() + "." + what);
  }

  private String number(long whole, char gender) {
    if (whole == 0) {
      return numerals.zero();
    }
    var words = new StringBuilder();
    var power = 0;
    for (var rest = whole; rest > 0; rest /= GROUP) {
      var group = (int) (rest % GROUP);
      if (group > 0) {
        words.insert(0, numerals.group(group, power, gender) + " ");
      }
      power++;
    }
    return words.toString().strip();
  }
}
