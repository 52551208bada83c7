package livery.number;

import java.util.Locale;

/**
 * A number that the platform puts into its stock, as it was typed or sent.
 *
 * @param country ISO 3166
 * @param digits E.164 with or without "+", or the short code; spaces and dashes are dropped
 * @param kind {@code SHORT} or {@code LONG}
 * @param tier {@code ORDINARY} or {@code GOLDEN}
 * @param tariff {@code STANDARD}, {@code FREE} or {@code PREMIUM}
 * @param shared whether it is for keywords of several tenants and cannot be rented
 */
public record NewNumber(
    String country, String digits, String kind, String tier, String tariff, boolean shared) {

  private static final int SHORT_DIGITS_MAX = 8;

  /** What is absent is the ordinary: SHORT or LONG by the number of digits, ORDINARY, STANDARD. */
  public NewNumber orStandards() {
    var longer = digits != null && digits.replaceAll("[^0-9]", "").length() > SHORT_DIGITS_MAX;
    return new NewNumber(
        country,
        digits,
        or(kind, longer ? "LONG" : "SHORT"),
        or(tier, "ORDINARY"),
        or(tariff, "STANDARD"),
        shared);
  }

  private static String or(String value, String standard) {
    return value == null || value.isBlank() ? standard : value.strip().toUpperCase(Locale.ROOT);
  }
}
