package livery.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * An amount of one currency, exact to the millionth.
 *
 * <p>Arithmetic never loses a digit: overflow and mixed currencies are errors, and rounding happens
 * only where {@code rounded} is called.
 *
 * @param micros millionths of the currency unit, negative for a debt
 * @param currency ISO 4217 code
 */
public record Money(long micros, String currency) implements Comparable<Money> {

  /** Decimals that the ledger keeps. */
  public static final int SCALE = 6;

  public Money {
    requireCurrency(currency);
  }

  /**
   * The amount as it is.
   *
   * @throws BillingException.Invalid with more than 6 decimals other than zeros, or out of range
   */
  public static Money of(BigDecimal amount, String currency) {
    return exact(amount, RoundingMode.UNNECESSARY, currency);
  }

  /** The amount as written, "12.50". See {@link #of(BigDecimal, String)}. */
  public static Money of(String amount, String currency) {
    try {
      return of(new BigDecimal(amount), currency);
    } catch (NumberFormatException | NullPointerException notANumber) {
      throw new BillingException.Invalid("An amount is a number like 12.50, not " + amount);
    }
  }

  /** The amount rounded HALF_UP to millionths: the one place where prices become money. */
  public static Money rounded(BigDecimal amount, String currency) {
    return exact(amount, RoundingMode.HALF_UP, currency);
  }

  /** Nothing. */
  public static Money zero(String currency) {
    return new Money(0, currency);
  }

  private static Money exact(BigDecimal amount, RoundingMode rounding, String currency) {
    requireCurrency(currency);
    return new Money(micros(amount, rounding), currency);
  }

  static long micros(BigDecimal amount, RoundingMode rounding) {
    Exact.present(amount, "An amount");
    try {
      if (amount.signum() != 0 && Math.abs((long) amount.scale()) > Exact.EXPONENT_MAX) {
        throw new ArithmeticException("an exponent that would be written out");
      }
      return amount.setScale(SCALE, rounding).unscaledValue().longValueExact();
    } catch (ArithmeticException lost) {
      throw new BillingException.Invalid(
          "An amount has at most "
              + SCALE
              + " decimals and 12 digits before them, not "
              + Exact.shown(amount));
    }
  }

  /** The sum; both in one currency. */
  public Money plus(Money other) {
    requireSame(other);
    return new Money(sum(micros, other.micros), currency);
  }

  /** The difference; both in one currency. */
  public Money minus(Money other) {
    requireSame(other);
    try {
      return new Money(Math.subtractExact(micros, other.micros), currency);
    } catch (ArithmeticException overflow) {
      throw tooLarge(this + " - " + other);
    }
  }

  /** So many times this. */
  public Money times(long factor) {
    try {
      return new Money(Math.multiplyExact(micros, factor), currency);
    } catch (ArithmeticException overflow) {
      throw tooLarge(this + " * " + factor);
    }
  }

  /** The same with the other sign. */
  public Money negated() {
    return zero(currency).minus(this);
  }

  /** This rounded HALF_UP, away from zero, to the decimals that the currency's coins have. */
  public Money roundedToMinorUnit() {
    var digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    var coins = toBigDecimal().setScale(Math.min(digits, SCALE), RoundingMode.HALF_UP);
    return of(coins, currency);
  }

  /** Below zero. */
  public boolean isNegative() {
    return micros < 0;
  }

  /** Neither owed nor owned. */
  public boolean isZero() {
    return micros == 0;
  }

  /** The amount with 6 decimals. */
  public BigDecimal toBigDecimal() {
    return BigDecimal.valueOf(micros, SCALE);
  }

  /** Order by amount; both in one currency. */
  @Override
  public int compareTo(Money other) {
    requireSame(other);
    return Long.compare(micros, other.micros);
  }

  /** "12.5 UAH", for logs and messages; pages format by language. */
  @Override
  public String toString() {
    return toBigDecimal().stripTrailingZeros().toPlainString() + " " + currency;
  }

  static long sum(long micros, long otherMicros) {
    try {
      return Math.addExact(micros, otherMicros);
    } catch (ArithmeticException overflow) {
      throw tooLarge(micros + " + " + otherMicros + " millionths");
    }
  }

  /** The code, when ISO 4217 knows it. */
  public static String requireCurrency(String code) {
    try {
      Currency.getInstance(code);
      return code;
    } catch (IllegalArgumentException | NullPointerException unknown) {
      throw new BillingException.Invalid("A currency is an ISO 4217 code like UAH, not " + code);
    }
  }

  private void requireSame(Money other) {
    Exact.present(other, "The other amount");
    if (!currency.equals(other.currency)) {
      throw new BillingException.Invalid(
          "Amounts of two currencies do not mix: " + this + " and " + other);
    }
  }

  private static BillingException tooLarge(String sum) {
    return new BillingException.Invalid("An amount grew out of range: " + sum);
  }
}
