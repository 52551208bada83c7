package livery.billing;

import static livery.billing.Town.LATER;
import static livery.billing.Town.NOW;
import static livery.billing.Town.UAH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import livery.billing.rent.Proration;
import livery.billing.rent.Rent;
import livery.billing.rent.Rents;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatementTest {

  private static final Instant END = NOW.plusSeconds(86_400);

  private final Town town = new Town();
  private Connection connection;

  @BeforeEach
  void connect() throws SQLException {
    connection = town.connect();
  }

  @AfterEach
  void every_invariant_holds_afterwards() throws SQLException {
    try (var open = connection) {
      assertThat(Invariants.check(open)).isEmpty();
    }
  }

  private static Money uah(String amount) {
    return Money.of(amount, UAH);
  }

  private void chargeEach(int count) throws SQLException {
    for (var id = 1; id <= count; id++) {
      town.ledger.charge(connection, List.of(town.event(id, 1)), NOW.plusSeconds(id / 2));
    }
  }

  @Test
  void pages_follow_each_other_with_a_running_balance() throws SQLException {
    town.fund(connection, "10");
    chargeEach(7);
    var wallet = town.client(connection).id();

    var lines = new ArrayList<Statement.Line>();
    var page = Statement.of(connection, wallet, NOW, END, 3);
    assertThat(page.closing()).isEqualTo(uah("4.05"));
    lines.addAll(page.lines());
    for (var next = page.next(); next.isPresent(); next = page.next()) {
      page = Statement.before(connection, wallet, NOW, next.get(), 3);
      lines.addAll(page.lines());
    }

    assertThat(page.opening()).isEqualTo(Money.zero(UAH));
    assertThat(lines)
        .extracting(Statement.Line::balance)
        .containsExactly(
            uah("4.05"),
            uah("4.90"),
            uah("5.75"),
            uah("6.60"),
            uah("7.45"),
            uah("8.30"),
            uah("9.15"),
            uah("10"));
    assertThat(lines).extracting(line -> line.transfer().id()).doesNotHaveDuplicates();
    assertThat(lines.get(7).change()).isEqualTo(uah("10"));
    assertThat(lines.get(0).change()).isEqualTo(uah("-0.85"));
  }

  @Test
  void the_same_lines_come_upwards_with_the_same_balances_in_parts_of_any_size()
      throws SQLException {
    town.fund(connection, "10");
    chargeEach(7);
    var wallet = town.client(connection).id();
    var down = new ArrayList<>(Statement.of(connection, wallet, NOW, END, 100).lines());
    Collections.reverse(down);

    for (var size = 1; size <= 9; size++) {
      var lines = new ArrayList<Statement.Line>();
      var page = Statement.upwards(connection, wallet, NOW, END, Optional.empty(), size);
      assertThat(page.opening()).isEqualTo(Money.zero(UAH));
      lines.addAll(page.lines());
      for (var next = page.next(); next.isPresent(); next = page.next()) {
        page = Statement.upwards(connection, wallet, NOW, END, next, size);
        lines.addAll(page.lines());
      }
      assertThat(lines).isEqualTo(down);
      assertThat(page.closing()).isEqualTo(uah("4.05"));
    }
  }

  @Test
  void upwards_a_line_that_comes_meanwhile_stands_at_the_end_and_a_period_opens_with_its_balance()
      throws SQLException {
    town.fund(connection, "10");
    chargeEach(7);
    var wallet = town.client(connection).id();
    var from = NOW.plusSeconds(1);

    var first = Statement.upwards(connection, wallet, from, END, Optional.empty(), 2);
    town.ledger.charge(connection, List.of(town.event(8, 1)), NOW.plusSeconds(4));
    var rest = Statement.upwards(connection, wallet, from, END, first.next(), 100);

    assertThat(first.opening()).isEqualTo(uah("9.15"));
    assertThat(rest.lines()).hasSize(5).last().extracting("balance").isEqualTo(uah("3.20"));
    var after = Statement.upwards(connection, wallet, LATER, END, Optional.empty(), 10);
    assertThat(after.lines()).isEmpty();
    assertThat(after.closing()).isEqualTo(after.opening());
  }

  @Test
  void a_period_ends_before_its_last_moment_and_closes_with_its_own_balance() throws SQLException {
    town.fund(connection, "10");
    chargeEach(7);
    var wallet = town.client(connection).id();

    var page = Statement.of(connection, wallet, NOW.plusSeconds(1), NOW.plusSeconds(2), 100);

    assertThat(page.lines()).hasSize(2);
    assertThat(page.opening()).isEqualTo(uah("9.15"));
    assertThat(page.closing()).isEqualTo(uah("7.45"));
    assertThat(page.next()).isEqualTo(Optional.empty());
  }

  @Test
  void a_period_without_lines_still_has_its_balance() throws SQLException {
    town.fund(connection, "10");
    var wallet = town.client(connection).id();

    var before = Statement.of(connection, wallet, NOW.minusSeconds(9), NOW, 10);
    var after = Statement.of(connection, wallet, LATER, END, 10);

    assertThat(before.lines()).isEmpty();
    assertThat(before.closing()).isEqualTo(Money.zero(UAH));
    assertThat(after.closing()).isEqualTo(uah("10"));
    assertThat(after.opening()).isEqualTo(uah("10"));
  }

  @Test
  void a_line_drills_down_to_its_events() throws SQLException {
    town.fund(connection, "100");
    town.ledger.charge(
        connection, List.of(town.event(1, 1), town.event(2, 2), town.event(3, 3)), NOW);
    town.ledger.refund(connection, List.of(2L), "failed", NOW);
    var wallet = town.client(connection).id();
    var lines = Statement.of(connection, wallet, NOW, END, 10).lines();
    var refund = lines.get(0).transfer();
    var charge = lines.get(1).transfer();

    var first = RatedRows.behind(connection, charge, 0, 2);
    var rest = RatedRows.behind(connection, charge, 2, 2);

    assertThat(refund.reference()).isEqualTo("failed");
    assertThat(RatedRows.behind(connection, refund, 0, 10))
        .extracting(RatedRows.Row::eventId)
        .containsExactly(2L);
    assertThat(first).extracting(RatedRows.Row::eventId).containsExactly(1L, 2L);
    assertThat(rest).extracting(RatedRows.Row::eventId).containsExactly(3L);
    assertThat(charge.amount()).isEqualTo(uah("5.10"));
    assertThat(Statement.transfer(connection, wallet, charge.id())).contains(charge);
    var stranger = town.reseller(connection).id();
    assertThat(Statement.transfer(connection, stranger, charge.id())).isEmpty();
  }

  @Test
  void a_statement_wants_a_wallet_and_a_page_of_a_size() {
    assertThatThrownBy(() -> Statement.of(connection, 4711, NOW, END, 10))
        .isInstanceOf(BillingException.Unknown.class);
    for (var limit : List.of(0, -1, 501)) {
      assertThatThrownBy(() -> Statement.of(connection, 1, NOW, END, limit))
          .isInstanceOf(BillingException.Invalid.class);
    }
  }

  @Test
  void rent_is_charged_once_for_each_day_and_may_go_below_the_line() throws SQLException {
    town.fund(connection, "10");
    var rents = new Rents(town.ledger);
    var march = LocalDate.of(2026, 3, 1);
    var april = march.plusMonths(1);

    assertThat(
            rents.begin(connection, town.bookOf("10.01"), List.of(rent(1, 16, march, april)), NOW))
        .extracting(Refusal::reason)
        .containsExactly(Refusal.Reason.NO_MONEY);
    var cheap = rent(2, 10, LocalDate.of(2026, 3, 22), april);
    assertThat(rents.begin(connection, town.bookOf("8.50"), List.of(cheap), NOW)).isEmpty();
    assertThat(town.client(connection).balance()).isEqualTo(uah("7.26"));

    var next = rent(3, 10, april, april.plusMonths(1));
    assertThat(rents.renew(connection, town.bookOf("25"), List.of(next), NOW)).isEmpty();
    assertThat(town.client(connection).balance()).isEqualTo(uah("-17.74"));
    assertThat(town.client(connection).available().isNegative()).isTrue();

    var overlapping = rent(4, 10, april.plusDays(3), april.plusDays(4));
    assertThat(rents.renew(connection, town.bookOf("25"), List.of(overlapping), NOW))
        .extracting(Refusal::reason)
        .containsExactly(Refusal.Reason.ALREADY_CHARGED);
    assertThat(town.client(connection).balance()).isEqualTo(uah("-17.74"));
  }

  private static Rent rent(long event, long subject, LocalDate from, LocalDate to) {
    return new Rent(event, subject, "RENT", Town.EDGES, "UA", "", from, to, Proration.DAILY_ACTUAL);
  }
}
