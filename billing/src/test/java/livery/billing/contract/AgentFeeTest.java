package livery.billing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import livery.billing.BillingException;
import livery.billing.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an agent in its own name charges on top (billing.md §2.3, row 2). */
class AgentFeeTest {

  private static AgentFee fee(String percent, String fixed, String currency) {
    return new AgentFee(new BigDecimal(percent), Money.of(fixed, currency));
  }

  @ParameterizedTest(name = "{0} % and {1} of {2} {3} are {4}")
  @CsvSource({
    "10, 0, 9000, UAH, 900",
    "0, 1000, 9000, UAH, 1000",
    "10, 100, 9000, UAH, 1000",
    "0, 0, 9000, UAH, 0",
    "10, 5, 0, UAH, 5",
    "10, 5, -20, UAH, 5",
    "2.5, 0, 0.2, UAH, 0.01",
    "2.5, 0, 0.199999, UAH, 0",
    "33.3333, 0, 10.01, UAH, 3.34",
    "1, 0.004, 0.1, UAH, 0.01",
    "1, 0, 1049, JPY, 10",
    "1, 0, 0.05, KWD, 0.001"
  })
  void it_is_rounded_once_to_coins(
      String percent, String fixed, String bought, String currency, String charged) {
    assertThat(fee(percent, fixed, currency).of(Money.of(bought, currency)))
        .isEqualTo(Money.of(charged, currency));
  }

  @ParameterizedTest(name = "{0} % and {1} are refused")
  @CsvSource({"-1, 0", "100.0001, 0", "1.00001, 0", "1, -0.01"})
  void what_is_no_fee_is_refused(String percent, String fixed) {
    assertThatThrownBy(() -> fee(percent, fixed, "UAH"))
        .isInstanceOf(BillingException.Invalid.class);
  }

  @Test
  void it_is_not_taken_of_another_currency() {
    assertThatThrownBy(() -> fee("10", "0", "UAH").of(Money.of("10", "EUR")))
        .isInstanceOf(BillingException.Invalid.class);
  }

  /** klerk.ru: 9,000 are the principal's, the agent's own document is for 1,000. */
  @Test
  void klerk_the_agents_own_document_is_on_top_of_the_principals_figures() {
    var principals = Money.of("9000", "RUB");
    var own = fee("0", "1000", "RUB").of(principals);

    assertThat(own).isEqualTo(Money.of("1000", "RUB"));
    assertThat(principals.plus(own)).isEqualTo(Money.of("10000", "RUB"));
  }
}
