package livery.party;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import livery.fault.Check;
import livery.fault.Fault;
import livery.fault.Faults;

/** The rules for legal details. Each names its field. */
final class RequisitesCheck {

  static final int NAME_LENGTH = 160;
  static final int LINE_LENGTH = 120;
  static final int CODE_LENGTH = 20;

  private static final Set<String> COUNTRIES = Set.copyOf(Arrays.asList(Locale.getISOCountries()));

  /** Lengths of account numbers by country, from the IBAN registry. */
  private static final Map<String, Integer> IBAN_LENGTHS =
      Map.ofEntries(
          Map.entry("UA", 29),
          Map.entry("PL", 28),
          Map.entry("DE", 22),
          Map.entry("GB", 22),
          Map.entry("FR", 27),
          Map.entry("ES", 24),
          Map.entry("IT", 27),
          Map.entry("NL", 18),
          Map.entry("AT", 20),
          Map.entry("BE", 16),
          Map.entry("CZ", 24),
          Map.entry("SK", 24),
          Map.entry("RO", 24),
          Map.entry("BG", 22),
          Map.entry("LT", 20),
          Map.entry("LV", 21),
          Map.entry("EE", 20),
          Map.entry("GE", 22),
          Map.entry("MD", 24),
          Map.entry("KZ", 20),
          Map.entry("CH", 21),
          Map.entry("PT", 25),
          Map.entry("HU", 28),
          Map.entry("TR", 26));

  private static final BigDecimal MOST_PERCENT = BigDecimal.valueOf(50);

  private RequisitesCheck() {}

  /** The details, cleaned; refused with every field that is wrong. */
  static Requisites check(Requisites wish) {
    var faults = new Faults();
    var name = faults.of(() -> Check.text("legalName", wish.legalName(), NAME_LENGTH));
    var country = faults.of(() -> country(wish.country()), "");
    var checked =
        new Requisites(
            name,
            faults.of(() -> taxNumber(country, code("taxNumber", wish.taxNumber()))),
            faults.of(() -> vatNumber(country, wish.vatPayer(), wish.vatNumber())),
            country,
            faults.of(() -> Check.optionalText("postcode", wish.postcode(), CODE_LENGTH)),
            faults.of(() -> Check.optionalText("city", wish.city(), LINE_LENGTH)),
            faults.of(() -> Check.optionalText("street", wish.street(), LINE_LENGTH)),
            faults.of(() -> Check.optionalText("bank", wish.bank(), LINE_LENGTH)),
            faults.of(() -> bankCode(wish.bankCode())),
            faults.of(() -> account(wish.account())),
            wish.vatPayer(),
            faults.of(() -> percent(wish.vatPayer(), wish.vatPercent())),
            wish.pricesIncludeVat(),
            faults.of(() -> Check.optionalText("signatory", wish.signatory(), LINE_LENGTH)),
            faults.of(() -> Check.optionalText("position", wish.position(), LINE_LENGTH)),
            faults.of(() -> email(wish.email())),
            faults.of(() -> phone(wish.phone())));
    faults.end();
    return checked;
  }

  private static String country(String value) {
    var country = Check.text("country", value, 2).toUpperCase(Locale.ROOT);
    if (!COUNTRIES.contains(country)) {
      throw Fault.invalid("country", "party.fault.country", Check.shown(country));
    }
    return country;
  }

  private static BigDecimal percent(boolean payer, BigDecimal value) {
    var percent = value == null ? BigDecimal.ZERO : value;
    if (percent.signum() < 0 || percent.compareTo(MOST_PERCENT) > 0 || percent.scale() > 2) {
      throw Fault.invalid("vatPercent", "party.fault.percent", MOST_PERCENT);
    }
    if (!payer && percent.signum() != 0) {
      throw Fault.invalid("vatPercent", "party.fault.no-payer", percent.toPlainString());
    }
    return percent;
  }

