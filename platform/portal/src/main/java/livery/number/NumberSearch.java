package livery.number;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import livery.fault.Check;
import livery.fault.Fault;

/**
 * What somebody looks for in the stock.
 *
 * @param country ISO 3166, empty for any
 * @param kind {@code SHORT} or {@code LONG}, empty for any
 * @param tier {@code ORDINARY} or {@code GOLDEN}, empty for any
 * @param pattern digits, {@code ?} for one and {@code *} for any digits; without {@code *} it may
 *     stand anywhere in the number
 */
public record NumberSearch(String country, String kind, String tier, String pattern) {

  private static final Pattern DIGITS = Pattern.compile("[0-9?*]{0,20}");

  /** Everything. */
  public static final NumberSearch ALL = new NumberSearch("", "", "", "");

  public NumberSearch {
    country = country == null ? "" : country.strip().toUpperCase(Locale.ROOT);
    kind = kind == null ? "" : kind.strip();
    tier = tier == null ? "" : tier.strip();
    pattern = pattern == null ? "" : pattern.replaceAll("[\\s+()-]", "");
    if (!country.isEmpty()) {
      Check.oneOf("country", country, List.of(Locale.getISOCountries()));
    }
    if (!kind.isEmpty()) {
      Check.oneOf("kind", kind, NumberEntry.Kind.class);
    }
    if (!tier.isEmpty()) {
      Check.oneOf("tier", tier, NumberEntry.Tier.class);
    }
    if (!DIGITS.matcher(pattern).matches()) {
      throw Fault.invalid("pattern", "number.fault.pattern", Check.shown(pattern));
    }
  }

  /** For LIKE. */
  String like() {
    var like = pattern.replace('?', '_').replace('*', '%');
    return pattern.contains("*") ? like : "%" + like + "%";
  }
}
