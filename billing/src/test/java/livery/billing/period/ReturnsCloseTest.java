package livery.billing.period;

import static livery.billing.period.PeriodTown.APRIL;
import static livery.billing.period.PeriodTown.KYIV;
import static livery.billing.period.PeriodTown.MARCH;
import static livery.billing.period.PeriodTown.MIDDLE;
import static livery.billing.period.PeriodTown.contract;
import static livery.billing.period.PeriodTown.terms;
import static livery.billing.period.PeriodTown.uah;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import livery.billing.BillRule;
import livery.billing.Invariants;
import livery.billing.Invariants.Violation;
import livery.billing.Ledger;
import livery.billing.RatedEvent;
import livery.billing.contract.ContractHistory;
import livery.billing.contract.Discount;
import livery.billing.contract.PassThrough;
import livery.billing.contract.PassThrough.Among;
import livery.billing.tier.PooledVolume.Scope;
import livery.billing.tier.Tier;
import livery.billing.tier.TierTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What was given back of a month's charges: all units cost 0.60 from 1,000 on, else 0.70
 * (reference/billing.md §1.2, §1.3, §3.5).
 */
class ReturnsCloseTest {

  private static final TierTable TIERS =
      TierTable.allUnits(Tier.upTo("999", "0.7"), Tier.rest("0.6"));
  private static final Instant BEFORE_CUTOFF = MARCH.to().plus(Duration.ofHours(1));
  private static final Instant AFTER_CLOSE = APRIL.instant().plusSeconds(1);

  private final PeriodTown town;

  ReturnsCloseTest() throws SQLException {
    town = new PeriodTown();
  }

  private void close(List<VolumeTerms> terms) throws SQLException {
    town.close.close(town.dataSource(), MARCH, terms, APRIL, (done, all) -> {});
  }

  private void close(Discount discount) throws SQLException {
    var version = contract(20, TIERS, PassThrough.NONE).versions().get(0).withDiscount(discount);
    close(List.of(VolumeTerms.of(20, "MT", Set.of("MT"), ContractHistory.of(version))));
  }

  private List<Violation> violations() throws SQLException {
    try (var connection = town.connect()) {
      var all = new ArrayList<>(Invariants.check(connection));
      all.addAll(PeriodInvariants.check(connection));
      return all;
    }
  }

  private PeriodLine line(int period) throws SQLException {
    try (var connection = town.connect()) {
      return PeriodLine.of(connection, 10, period, 19).get(0);
    }
  }

  @ParameterizedTest(name = "{0} of 2000 back: {2}")
  @CsvSource({
    "500,  350,  -150", // 1,500 × 0.10, not 2,000 × 0.10
    "1000, 700,  -100", // the first quantity of the cheaper tier
    "1001, 700.7, 0", // 999 stay at 0.70
    "2000, 1400, 0",
  })
  void units_that_came_back_before_the_cut_off_earn_nothing(int units, String money, String delta)
      throws SQLException {
    for (var at : List.of(MIDDLE.plusSeconds(60), BEFORE_CUTOFF)) {
      var again = new ReturnsCloseTest();
      var sent = again.town.send(30, 2_000, MIDDLE);
      again.town.giveBack(sent, units, money, at);

      again.close(List.of(terms(20, TIERS, PassThrough.NONE)));

      var line = again.line(202603);
      assertThat(line.quantity()).isEqualTo(2_000 - units);
      assertThat(line.posted()).isEqualTo(uah("1400").minus(uah(money)));
      assertThat(line.delta()).isEqualTo(uah(delta));
      assertThat(again.violations()).isEmpty();
    }
  }

  @Test
  void a_return_after_the_close_books_in_the_open_month_and_rates_nothing_up() throws SQLException {
    var sent = town.send(30, 1_200, MIDDLE);
    var terms = List.of(terms(20, TIERS, PassThrough.NONE));
    close(terms);
    town.giveBack(sent, 500, "350", AFTER_CLOSE);
    close(terms);

    // 700 would cost 0.70 each, but the month is closed: its rebate of 120 stays
    assertThat(line(202603).delta()).isEqualTo(uah("-120"));
    assertThat(town.count("transfer WHERE kind = 'TIER_DELTA'")).isEqualTo(1);
    assertThat(town.count("transfer WHERE kind = 'RETURN' AND corrects_period = 202603"))
        .isEqualTo(1);
    assertThat(town.balance(20, 10)).isEqualTo(uah("99630"));
    assertThat(violations()).isEmpty();

    town.send(30, 1_000, AFTER_CLOSE);
    var april = new BillingMonth(10, YearMonth.of(2026, 4), KYIV);
    var may = Clock.fixed(april.to().plus(Duration.ofDays(4)), ZoneOffset.UTC);
    town.close.close(town.dataSource(), april, terms, may, (done, all) -> {});

    assertThat(line(202604).quantity()).as("March's return is not April's").isEqualTo(1_000);
    assertThat(line(202604).delta()).isEqualTo(uah("-100"));
    assertThat(violations()).isEmpty();
  }