  private static String code(String field, String value) {
    var code =
        Check.optionalText(field, value, CODE_LENGTH).toUpperCase(Locale.ROOT).replace(" ", "");
    if (!code.matches("[\\p{L}\\p{N}./-]*")) {
      throw Fault.invalid(field, "party.fault.code", Check.shown(code));
    }
    return code;
  }

  /** In Ukraine 8 digits of a company or 10 of a person, the last of them a check digit. */
  private static String taxNumber(String country, String number) {
    if (!country.equals("UA") || number.isEmpty()) {
      return number;
    }
    var right =
        number.matches("\\d{8}") && isEdrpou(number)
            || number.matches("\\d{10}") && isRnokpp(number);
    if (!right) {
      throw Fault.invalid("taxNumber", "party.fault.tax-number-ua", Check.shown(number));
    }
    return number;
  }

  /** The register's rule: weights 1…7 (7, 1…6 in the middle of the range), again with +2. */
  private static boolean isEdrpou(String number) {
    var value = Integer.parseInt(number);
    var middle = value >= 30_000_000 && value <= 60_000_000;
    var weights = middle ? new int[] {7, 1, 2, 3, 4, 5, 6} : new int[] {1, 2, 3, 4, 5, 6, 7};
    var sum = sum(number, weights) % 11;
    if (sum == 10) {
      sum = sum(number, Arrays.stream(weights).map(weight -> weight + 2).toArray()) % 11 % 10;
    }
    return sum == number.charAt(7) - '0';
  }

  private static boolean isRnokpp(String number) {
    var sum = sum(number, new int[] {-1, 5, 7, 9, 4, 6, 10, 5, 7});
    return Math.floorMod(sum, 11) % 10 == number.charAt(9) - '0';
  }

  private static int sum(String number, int[] weights) {
    var sum = 0;
    for (var i = 0; i < weights.length; i++) {
      sum += (number.charAt(i) - '0') * weights[i];
    }
    return sum;
  }

  private static String vatNumber(String country, boolean payer, String value) {
    var number = code("vatNumber", value);
    if (payer && number.isEmpty()) {
      throw Fault.invalid("vatNumber", "party.fault.vat-number-missing");
    }
    if (country.equals("UA") && !number.isEmpty() && !number.matches("\\d{10}|\\d{12}")) {
      throw Fault.invalid("vatNumber", "party.fault.vat-number-ua", Check.shown(number));
    }
    return number;
  }

  private static String bankCode(String value) {
    var code = code("bankCode", value);
    if (!code.isEmpty() && !code.matches("\\d{6,9}|[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?")) {
      throw Fault.invalid("bankCode", "party.fault.bank-code", Check.shown(code));
    }
    return code;
  }

  private static String account(String value) {
    var account =
        Check.optionalText("account", value, 42).replace(" ", "").toUpperCase(Locale.ROOT);
    var isIban = account.matches("[A-Z]{2}.*");
    if (isIban ? !isIban(account) : !account.matches("\\d{0,30}")) {
      throw Fault.invalid("account", "party.fault.account", Check.shown(account));
    }
    return account;
  }

  /** ISO 13616: as long as its country wants, and 1 modulo 97. */
  private static boolean isIban(String account) {
    if (!account.matches("[A-Z]{2}\\d{2}[A-Z0-9]{11,30}")
        || IBAN_LENGTHS.getOrDefault(account.substring(0, 2), account.length())
            != account.length()) {
      return false;
    }
    var digits = new StringBuilder();
    (account.substring(4) + account.substring(0, 4))
        .chars()
        .forEach(letter -> digits.append(Character.digit(letter, 36)));
    return new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).intValue() == 1;
  }

  private static String email(String value) {
    return value == null || value.isBlank() ? "" : Check.email("email", value);
  }

  private static String phone(String value) {
    var phone = Check.optionalText("phone", value, 30);
    if (!phone.matches("\\+?[\\d ()-]*")) {
      throw Fault.invalid("phone", "party.fault.phone", Check.shown(phone));
    }
    return phone;
  }
}
