package livery.tariff;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import livery.billing.Money;
import livery.billing.tax.PremiumShare;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PremiumRuleTest {

  /**
   * Bulletin's premium terms (case E16): settled on the carrier's statistics; disputed only when
   * they differ by more than 10 % and by more than 500 USD, here 250 texts of 2 USD.
   */
  @ParameterizedTest(name = "{0} counted, {1} stated: taken as stated {2}")
  @CsvSource({
    "10000, 9000, true", // 10 %
    "10000, 8999, false", // more, and 1,001 texts
    "10000, 10000, true",
    "9000,  10000, true", // the carrier counts more
    "8999,  10000, false",
    "1000,  750,  true", // 25 %, but 500 USD
    "1000,  749,  false",
    "250,   0,    true",
    "251,   0,    false",
    "0,     0,    true",
  })
  void bulletin_disputes_what_is_beyond_both_limits(long own, long stated, boolean tolerated) {
    var rule =
        new PremiumRule(
            "US",
            Money.of("0.5", "USD"),
            Money.of("50", "USD"),
            BigDecimal.ZERO,
            BigDecimal.ZERO,
            PremiumShare.LevyBase.NET,
            BigDecimal.valueOf(50),
            45,
            100,
            250);

    assertThat(rule.tolerates(own, stated)).isEqualTo(tolerated);
  }
}
