package livery.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {

  @ParameterizedTest
  @CsvSource({
    "12.5, 12500000",
    "0.000001, 1",
    "-0.000001, -1",
    "1.0000000000, 1000000",
    "1E+3, 1000000000",
    "9223372036854.775807, 9223372036854775807",
    "-9223372036854.775808, -9223372036854775808"
  })
  void an_amount_of_six_decimals_is_kept_as_it_is(BigDecimal amount, long micros) {
    var money = Money.of(amount, "UAH");

    assertThat(money.micros()).isEqualTo(micros);
    assertThat(money.toBigDecimal()).isEqualByComparingTo(amount);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0000001", "1.1234567", "9223372036854.775808", "1E+20", "1,5", ""})
  void an_amount_that_would_lose_a_digit_is_refused(String amount) {
    assertThatThrownBy(() -> Money.of(amount, "UAH")).isInstanceOf(BillingException.Invalid.class);
  }

  @ParameterizedTest
  @CsvSource({
    "0.0000004, 0",
    "0.0000005, 1",
    "0.0000015, 2",
    "-0.0000005, -1",
    "-0.0000004, 0",
    "0.00000049999, 0"
  })
  void rounding_is_asked_for_and_goes_half_up(BigDecimal amount, long micros) {
    assertThat(Money.rounded(amount, "UAH").micros()).isEqualTo(micros);
  }

  @Test
  void overflow_is_an_error_in_every_operation() {
    var most = new Money(Long.MAX_VALUE, "UAH");
    var least = new Money(Long.MIN_VALUE, "UAH");
    var little = new Money(1, "UAH");

    assertThatThrownBy(() -> most.plus(little)).isInstanceOf(BillingException.Invalid.class);
    assertThatThrownBy(() -> least.minus(little)).isInstanceOf(BillingException.Invalid.class);
    assertThatThrownBy(() -> most.times(2)).isInstanceOf(BillingException.Invalid.class);
    assertThatThrownBy(least::negated).isInstanceOf(BillingException.Invalid.class);
  }

  @Test
  void two_currencies_do_not_mix() {
    var hryvnia = Money.of("1", "UAH");
    var euro = Money.of("1", "EUR");

    assertThatThrownBy(() -> hryvnia.plus(euro)).hasMessageContaining("1 UAH and 1 EUR");
    assertThatThrownBy(() -> hryvnia.minus(euro)).isInstanceOf(BillingException.Invalid.class);
    assertThatThrownBy(() -> hryvnia.compareTo(euro)).isInstanceOf(BillingException.Invalid.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "uah", "XX", "GRIVNA", "ZZZ"})
  void an_unknown_currency_is_refused(String currency) {
    assertThatThrownBy(() -> Money.zero(currency))
        .isInstanceOf(BillingException.Invalid.class)
        .hasMessageContaining("ISO 4217");
  }

  @ParameterizedTest
  @CsvSource({
    "1.005, UAH, 1.01",
    "-1.005, UAH, -1.01",
    "1.004999, UAH, 1",
    "1.5, JPY, 2",
    "1.0005, KWD, 1.001"
  })
  void the_minor_unit_is_the_currencys_own(BigDecimal amount, String currency, BigDecimal coins) {
    assertThat(Money.of(amount, currency).roundedToMinorUnit())
        .isEqualTo(Money.of(coins, currency));
  }

  @Test
  void an_amount_that_is_missing_or_all_exponent_is_refused_with_a_text() {
    for (var text : new String[] {null, "1E+999999999", "1E-999999999", "9E+13"}) {
      assertThatThrownBy(() -> Money.of(text, "UAH"))
          .isInstanceOf(BillingException.Invalid.class)
          .hasMessageStartingWith("An amount ");
    }
    assertThatThrownBy(() -> Money.of((BigDecimal) null, "UAH"))
        .isInstanceOf(BillingException.Invalid.class)
        .hasMessage("An amount is missing");
  }
}
