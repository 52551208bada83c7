package livery.premium;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import livery.billing.Money;
import org.junit.jupiter.api.Test;

class PremiumCsvTest {

  @Test
  void income_has_a_row_for_each_number_client_and_state() {
    var line =
        new Income.Line(
            1,
            202603,
            7,
            "3838",
            20,
            "Bakery \"Rye; Co\"",
            Income.State.CONFIRMED,
            10,
            uah("127.50"),
            uah("40.000001"),
            uah("30"),
            LocalDate.parse("2026-05-01"));

    assertThat(PremiumCsv.income(List.of(line)).lines().skip(1))
        .containsExactly(
            "202603,\"3838\",\"Bakery \"\"Rye; Co\"\"\",\"CONFIRMED\",10,\"UAH\",127.5,40.000001,30,"
                + "10.000001,\"2026-05-01\"");
  }

  @Test
  void differences_have_both_counts_and_whether_the_rule_tolerates_them() {
    var one =
        new Difference(
            7,
            "3838",
            LocalDate.parse("2026-03-10"),
            1_000,
            979,
            uah("12750"),
            uah("12482.25"),
            false);

    assertThat(PremiumCsv.differences(List.of(one)))
        .contains("\"3838\",\"2026-03-10\",1000,979,-21,\"UAH\",12750,12482.25,\"false\"");
    assertThat(PremiumCsv.differences(List.of()).lines()).hasSize(1);
  }

  private static Money uah(String amount) {
    return Money.of(amount, "UAH");
  }
}
