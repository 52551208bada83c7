package livery.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/**
 * How an exact amount becomes money: once for each line of a document, never on the way there.
 *
 * @param decimals 0 to {@link Money#SCALE}
 * @param mode HALF_UP unless a contract says otherwise
 */
public record Rounding(int decimals, RoundingMode mode) {

  /** To what the ledger keeps: millionths, HALF_UP. */
  public static final Rounding LEDGER = new Rounding(Money.SCALE, RoundingMode.HALF_UP);

  public Rounding {
    Exact.present(mode, "The rounding mode");
    if (decimals < 0 || decimals > Money.SCALE) {
      throw new BillingException.Invalid(
          "Amounts are rounded to 0 to " + Money.SCALE + " decimals, not " + decimals);
    }
  }

  /** HALF_UP to the decimals that the currency's coins have: 2 for UAH, 0 for JPY, 3 for KWD. */
  public static Rounding toCoins(String currency) {
    return toCoins(currency, RoundingMode.HALF_UP);
  }

  /** To coins in another mode. See {@link #toCoins(String)}. */
  public static Rounding toCoins(String currency, RoundingMode mode) {
    Money.requireCurrency(currency);
    var digits = Currency.getInstance(currency).getDefaultFractionDigits();
    return new Rounding(Math.min(Math.max(0, digits), Money.SCALE), mode);
  }

  /** The amount as money. */
  public Money round(BigDecimal exact, String currency) {
    return Money.of(round(exact), currency);
  }

  /**
   * The amount with {@code decimals} decimals.
   *
   * @throws BillingException.Invalid for an exponent that would be written out to thousands of
   *     digits
   */
  public BigDecimal round(BigDecimal exact) {
    Exact.writable(Exact.present(exact, "An amount to round"), "An amount to round");
    try {
      return exact.setScale(decimals, mode);
    } catch (ArithmeticException inexact) {
      throw new BillingException.Invalid(
          exact.toPlainString() + " has more than " + decimals + " decimals");
    }
  }

  /** Money of finer parts rounded to these decimals. */
  public Money round(Money amount) {
    Exact.present(amount, "An amount to round");
    return round(amount.toBigDecimal(), amount.currency());
  }

  /** The smallest amount above zero. */
  public Money step(String currency) {
    return Money.of(BigDecimal.ONE.movePointLeft(decimals), currency);
  }

  /**
   * Rounds the lines of one document so that they add up to their exact sum rounded once: each is
   * the difference of two rounded running totals.
   */
  public List<Money> cumulative(List<BigDecimal> exact, String currency) {
    var lines = new ArrayList<Money>();
    var total = BigDecimal.ZERO;
    var before = Money.zero(currency);
    for (var amount : Exact.rows(exact, "The lines")) {
      total = total.add(amount);
      var now = round(total, currency);
      lines.add(now.minus(before));
      before = now;
    }
    return lines;
  }
}
