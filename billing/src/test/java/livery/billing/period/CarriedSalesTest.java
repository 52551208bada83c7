package livery.billing.period;

import static livery.billing.period.AgentTown.day;
import static livery.billing.period.AgentTown.shown;
import static livery.billing.period.PeriodTown.uah;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Random;
import livery.billing.Invariants.Violation;
import livery.billing.Money;
import livery.billing.RatedEvent;
import livery.billing.contract.Commission;
import livery.billing.contract.Commission.AccrueOn;
import livery.testkit.Seed;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An agent does not keep the commission of what its clients got back. */
class CarriedSalesTest {

  private static final long SEED = Seed.of(CarriedSalesTest.class);
  private static final Commission TENTH = Commission.percentOfSales("10");
  private static final String NOTHING = "0 0 0 0";

  private static AgentTown town;

  @BeforeAll
  static void found() throws SQLException {
    town = new AgentTown();
  }

  @AfterAll
  static void the_books_add_up() throws SQLException {
    assertThat(town.violations()).isEmpty();
  }

  private static void is(
      CommissionAccrual.Line line, String sold, String due, String before, String after) {
    assertThat(line.sold()).isEqualTo(uah(sold));
    assertThat(line.due()).isEqualTo(uah(due));
    assertThat(shown(line.before())).isEqualTo(before);
    assertThat(shown(line.after())).isEqualTo(after);
  }

  @Test
  void a_month_of_refunds_is_carried_until_it_is_used_up() throws SQLException {
    var agent = town.new Agent(TENTH);
    var first = agent.sell(day(1, 10), 1000);
    is(agent.post(1), "1000", "100", NOTHING, NOTHING);
    agent.refund(day(2, 10), first);
    agent.sell(day(2, 11), 100);
    is(agent.post(2), "0", "0", NOTHING, "-900 -540 -900 0");
    agent.sell(day(3, 10), 300);
    is(agent.post(3), "0", "0", "-900 -540 -900 0", "-600 -360 -600 0");
    assertThat(agent.post(day(4, 1))).isEmpty();
    agent.sell(day(4, 10), 1500);

    is(agent.post(4), "900", "90", "-600 -360 -600 0", NOTHING);

    assertThat(agent.posted()).isEqualTo(uah("190")); // 1,900 stayed sold
    assertThat(agent.whole(2).sold()).isEqualTo(uah("-900"));
    assertThat(agent.whole(4).sold()).isEqualTo(uah("1500"));
  }

  @Test
  void a_payment_taken_back_is_carried_and_so_is_what_the_agent_collects_beside()
      throws SQLException {
    var agent = town.new Agent(TENTH.accruingOn(AccrueOn.CLIENT_PAYMENT));
    var paid = agent.pay(day(1, 10), "1000");
    assertThat(agent.post(1).due()).isEqualTo(uah("100"));
    agent.takeBack(day(2, 10), paid, "1000");
    agent.collect(day(2, 11), "300");
    is(agent.post(2), "0", "0", NOTHING, "0 0 0 -700");
    assertThat(agent.whole(2).sales().collected()).isEqualTo(uah("300"));
    assertThat(agent.whole(2).received()).isEqualTo(uah("-700"));
    agent.pay(day(3, 10), "900");

    is(agent.post(3), "0", "20", "0 0 0 -700", NOTHING);
    assertThat(agent.posted()).isEqualTo(uah("120"));
  }

  @Test
  void what_is_below_zero_is_carried_over_a_change_within_the_month() throws SQLException {
    var agent = town.new Agent(TENTH);
    agent.amend(day(1, 11), TENTH);
    agent.amend(day(1, 21), Commission.percentOfSales("20"));
    var first = agent.sell(day(1, 5), 100);
    agent.refund(day(1, 15), first);
    agent.sell(day(1, 25), 150);

    is(agent.post(1), "150", "20", NOTHING, NOTHING); // 10 % of 100, 20 % of the 50 that are more

    var estimates = agent.estimates(1);
    assertThat(estimates.stream().map(one -> shown(one.after())))
        .containsExactly(NOTHING, "-100 -60 -100 0", NOTHING);
    assertThat(estimates.get(2).settlement().accrued()).isEqualTo(uah("10"));
  }

