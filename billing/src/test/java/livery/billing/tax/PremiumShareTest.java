package livery.billing.tax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import livery.billing.Money;
import livery.billing.tax.PremiumShare.LevyBase;
import livery.billing.tax.PremiumShare.Share;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PremiumShareTest {

  /** Paysera: net = gross / (1 + VAT) rounded, payout = net × share rounded. */
  @ParameterizedTest(name = "Paysera {0} EUR with {1} % VAT at {2} %: net {3}, payout {4}")
  @CsvSource({
    "1.21, 21, 50.70, 1, 0.51",
    "2.90, 21, 50.70, 2.40, 1.22",
    "0.87, 21, 40.5, 0.72, 0.29",
    "0, 21, 50.70, 0, 0"
  })
  void paysera_shares_are_taken_of_the_net(
      String gross, String vat, String percent, String net, String payout) {
    var rest = BigDecimal.valueOf(100).subtract(new BigDecimal(percent));
    var share =
        PremiumShare.of(vat, "0", Share.of("business", percent), new Share("operator", rest));

    var split = share.split(Money.of(gross, "EUR"));

    assertThat(split.net()).isEqualTo(Money.of(net, "EUR"));
    assertThat(split.of("business")).isEqualTo(Money.of(payout, "EUR"));
  }

  @ParameterizedTest(name = "{0}: of {1} UAH the net is {2}, VAT {3}, levy {4}")
  @CsvSource({
    "NET, 1275, 1000, 200, 75",
    "NET_AND_VAT, 1290, 1000, 200, 90",
    "NET, 50, 39.22, 7.84, 2.94",
    "NET, 0.01, 0.01, 0, 0"
  })
  void the_pension_levy_is_inside_the_price(
      LevyBase base, String gross, String net, String vat, String levy) {
    var share =
        new PremiumShare(
            new BigDecimal("20"),
            new BigDecimal("7.5"),
            base,
            List.of(Share.of("operator", "50"), Share.of("client", "50")));

    var split = share.split(Money.of(gross, "UAH"));

    assertThat(split.net()).isEqualTo(Money.of(net, "UAH"));
    assertThat(split.vat()).isEqualTo(Money.of(vat, "UAH"));
    assertThat(split.levy()).isEqualTo(Money.of(levy, "UAH"));
    assertThat(split.vat().plus(split.levy()).plus(split.net())).isEqualTo(split.gross());
  }

  @Test
  void the_aggregate_is_shared_out_where_single_messages_would_leak() {
    // 1 UAH − 20 % VAT = 0.83333…; 40 % of it is 0.3333…, which 1,000 roundings make 330
    var share = PremiumShare.of("20", "0", Share.of("business", "40"), Share.of("operator", "60"));
    var one = share.split(Money.of("1", "UAH"));
    var thousand = share.split(Money.of("1000", "UAH"));

    assertThat(one.of("business").times(1_000)).isEqualTo(Money.of("330", "UAH"));
    assertThat(thousand.of("business")).isEqualTo(Money.of("333.33", "UAH"));
    assertThat(thousand.of("business").plus(thousand.of("operator"))).isEqualTo(thousand.net());
    var clients = share.among(thousand.of("business"), Collections.nCopies(3, BigDecimal.ONE));
    assertThat(clients.stream().reduce(Money::plus)).hasValue(thousand.of("business"));
  }

  @Test
  void shares_that_do_not_add_up_are_refused() {
    assertThatThrownBy(() -> PremiumShare.of("20", "7.5", Share.of("a", "50"), Share.of("b", "40")))
        .hasMessageContaining("add up to 100, not 90");
    assertThatThrownBy(() -> PremiumShare.of("20", "7.5", Share.of("a", "50"), Share.of("a", "50")))
        .hasMessageContaining("Row 2: a second a");
    assertThatThrownBy(
            () -> PremiumShare.of("20", "7.5", Share.of("a", "120"), Share.of("b", "-20")))
        .hasMessageContaining("Row 1: a share");
    var share = PremiumShare.of("20", "7.5", Share.of("a", "100"));
    assertThatThrownBy(() -> share.split(Money.of("-1", "UAH"))).hasMessageContaining("0 or more");
    assertThatThrownBy(() -> share.split(Money.of("1", "UAH")).of("b")).hasMessageContaining("[a]");
  }
}
