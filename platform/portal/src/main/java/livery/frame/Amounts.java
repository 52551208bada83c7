package livery.frame;

import java.math.BigDecimal;
import java.util.Currency;
import livery.billing.Money;
import livery.billing.price.Price;
import livery.fault.Check;
import livery.fault.Fault;

/** Amounts and prices as people and programs give them, checked before they are computed with. */
public final class Amounts {

  /** The most that one act of a person may move or lend. */
  public static final long MOST = 100_000_000;

  private static final int DIGITS_MAX = 40;
  private static final int WHOLE_DIGITS = 10;

  private Amounts() {}

  /**
   * An amount as texts name it, which may be finer than {@link Money}: a unit price. Pages write it
   * as they write money, REST and files as {@link #toString} has it.
   *
   * @param currency ISO 4217 code
   */
  public record Exact(BigDecimal amount, String currency) {

    private static final String WRITTEN = "-?\\d{1,30}(\\.\\d{1,10})? [A-Z]{3}";

    public Exact {
      Money.requireCurrency(currency);
    }

    /** A price without zeros at its end. */
    public static Exact of(BigDecimal price, String currency) {
      return new Exact(Amounts.plain(price), currency);
    }

    /** What was kept as text: an amount where it is one, else the text. */
    public static Object read(String written) {
      if (!written.matches(WRITTEN)) {
        return written;
      }
      var parts = written.split(" ");
      return Currency.getAvailableCurrencies().stream()
              .anyMatch(one -> one.getCurrencyCode().equals(parts[1]))
          ? new Exact(new BigDecimal(parts[0]), parts[1])
          : written;
    }

    /** "0.0325 EUR". */
    @Override
    public String toString() {
      return amount.toPlainString() + " " + currency;
    }
  }

  /** What was typed: "1 204,50" and "1204.50" are the same. */
  public static BigDecimal typed(String field, String text) {
    var plain = Check.text(field, text, DIGITS_MAX).replaceAll("[\\s\\u00a0\\u202f']", "");
    if (plain.indexOf('.') < 0 && plain.indexOf(',') == plain.lastIndexOf(',')) {
      plain = plain.replace(',', '.');
    }
    if (!plain.matches("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)")) {
      throw Fault.invalid(field, "frame.fault.number", Check.shown(text));
    }
    return new BigDecimal(plain);
  }

  /** More than nothing, at most {@link #MOST}, at most 6 decimals. */
  public static Money aboveZero(String field, BigDecimal amount, String currency) {
    var money = notBelowZero(field, amount, currency);
    if (money.isZero()) {
      throw Fault.invalid(field, "frame.fault.not-positive", 0);
    }
    return money;
  }

  /** Nothing or more, at most {@link #MOST}, at most 6 decimals. */
  public static Money notBelowZero(String field, BigDecimal amount, String currency) {
    var checked = sane(field, amount);
    if (checked.signum() < 0) {
      throw Fault.invalid(field, "frame.fault.not-positive", shown(checked));
    }
    if (checked.compareTo(BigDecimal.valueOf(MOST)) > 0) {
      throw Fault.invalid(
          field, "frame.fault.too-much", Money.of(BigDecimal.valueOf(MOST), currency));
    }
    if (checked.scale() > Money.SCALE) {
      throw Fault.invalid(field, "frame.fault.decimals", shown(checked), Money.SCALE);
    }
    return Money.of(checked, currency);
  }

  /** A unit price: nothing or more, at most 10 digits before and 10 after the point. */
  public static BigDecimal unitPrice(String field, BigDecimal price) {
    var checked = sane(field, price);
    if (checked.signum() < 0) {
      throw Fault.invalid(field, "frame.fault.price-negative", shown(checked));
    }
    if (checked.scale() > Price.SCALE) {
      throw Fault.invalid(field, "frame.fault.decimals", shown(checked), Price.SCALE);
    }
    if (checked.precision() - checked.scale() > WHOLE_DIGITS) {
      throw Fault.invalid(field, "frame.fault.price-huge", WHOLE_DIGITS);
    }
    return checked;
  }

  /** Without zeros at the end; 1e999999999 must not be written out by anybody. */
  private static BigDecimal sane(String field, BigDecimal amount) {
    if (amount == null) {
      throw Fault.invalid(field, "fault.missing", field);
    }
    if (amount.precision() > DIGITS_MAX || Math.abs((long) amount.scale()) > DIGITS_MAX) {
      throw Fault.invalid(field, "frame.fault.digits", DIGITS_MAX);
    }
    return amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
  }

  /** A decimal number without zeros at its end, as JSON and files show it. */
  public static BigDecimal plain(Money money) {
    return plain(money.toBigDecimal());
  }

  /** The same for a price. */
  public static BigDecimal plain(BigDecimal price) {
    var stripped = price.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private static String shown(BigDecimal amount) {
    return amount.toPlainString();
  }
}
