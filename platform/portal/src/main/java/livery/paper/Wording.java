package livery.paper;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import livery.billing.Money;
import livery.billing.tax.TaxRule;
import livery.frame.Texts;

/** The words, figures and dates of one document, in its language. */
final class Wording {

  private static final Set<String> SHORT = Set.of("UAH", "RUB", "KZT", "EUR", "USD", "GBP", "PLN");
  private static final Pattern DOUBLE_STOP = Pattern.compile("(\\u00A0[рг]\\.)\\.");
  private static final int MOST_PRICE_DIGITS = 10;
  private static final int MOST_QUANTITY_DIGITS = 6;

  private final Sheet.Heading heading;
  private final Texts texts;
  private final Locale locale;
  private final int coins;

  Wording(Sheet.Heading heading) {
    this.heading = heading;
    texts = Texts.in(new Locale(heading.language()));
    locale = heading.locale();
    coins = Math.max(0, Currency.getInstance(heading.currency()).getDefaultFractionDigits());
  }

  Locale locale() {
    return locale;
  }

  String of(String key, Object... values) {
    // A date may end with a full stop of its own: the sentence needs no second one.
    return DOUBLE_STOP.matcher(texts.of("paper." + key, values)).replaceAll("$1");
  }

  /** What the document is called. */
  String title() {
    return heading.kind() == Kind.DUNNING
        ? of("kind.dunning-" + tone())
        : of("kind." + heading.kind().key());
  }

  String tone() {
    return heading.tone().name().toLowerCase(Locale.ROOT);
  }

  /** "No. 17 of 31 October 2026, version 2". */
  String number() {
    var number = of("number", heading.number(), date(heading.date()));
    return heading.version() == 1 ? number : number + ", " + of("version", heading.version() + "");
  }

  /** "31 October 2026", as a sentence has it. */
  String date(LocalDate date) {
    return DateTimeFormatter.ofPattern("d MMMM yyyy" + yearSign(), words())
        .format(date)
        .replace(' ', '\u00A0');
  }

  /** "31.10.2026", as a table has it. */
  String day(LocalDate date) {
    var pattern = heading.language().equals("en") ? "d MMM yyyy" : "dd.MM.yyyy";
    return DateTimeFormatter.ofPattern(pattern, words()).format(date).replace(' ', '\u00A0');
  }

  /** Whether seals are part of a signature. */
  boolean hasSeal() {
    return !heading.language().equals("en");
  }

  private String yearSign() {
    return switch (heading.language()) {
      case "uk" -> " 'р.'";
      case "ru" -> " 'г.'";
      default -> "";
    };
  }

  private Locale words() {
    return heading.language().equals("en") ? Locale.ENGLISH : locale;
  }

  boolean hasPeriod() {
    return heading.from() != null;
  }

  /** A whole month by its name, another period by its days. */
  String period() {
    var from = heading.from();
    var to = heading.to();
    var month = from.getDayOfMonth() == 1 && to.equals(from.plusMonths(1).minusDays(1));
    return month
        ? DateTimeFormatter.ofPattern("LLLL yyyy" + yearSign(), words())
            .format(from)
            .replace(' ', '\u00A0')
        : of("fact.period-value", day(from), day(to));
  }

  /** The currency as the head of a column has it: "грн". */
  String currency() {
    return SHORT.contains(heading.currency())
        ? of("coin." + heading.currency() + ".short")
        : heading.currency();
  }

  /** An amount without its currency, in coins. */
  String amount(BigDecimal amount) {
    return number(amount, coins, coins);
  }

  /** An amount with its currency: "1 234,50 грн". */
  String money(Money amount) {
    return amount(amount.toBigDecimal()) + "\u00A0" + currency();
  }

  String words(Money amount) {
    return InWords.of(amount, heading.language());
  }

  /** A price, which may be finer than a coin. */
  String price(BigDecimal price) {
    return number(price, coins, MOST_PRICE_DIGITS);
  }

  String quantity(BigDecimal quantity) {
    return number(quantity, 0, MOST_QUANTITY_DIGITS);
  }

  /** A rate in percent, without the sign. */
  String percent(BigDecimal percent) {
    return number(percent, 0, MOST_QUANTITY_DIGITS);
  }

  private String number(BigDecimal value, int least, int most) {
    var format = NumberFormat.getNumberInstance(locale);
    format.setMinimumFractionDigits(least);
    format.setMaximumFractionDigits(most);
    format.setRoundingMode(RoundingMode.HALF_UP);
    var sign = value.setScale(most, RoundingMode.HALF_UP).signum() < 0 ? "−" : "";
    return sign + format.format(value.abs());
  }

  /** A tax as the foot names it. */
  String tax(TaxLine tax) {
    return switch (tax.regime()) {
      case VAT -> of("tax.vat", percent(tax.percent()), amount(tax.base().toBigDecimal()));
      case ZERO_RATED -> of("tax.zero");
      case REVERSE_CHARGE -> of("tax.reverse");
      case NOT_A_PAYER -> of("tax.none");
    };
  }

  /** A tax as a cell names it. */
  String rate(TaxRule.Regime regime, BigDecimal percent) {
    return switch (regime) {
      case VAT, ZERO_RATED -> percent(percent) + "\u00A0%";
      case REVERSE_CHARGE -> of("tax.short-reverse");
      case NOT_A_PAYER -> of("tax.short-none");
    };
  }

  /** The name of a column. */
  String head(Head head) {
    // The currency does not stand on a line alone.
    return texts.of(head.key(), currency()).replace(", ", ",\u00A0");
  }

  String total(Total.What what) {
    return texts.get(what.key());
  }

  String unit(Unit unit) {
    return texts.get(unit.key());
  }

  /** A word that depends on the country of a party, "other" where the country has none. */
  String id(String what, String country) {
    var known = Set.of("UA", "RU", "KZ").contains(country);
    var key = "paper.id." + what + "." + country;
    return known
            && !(what.equals("bank-code") && country.equals("KZ"))
            && !(what.equals("account") && !country.equals("RU"))
        ? texts.get(key)
        : texts.get("paper.id." + what + ".other");
  }

  /** What the two parties are to each other: the supplier's word, then the customer's. */
  String role(boolean ofIssuer) {
    var roles =
        switch (heading.kind()) {
          case PROFORMA, INVOICE, ACT, CREDIT_NOTE -> new String[] {"supplier", "customer"};
          case AGENT_REPORT -> new String[] {"agent", "principal"};
          case COMMISSION_INVOICE ->
              heading.selfBilled()
                  ? new String[] {"principal", "agent"}
                  : new String[] {"agent", "principal"};
          case NETTING, RECONCILIATION -> new String[] {"one", "two"};
          case OPERATOR_SETTLEMENT -> new String[] {"provider", "customer"};
          case DUNNING -> new String[] {"creditor", "debtor"};
        };
    return of("party." + roles[ofIssuer ? 0 : 1]);
  }
}
