package livery.month;

import static livery.month.MonthTown.FEBRUARY;
import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.NOVA;
import static livery.tenant.TestTenants.PLATFORM;
import static livery.tenant.TestTenants.STUDIO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import livery.billing.period.Period;
import livery.fault.Fault;
import livery.move.Moves;
import livery.tenant.NotAllowed;
import livery.tenant.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MonthsTest {

  private static final YearMonth MONTH = YearMonth.of(2026, 2);

  private final MonthTown town = new MonthTown();
  private final ArrayList<Integer> begun = new ArrayList<>();

  @BeforeEach
  void listen() {
    town.begun.observe(one -> begun.add(one.period()));
    town.send(BAKERY, 3, FEBRUARY);
    town.send(STUDIO, 2, FEBRUARY);
  }

  private void passDays(int days) {
    town.test.clock.pass(Duration.ofDays(days));
  }

  private livery.tenant.Scope platform() {
    return town.test.owner(PLATFORM);
  }

  @Test
  void a_month_is_closed_for_every_seller_from_the_platform_down() {
    passDays(4);

    town.months.close(platform(), MONTH);
    town.close.run(202602);

    assertThat(begun).containsExactly(202602);
    assertThat(town.months.run(platform(), MONTH).orElseThrow())
        .matches(run -> run.state() == MonthRun.State.DONE && run.done() == run.total());
    assertThat(town.months.sellers(platform(), MONTH))
        .extracting(row -> row.seller().id() + " " + row.state())
        .containsExactly("1 CLOSED", "10 CLOSED", "11 CLOSED");
    assertThat(town.months.get(town.test.owner(ACME), MONTH).books().hash()).hasSize(64);
  }

  @Test
  void a_client_who_moved_counts_for_each_seller_with_its_part_and_once_above() {
    town.prices.reload();
    var moves =
        new Moves(
            town.test.store,
            town.test.tree,
            town.prices,
            town.contracts,
            town.test.ids,
            town.test.clock,
            town.test.audit);
    moves.move(platform(), BAKERY, NOVA, Moves.Balance.TAKE_ALONG);
    town.send(BAKERY, 4, FEBRUARY.plusSeconds(60));
    passDays(4);

    town.months.close(platform(), MONTH);
    town.close.run(202602);

    assertThat(town.months.run(platform(), MONTH).orElseThrow().state())
        .isEqualTo(MonthRun.State.DONE);
    assertThat(
            town.rows(
                "(SELECT seller_id, buyer_id, SUM(quantity) AS units FROM transfer"
                    + " WHERE kind = 'CHARGE' AND seller_id > 0 GROUP BY seller_id, buyer_id) t"))
        .containsExactlyInAnyOrder(
            "{seller_id=1, buyer_id=10, units=3}",
            "{seller_id=1, buyer_id=11, units=6}",
            "{seller_id=10, buyer_id=20, units=3}",
            "{seller_id=11, buyer_id=20, units=4}",
            "{seller_id=11, buyer_id=30, units=2}");
    assertThat(town.broken()).isEmpty();
  }

  @Test
  void closing_twice_changes_nothing() {
    passDays(4);
    town.months.close(platform(), MONTH);
    town.close.run(202602);
    var before = town.rows("transfer", "billing_period", "period_total", "month_run");

    passDays(1);
    var again = town.months.close(platform(), MONTH);
    town.close.run(202602);

    assertThat(again.state()).isEqualTo(MonthRun.State.DONE);
    assertThat(begun).hasSize(1);
    assertThat(town.rows("transfer", "billing_period", "period_total", "month_run"))
        .isEqualTo(before);
  }

  @Test
  void a_month_cannot_be_closed_before_its_grace_is_over() {
    passDays(2);

    assertThatThrownBy(() -> town.months.close(platform(), MONTH))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("2026-03-03T22:00:00Z");

    town.test.clock.pass(
        Duration.between(town.test.clock.instant(), Instant.parse("2026-03-03T22:00:00Z")));
    assertThat(town.months.close(platform(), MONTH).running()).isTrue();
  }

  @Test
  void months_are_closed_one_after_the_other() {
    passDays(40);

    assertThatThrownBy(() -> town.months.close(platform(), MONTH.plusMonths(1)))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("2026-02");
    assertThatThrownBy(() -> town.months.close(platform(), MONTH.minusMonths(1)))
        .isInstanceOf(Fault.class);
    assertThat(begun).isEmpty();
  }

  @Test
  void only_finance_of_the_platform_closes() {
    passDays(4);

    assertThatThrownBy(() -> town.months.close(town.test.owner(ACME), MONTH))
        .isInstanceOf(NotAllowed.class);
    assertThatThrownBy(() -> town.months.close(town.test.scope(PLATFORM, Role.MANAGER), MONTH))
        .isInstanceOf(NotAllowed.class);
    assertThatThrownBy(() -> town.months.sellers(town.test.owner(ACME), MONTH))
        .isInstanceOf(NotAllowed.class);
    assertThatThrownBy(() -> town.months.setRule(town.test.owner(ACME), new MonthRule(1, 1)))
        .isInstanceOf(NotAllowed.class);
    assertThat(town.months.run(platform(), MONTH)).isEmpty();
  }

  @Test
  void what_is_in_the_way_of_one_seller_keeps_no_other_and_it_goes_on_when_it_is_gone() {
    passDays(4);
    town.months.close(platform(), MONTH);
    town.execute(
        "INSERT INTO billing_period (seller_id, period, from_at, to_at, state)"
            + " VALUES (10, 202602, '2026-02-01', '2026-03-01', 'OPEN')");
    town.close.run(202602);
    var stopped = town.months.run(platform(), MONTH).orElseThrow();
    assertThat(closed()).containsExactly(PLATFORM, NOVA);
    assertThat(town.months.failures(platform(), 202602))
        .singleElement()
        .matches(one -> one.sellerId() == ACME && one.buyerId() == 0 && !one.isWaiting());

    town.execute("DELETE FROM billing_period WHERE seller_id = 10");
    town.months.close(platform(), MONTH);
    town.close.run(202602);

    assertThat(stopped.state()).isEqualTo(MonthRun.State.FAILED);
    assertThat(stopped.sellerId()).isEqualTo(ACME);
    assertThat(stopped.failure()).contains("2026-02 of seller 10");
    assertThat(town.months.run(platform(), MONTH).orElseThrow().state())
        .isEqualTo(MonthRun.State.DONE);
    assertThat(closed()).containsExactly(PLATFORM, ACME, NOVA);
    assertThat(town.months.failures(platform(), 202602)).isEmpty();
  }

  private List<Long> closed() {
    return town.months.sellers(platform(), MONTH).stream()
        .filter(row -> row.state() == Period.State.CLOSED)
        .map(row -> row.seller().id())
        .toList();
  }

  @Test
  void two_processes_do_not_close_at_once() throws Exception {
    passDays(4);
    town.months.close(platform(), MONTH);

    try (var other = town.store().dataSource().getConnection();
        var statement = other.createStatement()) {
      statement.executeQuery("SELECT GET_LOCK(CONCAT(DATABASE(), '.month'), 0)");
      town.close.run(202602);
    }
    var waiting = town.months.get(platform(), MONTH).state();
    town.close.run(202602);

    assertThat(waiting).isEqualTo(Period.State.OPEN);
    assertThat(town.months.get(platform(), MONTH).state()).isEqualTo(Period.State.CLOSED);
  }

  @Test
  void the_calendar_begins_a_close_once_on_its_day() {
    town.months.setRule(platform(), new MonthRule(5, 72));
    passDays(3);
    town.months.beginByCalendar();
    assertThat(begun).isEmpty();

    passDays(1);
    town.months.beginByCalendar();
    town.months.beginByCalendar();

    assertThat(begun).containsExactly(202602);
    assertThat(town.months.run(platform(), MONTH).orElseThrow().startedBy()).isEmpty();
  }

  @Test
  void days_and_hours_have_their_limits() {
    for (var bad : new int[][] {{-1, 72}, {29, 72}, {5, 0}, {5, 673}}) {
      assertThatThrownBy(() -> new MonthRule(bad[0], bad[1])).isInstanceOf(Fault.class);
    }
    for (var good : new int[][] {{0, 1}, {28, 672}}) {
      var rule = new MonthRule(good[0], good[1]);
      assertThat(town.months.setRule(platform(), rule)).isEqualTo(rule);
    }
  }

  @Test
  void a_closed_month_shows_a_reseller_its_own_books_only() {
    passDays(4);
    town.months.close(platform(), MONTH);
    town.close.run(202602);

    var acme = town.months.get(town.test.owner(ACME), MONTH);
    var platforms = town.months.get(platform(), MONTH);

    assertThat(acme.books().sellerId()).isEqualTo(ACME);
    assertThat(acme.books().hash()).isNotEqualTo(platforms.books().hash());
  }
}
