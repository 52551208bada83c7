package livery.billing;

import java.math.BigDecimal;
import java.util.List;

/** Guards of exact numbers: what comes from outside has a sign, a size and a number of decimals. */
public final class Exact {

  /** Decimals that a unit price, a percentage or a rate may have. */
  public static final int DECIMALS_MAX = 12;

  /** Beyond it a number would be written out to as many digits before it could be refused. */
  static final int EXPONENT_MAX = 1_000;

  private static final BigDecimal LIMIT = new BigDecimal("1E+15");

  private Exact() {}

  /**
   * A number from 0 to 10^15 with at most 12 decimals.
   *
   * @param what begins the error: "Row 2: the unit price"
   */
  public static BigDecimal notNegative(BigDecimal number, String what) {
    return within(number, BigDecimal.ZERO, LIMIT, what);
  }

  /** A number above 0. See {@link #notNegative}. */
  public static BigDecimal positive(BigDecimal number, String what) {
    if (notNegative(number, what).signum() == 0) {
      throw new BillingException.Invalid(what + " is above 0, not 0");
    }
    return number;
  }

  /** A number from 0 to 100. See {@link #notNegative}. */
  public static BigDecimal percent(BigDecimal number, String what) {
    return within(number, BigDecimal.ZERO, BigDecimal.valueOf(100), what);
  }

  /** What must be given: a mode, a date, a list. */
  public static <T> T present(T thing, String what) {
    if (thing == null) {
      throw new BillingException.Invalid(what + " is missing");
    }
    return thing;
  }

  /** The rows of a table, all there; errors name the row, from 1. */
  public static <T> List<T> rows(List<T> rows, String what) {
    var number = 0;
    for (var row : present(rows, what)) {
      present(row, "Row " + ++number);
    }
    return rows;
  }

  /** The number as written, "0.0001275". */
  public static BigDecimal of(String number, String what) {
    try {
      return new BigDecimal(number);
    } catch (NumberFormatException | NullPointerException notANumber) {
      throw new BillingException.Invalid(what + " is a number like 12.50, not " + number);
    }
  }

  private static BigDecimal within(
      BigDecimal number, BigDecimal lowest, BigDecimal highest, String what) {
    if (number == null) {
      throw new BillingException.Invalid(what + " is missing");
    }
    if (number.compareTo(lowest) < 0 || number.compareTo(highest) > 0) {
      throw new BillingException.Invalid(
          "%s is %s to %s, not %s"
              .formatted(what, lowest.toPlainString(), shown(highest), shown(number)));
    }
    if (number.scale() > DECIMALS_MAX && number.stripTrailingZeros().scale() > DECIMALS_MAX) {
      throw new BillingException.Invalid(
          what + " has at most " + DECIMALS_MAX + " decimals, not " + shown(number));
    }
    return number;
  }

  /** A number whose exponent does not make it thousands of digits long when it is written out. */
  static BigDecimal writable(BigDecimal number, String what) {
    if (number.signum() != 0 && Math.abs((long) number.scale()) > EXPONENT_MAX) {
      throw new BillingException.Invalid(what + " is out of range: " + shown(number));
    }
    return number;
  }

  /** Written out, unless an exponent would make it thousands of digits long. */
  static String shown(BigDecimal number) {
    var plain = Math.abs((long) number.scale()) < 40 && number.precision() < 40;
    return plain ? number.toPlainString() : number.round(new java.math.MathContext(10)).toString();
  }
}