  @Test
  void each_night_reckons_with_what_the_month_began_with() throws SQLException {
    var agent = town.new Agent(TENTH);
    var first = agent.sell(day(1, 10), 100);
    agent.post(1);
    agent.refund(day(2, 2), first);
    agent.sell(day(2, 5), 130);

    var early = agent.post(day(2, 4)).orElseThrow();
    is(early, "0", "0", NOTHING, "-100 -60 -100 0");
    is(agent.post(2), "30", "3", NOTHING, NOTHING);
    agent.sell(day(3, 5), 10);
    is(agent.post(3), "10", "1", NOTHING, NOTHING);
    assertThat(agent.posted()).isEqualTo(uah("14"));
  }

  @Test
  void units_and_a_share_of_the_markup_are_carried_too() throws SQLException {
    var units = town.new Agent(Commission.perUnit("0.1"));
    var markup = town.new Agent(Commission.shareOfMarkup("50"));
    for (var agent : new AgentTown.Agent[] {units, markup}) {
      var first = agent.sell(day(1, 10), 1000);
      agent.post(1);
      agent.refund(day(2, 10), first);
      agent.post(2);
      agent.sell(day(3, 10), 1200);
    }

    is(units.post(3), "200", "20", "-1000 -600 -1000 0", NOTHING);
    is(markup.post(3), "200", "40", "-1000 -600 -1000 0", NOTHING);
    assertThat(units.posted()).isEqualTo(uah("120"));
    assertThat(markup.posted()).isEqualTo(uah("240")); // half of 0.40 for 1,200
  }

  @Test
  void of_a_markup_below_zero_what_was_given_back_is_carried_and_no_loss() throws SQLException {
    var agent = town.new Agent(Commission.shareOfMarkup("50"));
    var first = agent.sell(day(1, 10), 100); // 40 above the base
    agent.post(1);
    agent.base(day(2, 1), "1.50");
    agent.refund(day(2, 10), first);
    agent.sell(day(2, 11), 150); // 75 below it
    is(agent.post(2), "50", "0", NOTHING, "0 40 0 0");
    agent.base(day(3, 1), "0.60");
    agent.sell(day(3, 10), 200); // 80 above it

    is(agent.post(3), "200", "20", "0 40 0 0", NOTHING);
  }

  @Test
  void what_an_agency_ends_with_is_not_claimed_and_waits_for_the_next() throws SQLException {
    var agent = town.new Agent(TENTH);
    var first = agent.sell(day(1, 10), 1000);
    agent.post(1);
    agent.refund(day(2, 5), first);
    agent.end(day(2, 10));
    is(agent.post(2), "0", "0", NOTHING, "-1000 -600 -1000 0");
    assertThat(agent.post(day(4, 1))).isEmpty();
    assertThat(agent.posted()).isEqualTo(uah("100"));

    agent.resume(day(5, 1));
    agent.sell(day(5, 10), 1100);
    is(agent.post(5), "100", "10", "-1000 -600 -1000 0", NOTHING);
  }

  @Test
  void parts_and_what_was_carried_add_up_to_what_earned() throws SQLException {
    var agent = town.new Agent(TENTH);
    var first = agent.sell(day(1, 10), 100);
    agent.post(1);
    agent.refund(day(2, 5), first);
    agent.post(2);
    agent.sell(day(3, 5), 130);

    for (var month = 2; month <= 3; month++) {
      var estimate = agent.estimates(month).get(0);
      var parts = agent.parts(month, estimate);
      assertThat(parts).hasSize(2);
      assertThat(parts.get(1).carried()).isTrue();
      assertThat(parts.get(0).sold().plus(parts.get(1).sold())).isEqualTo(estimate.sales().sold());
      assertThat(parts.get(0).commission().plus(parts.get(1).commission()))
          .isEqualTo(estimate.settlement().accrued());
    }
    var third = agent.parts(3, agent.estimates(3).get(0));
    assertThat(third.get(0).commission()).isEqualTo(uah("13"));
    assertThat(third.get(1).commission()).isEqualTo(uah("-10"));
    assertThat(third.get(1).day()).isEqualTo(day(3, 1));
  }

