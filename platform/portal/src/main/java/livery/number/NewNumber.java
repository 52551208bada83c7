package livery.number;

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
    String country, String digits, String kind, String tier, String tariff, boolean shared) {}