  @Test
  void what_came_back_is_neither_earned_nor_passed_on() throws SQLException {
    town.send(30, 1_000, MIDDLE);
    var back = town.send(31, 1_000, MIDDLE);
    try (var connection = town.connect()) {
      for (var level : new int[] {0, 1}) {
        var money = uah(level == 0 ? "425" : "350").micros();
        town.ledger.giveBack(
            connection,
            List.of(new Ledger.Return(back.eventId(), level, 500, money, MIDDLE)),
            "",
            KYIV,
            MIDDLE.plusSeconds(60));
      }
    }

    close(List.of(terms(20, TIERS, PassThrough.of("100", Among.PRO_RATA_QTY))));

    assertThat(line(202603).delta()).isEqualTo(uah("-150"));
    try (var connection = town.connect()) {
      assertThat(line(202603).shares(connection))
          .extracting(share -> share.clientId() + ": " + share.amount())
          .containsExactly("30: 100 UAH", "31: 50 UAH");
    }
    assertThat(violations()).isEmpty();
  }

  @Test
  void a_late_receipt_before_the_cut_off_counts_only_what_arrived() throws SQLException {
    var rule = new BillRule(BillRule.On.DELIVERED, BillRule.OnTimeout.POST);
    var event = town.event(30, "MT", 2_000, MIDDLE);
    var held =
        new RatedEvent(event.eventId(), event.lines().stream().map(line -> line.by(rule)).toList());
    try (var connection = town.connect()) {
      town.ledger.hold(connection, List.of(held), MIDDLE, MIDDLE.plusSeconds(60));
      town.ledger.expire(connection, MIDDLE.plusSeconds(61), 10);
      town.ledger.late(
          connection,
          List.of(new Ledger.Late(event.eventId(), 1_500, MIDDLE)),
          KYIV,
          BEFORE_CUTOFF);
    }

    close(List.of(terms(20, TIERS, PassThrough.NONE)));

    assertThat(line(202603).quantity()).isEqualTo(1_500);
    assertThat(line(202603).delta()).isEqualTo(uah("-150"));
    assertThat(violations()).isEmpty();
  }

  @Test
  void a_message_counts_until_all_of_it_came_back() throws SQLException {
    town.send(30, 2, MIDDLE);
    town.giveBack(town.send(30, 2, MIDDLE), 1, "0.7", MIDDLE.plusSeconds(60));
    town.giveBack(town.send(30, 2, MIDDLE), 2, "1.4", MIDDLE.plusSeconds(60));

    close(
        Discount.byVolume(TierTable.single("0.6"))
            .counting(Discount.Counts.MESSAGES, Scope.SUBTREE));

    assertThat(line(202603).quantity()).isEqualTo(2);
    assertThat(line(202603).posted()).isEqualTo(uah("2.1"));
    assertThat(line(202603).delta()).isEqualTo(uah("-0.9"));
    assertThat(violations()).isEmpty();
  }

  @Test
  void money_for_a_unit_that_stays_sold_counts_only_where_money_counts() throws SQLException {
    town.giveBack(town.send(30, 10, MIDDLE), 0, "2", MIDDLE.plusSeconds(60));

    close(Discount.byVolume(TierTable.single("0.6")));

    assertThat(line(202603).quantity()).isEqualTo(10);
    assertThat(line(202603).delta()).as("10 × 0.10").isEqualTo(uah("-1"));
    assertThat(violations()).isEmpty();

    var money = new ReturnsCloseTest();
    money.town.giveBack(money.town.send(30, 10, MIDDLE), 0, "2", MIDDLE.plusSeconds(60));
    money.close(
        Discount.byVolume(TierTable.allUnits(Tier.percentOfRest("10")))
            .counting(Discount.Counts.MONEY, Scope.SUBTREE));

    assertThat(money.line(202603).posted()).isEqualTo(uah("5"));
    assertThat(money.line(202603).delta()).as("a tenth of 7 − 2").isEqualTo(uah("-0.5"));
    assertThat(money.violations()).isEmpty();
  }
}
