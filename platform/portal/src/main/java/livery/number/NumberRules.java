package livery.number;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import livery.fault.Check;
import livery.fault.Fault;
import livery.fault.Faults;
import livery.store.Store;

/**
 * What a number of a country may look like and cost: rows of {@code number_rule}, platform-wide.
 * Thread-safe.
 */
@ApplicationScoped
public class NumberRules {

  private final Store store;

  @Inject
  NumberRules(Store store) {
    this.store = store;
  }

  protected NumberRules() {
    this(null);
  }

  /** One rule; the country's own, else the one for every country. */
  record Rule(
      int leastDigits, int mostDigits, String pattern, List<String> tariffs, Duration quarantine) {

    boolean allows(String digits) {
      return digits.length() >= leastDigits
          && digits.length() <= mostDigits
          && digits.matches(pattern);
    }
  }

  Rule of(String country, NumberEntry.Kind kind) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT least_digits, most_digits, pattern, tariffs, quarantine_days"
                            + " FROM number_rule"
                            + " WHERE kind = :kind AND country IN ('', :country)"
                            + " ORDER BY country DESC LIMIT 1")
                    .bind("kind", kind.name())
                    .bind("country", country)
                    .map(
                        (row, context) ->
                            new Rule(
                                row.getInt("least_digits"),
                                row.getInt("most_digits"),
                                row.getString("pattern"),
                                Arrays.asList(row.getString("tariffs").split(",")),
                                Duration.ofDays(row.getInt("quarantine_days"))))
                    .one());
  }

  /**
   * Checks a number that somebody wants to stock; gives it back with its digits alone.
   *
   * @throws Fault naming every value that breaks a rule
   */
  public NewNumber checked(NewNumber number) {
    var written = Optional.ofNullable(number.country()).orElse("").strip().toUpperCase(Locale.ROOT);
    var faults = new Faults();
    var country =
        faults.of(() -> Check.oneOf("country", written, List.of(Locale.getISOCountries())));
    var digits =
        faults.of(() -> Check.text("digits", number.digits(), 30).replaceAll("[\\s()-]|^\\+", ""));
    var kind = faults.of(() -> Check.oneOf("kind", number.kind(), NumberEntry.Kind.class));
    faults.check(() -> Check.oneOf("tier", number.tier(), NumberEntry.Tier.class));
    var tariff = faults.of(() -> Check.oneOf("tariff", number.tariff(), NumberEntry.Tariff.class));
    if (country != null && kind != null) {
      var rule = of(country, kind);
      if (digits != null) {
        faults.check(() -> requireDigits(rule, country, kind, digits));
      }
      if (tariff != null) {
        faults.check(() -> requireTariff(rule, kind, tariff));
      }
    }
    faults.end();
    return new NewNumber(
        country, digits, kind.name(), number.tier(), tariff.name(), number.shared());
  }

  private static void requireDigits(
      Rule rule, String country, NumberEntry.Kind kind, String digits) {
    if (!rule.allows(digits)) {
      throw Fault.invalid(
          "digits",
          "number.fault.digits",
          Check.shown(digits),
          country,
          rule.leastDigits(),
          rule.mostDigits());
    }
    if (kind == NumberEntry.Kind.LONG && !beginsWithCode(digits, country)) {
      throw Fault.invalid("digits", "number.fault.country-code", digits, country, code(country));
    }
  }

  private static void requireTariff(Rule rule, NumberEntry.Kind kind, NumberEntry.Tariff tariff) {
    if (!rule.tariffs().contains(tariff.name())) {
      var allowed = rule.tariffs().stream().collect(Collectors.joining(", "));
      throw Fault.invalid("tariff", "number.fault.tariff", tariff.name(), kind.name(), allowed);
    }
  }

  private static boolean beginsWithCode(String digits, String country) {
    var code = code(country);
    return code == 0 || digits.startsWith(Integer.toString(code));
  }

  private static int code(String country) {
    return PhoneNumberUtil.getInstance().getCountryCodeForRegion(country);
  }
}
