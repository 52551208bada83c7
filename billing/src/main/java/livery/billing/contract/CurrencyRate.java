package livery.billing.contract;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;
import livery.billing.BillingException;
import livery.billing.Exact;
import livery.billing.Money;
import livery.billing.Rounding;

/**
 * A rate as it was stated, with its day and source: documents print all three. It converts one way
 * only; nobody stated its inverse.
 *
 * @param from currency that is converted
 * @param to currency that comes out
 * @param rate units of {@code to} for one of {@code from}
 * @param source "NBU", "contract 17, annex 2"
 */
public record CurrencyRate(String from, String to, BigDecimal rate, LocalDate date, String source) {

  public CurrencyRate {
    Money.requireCurrency(from);
    Money.requireCurrency(to);
    Exact.positive(rate, "The rate from " + from + " to " + to);
    Exact.present(date, "The day of a rate");
    Exact.present(source, "The source of a rate");
    if (from.equals(to)) {
      throw new BillingException.Invalid(
          "A rate is between two currencies, not " + from + " twice");
    }
  }

  /** The exact amount in the other currency. */
  public BigDecimal convert(BigDecimal amount) {
    return Exact.present(amount, "An amount to convert").multiply(rate);
  }

  /** The amount in the other currency, rounded once. */
  public Money convert(Money amount, Rounding rounding) {
    Exact.present(amount, "An amount to convert");
    Exact.present(rounding, "The rounding");
    if (!amount.currency().equals(from)) {
      throw new BillingException.Invalid(
          "The rate of %s is from %s, not from %s".formatted(date, from, amount.currency()));
    }
    return rounding.round(convert(amount.toBigDecimal()), to);
  }

  /**
   * The rate of a day: that of it or of the last day before. Where one day has several, the last of
   * them in the collection holds, as in {@code RateBook}.
   *
   * @param rates in the order in which they were stated
   */
  public static Optional<CurrencyRate> on(
      Collection<CurrencyRate> rates, String from, String to, LocalDate day) {
    Exact.present(day, "The day of a rate");
    return Exact.present(rates, "The list of rates").stream()
        .filter(rate -> rate.from.equals(from) && rate.to.equals(to) && !rate.date.isAfter(day))
        .reduce((one, next) -> next.date.isBefore(one.date) ? one : next);
  }
}
