package livery.billing.rent;

import static livery.billing.rent.Proration.DAILY_30;
import static livery.billing.rent.Proration.DAILY_ACTUAL;
import static livery.billing.rent.Proration.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import livery.billing.BillingException;
import livery.billing.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProrationTest {

  @ParameterizedTest(name = "{0} {1} from {2} to {3} is {4}")
  @CsvSource({
    // 10 × 16/30 = 5.33; a page of Lago's documentation says 5 (billing.md §1.7)
    "DAILY_ACTUAL, 10, 2026-04-15, 2026-05-01, 5.33",
    // 1300 × 15/31 = 629.0322…, the rest 1300 − 629.03
    "DAILY_ACTUAL, 1300, 2026-03-01, 2026-03-16, 629.03",
    "DAILY_ACTUAL, 1300, 2026-03-16, 2026-04-01, 670.97",
    // 28 and 29 days
    "DAILY_ACTUAL, 28, 2026-02-14, 2026-03-01, 15",
    "DAILY_ACTUAL, 29, 2028-02-14, 2028-03-01, 16",
    // 300 × 1/30, whatever the month
    "DAILY_30, 300, 2026-03-01, 2026-03-02, 10",
    "DAILY_30, 300, 2026-03-31, 2026-04-01, 0",
    "DAILY_30, 300, 2026-02-28, 2026-03-01, 30",
    "DAILY_30, 300, 2026-04-15, 2026-05-01, 160",
    // sold by the calendar month, in its middle too (redsms.ru)
    "NONE, 300, 2026-03-31, 2026-04-01, 300",
    "DAILY_ACTUAL, 0, 2026-03-05, 2026-03-06, 0",
    "DAILY_ACTUAL, 0.01, 2026-03-01, 2026-03-16, 0",
    "DAILY_ACTUAL, 0.01, 2026-03-01, 2026-03-17, 0.01"
  })
  void a_part_of_a_month_costs(
      Proration proration, String whole, LocalDate from, LocalDate to, String part) {
    assertThat(proration.ofMonth(Money.of(whole, "UAH"), from, to))
        .isEqualTo(Money.of(part, "UAH"));
  }

  @ParameterizedTest
  @EnumSource(names = {"DAILY_ACTUAL", "DAILY_30"})
  void parts_add_up_to_the_whole_however_a_month_is_cut(Proration proration) {
    var random = new Random(7);
    for (var round = 0; round < 2_000; round++) {
      var start = LocalDate.of(2024 + random.nextInt(4), 1 + random.nextInt(12), 1);
      var end = start.plusMonths(1);
      var whole = new Money(random.nextInt(2_000_000_000), round % 2 == 0 ? "UAH" : "JPY");
      var sum = Money.zero(whole.currency());
      for (var from = start; from.isBefore(end); ) {
        var to = from.plusDays(1 + random.nextInt(12));
        to = to.isAfter(end) ? end : to;
        var part = proration.ofMonth(whole, from, to);
        assertThat(part.isNegative()).isFalse();
        sum = sum.plus(part);
        from = to;
      }
      assertThat(sum).as(start + " " + whole).isEqualTo(whole);
    }
  }

  @Test
  void the_whole_period_costs_the_whole_price_in_every_way() {
    var whole = Money.of("1300.005", "UAH");
    var start = LocalDate.of(2026, 2, 1);

    for (var proration : Proration.values()) {
      assertThat(proration.ofMonth(whole, start, start.plusMonths(1))).isEqualTo(whole);
    }
  }

  /**
   * Stripe, docs.stripe.com/billing/subscriptions/prorations: half of the period, half the price.
   */
  @ParameterizedTest(name = "{0} from second {1} to {2} of 1000 is {3}")
  @CsvSource({
    "10, 0, 500, 5",
    "10, 500, 1000, 5",
    "10, 0, 333, 3.33",
    "10, 333, 666, 3.33",
    "10, 666, 1000, 3.34",
    "0.01, 0, 499, 0",
    "0.01, 499, 1000, 0.01"
  })
  void a_stretch_costs_its_seconds(String whole, long from, long to, String part) {
    var start = Instant.parse("2026-03-01T00:00:00Z");

    assertThat(
            Proration.bySecond(
                Money.of(whole, "USD"),
                start,
                start.plusSeconds(1_000),
                start.plusSeconds(from),
                start.plusSeconds(to)))
        .isEqualTo(Money.of(part, "USD"));
    assertThatThrownBy(
            () ->
                Proration.bySecond(
                    Money.of(whole, "USD"), start, start.plusSeconds(9), start, start))
        .isInstanceOf(BillingException.Invalid.class);
  }

  @Test
  void a_part_outside_of_its_period_or_without_a_day_is_refused() {
    var whole = Money.of("10", "UAH");
    var day = LocalDate.of(2026, 2, 28);

    for (var proration : new Proration[] {NONE, DAILY_ACTUAL, DAILY_30}) {
      assertThatThrownBy(() -> proration.ofMonth(whole, day, day))
          .isInstanceOf(BillingException.Invalid.class);
      assertThatThrownBy(() -> proration.ofMonth(whole, day, day.minusDays(1)))
          .isInstanceOf(BillingException.Invalid.class);
      assertThatThrownBy(() -> proration.ofMonth(whole, day, day.plusDays(2)))
          .isInstanceOf(BillingException.Invalid.class);
    }
  }

  /** 300 × 10/31 = 96.774…, 300 × 20/31 = 193.548…; 300 × 10/30 = 100, 300 × 20/30 = 200. */
  @ParameterizedTest(name = "{0}: 300 = {1} + {2} + {3}")
  @CsvSource({
    "NONE, 300, 0, 0",
    "DAILY_ACTUAL, 96.77, 96.78, 106.45",
    "DAILY_30, 100, 100, 100",
  })
  void the_parts_of_one_period_add_up_to_the_whole_with_every_kind(
      Proration proration, String first, String second, String third) {
    var whole = Money.of("300", "UAH");
    var march = LocalDate.of(2026, 3, 1);
    var april = march.plusMonths(1);
    var cuts = List.of(march.plusDays(10), march.plusDays(20));

    var parts = proration.split(whole, march, april, cuts);

    assertThat(parts)
        .containsExactly(Money.of(first, "UAH"), Money.of(second, "UAH"), Money.of(third, "UAH"));
    assertThat(parts.stream().reduce(Money::plus)).contains(whole);
    assertThat(proration.split(whole, march, april, List.of())).containsExactly(whole);
    for (var wrong : List.of(march, march.minusDays(1), april, april.plusDays(1))) {
      assertThatThrownBy(() -> proration.split(whole, march, april, List.of(wrong)))
          .isInstanceOf(BillingException.Invalid.class);
    }
    assertThatThrownBy(
            () -> proration.split(whole, march, april, List.of(cuts.get(1), cuts.get(0))))
        .isInstanceOf(BillingException.Invalid.class);
  }

  @Test
  void a_negative_price_has_no_parts_and_a_price_of_nothing_has() {
    var start = LocalDate.of(2026, 3, 1);
    var first = Instant.parse("2026-03-01T00:00:00Z");
    var nothing = new Money(0, "UAH");
    var less = new Money(-1, "UAH");

    for (var proration : Proration.values()) {
      assertThat(proration.ofMonth(nothing, start, start.plusDays(9))).isEqualTo(nothing);
      assertThatThrownBy(() -> proration.ofMonth(less, start, start.plusDays(9)))
          .isInstanceOf(BillingException.Invalid.class)
          .hasMessageContaining("0 or more, not -0.000001");
    }
    assertThat(
            Proration.bySecond(nothing, first, first.plusSeconds(9), first, first.plusSeconds(1)))
        .isEqualTo(nothing);
    assertThatThrownBy(
            () ->
                Proration.bySecond(less, first, first.plusSeconds(9), first, first.plusSeconds(1)))
        .isInstanceOf(BillingException.Invalid.class);
  }
}