  @Test
  void closed_months_keep_what_they_carried() throws SQLException {
    var closed = new AgentTown();
    var agent = closed.new Agent(TENTH);
    var first = agent.sell(day(1, 10), 1000);
    agent.post(1);
    closed.close(1);
    agent.refund(day(2, 10), first);
    agent.post(2);
    closed.close(2);
    agent.sell(day(3, 10), 400);
    is(agent.post(3), "0", "0", "-1000 -600 -1000 0", "-600 -360 -600 0");
    closed.close(3);

    closed.close(2);
    assertThat(agent.post(day(3, 1))).isEmpty();
    assertThat(agent.post(day(4, 1))).isEmpty();

    assertThat(shown(agent.whole(2).after())).isEqualTo("-1000 -600 -1000 0");
    assertThat(closed.violations()).isEmpty();
    closed.execute("UPDATE commission SET before_sold = 0 WHERE period = 202603");
    assertThat(closed.violations()).extracting(Violation::invariant).containsOnly("I7", "I9");
  }

  @Test
  void commissions_of_random_months_are_the_rate_of_what_stayed_sold() throws SQLException {
    var random = new Random(SEED);
    for (var event : new AccrueOn[] {AccrueOn.CHARGE, AccrueOn.CLIENT_PAYMENT}) {
      random(random, TENTH.accruingOn(event));
    }
  }

  /** Sums by stretch of whole coins, kept beside; the last month sells and pays what is missing. */
  private static void random(Random random, Commission commission) throws SQLException {
    var agent = town.new Agent(commission);
    var charge = commission.accrueOn() == AccrueOn.CHARGE;
    var sold = new ArrayList<RatedEvent>();
    var paid = new ArrayList<Long>();
    var life = 0L;
    var earned = Money.zero("UAH");
    var carried = 0L;
    for (var month = 1; month <= 8; month++) {
      var change = day(month, 2 + random.nextInt(26));
      agent.amend(change, commission);
      var stretches = new long[2];
      for (var act = 0; act < 6; act++) {
        var on = day(month, 1 + random.nextInt(28));
        var amount = 10 * (1 + random.nextInt(30));
        if (random.nextBoolean()) {
          sold.add(agent.sell(on, amount));
          paid.add(agent.pay(on, String.valueOf(amount)));
        } else if (!sold.isEmpty()) {
          var one = random.nextInt(sold.size());
          var event = sold.remove(one);
          amount = -event.lines().get(0).quantity();
          agent.refund(on, event);
          agent.takeBack(on, paid.remove(one), String.valueOf(-amount));
        } else {
          continue;
        }
        stretches[on.isBefore(change) ? 0 : 1] += amount;
        life += amount;
      }
      if (month == 8) {
        agent.sell(day(8, 28), 10_000);
        agent.pay(day(8, 28), "10000");
        stretches[1] += 10_000;
        life += 10_000;
      }
      var due = BigDecimal.ZERO;
      for (var stretch : stretches) {
        var counted = carried + stretch;
        carried = Math.min(0, counted);
        due = due.add(BigDecimal.valueOf(Math.max(0, counted), 1));
      }
      var line = agent.post(month);
      earned = earned.plus(line.due());
      var what = "livery.seed=" + SEED + ", " + commission.accrueOn() + ", month " + month;
      assertThat(line.due().toBigDecimal()).as(what).isEqualByComparingTo(due);
      var after = charge ? line.after().sold() : line.after().received();
      assertThat(after).as(what).isEqualTo(uah(String.valueOf(carried)));
    }
    assertThat(earned).isEqualTo(uah(BigDecimal.valueOf(life, 1).toPlainString()));
    assertThat(agent.posted()).isEqualTo(earned);
  }
}
