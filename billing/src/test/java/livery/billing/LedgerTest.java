package livery.billing;

import static livery.billing.Town.CLIENT;
import static livery.billing.Town.LATER;
import static livery.billing.Town.NOW;
import static livery.billing.Town.PLATFORM;
import static livery.billing.Town.RESELLER;
import static livery.billing.Town.UAH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private final Town town = new Town();
  private final Ledger ledger = town.ledger;
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

  @Test
  void charge_takes_the_money_on_every_edge_at_once() throws SQLException {
    town.fund(connection, "100");

    var refused = ledger.charge(connection, List.of(town.event(1, 2)), NOW);

    assertThat(refused).isEmpty();
    assertThat(town.client(connection).balance()).isEqualTo(uah("98.30"));
    assertThat(town.reseller(connection).balance()).isEqualTo(uah("98.60"));
    var rows = RatedRows.of(connection, 1);
    assertThat(rows).extracting(RatedRows.Row::state).containsOnly(RatedRows.State.POSTED);
    assertThat(rows)
        .extracting(row -> row.line().amount())
        .containsExactly(uah("1.70"), uah("1.40"), uah("0.80"));
  }

  @Test
  void a_charge_without_money_at_the_reseller_changes_nothing_at_the_client() throws SQLException {
    town.topUp(connection, CLIENT, RESELLER, "100");

    var refused = ledger.charge(connection, List.of(town.event(1, 1)), NOW);

    assertThat(refused)
        .containsExactly(
            new Refusal(1, RESELLER, Refusal.Reason.NO_MONEY, uah("0.70"), Money.zero(UAH)));
    assertThat(town.client(connection).balance()).isEqualTo(uah("100"));
    assertThat(RatedRows.of(connection, 1)).isEmpty();
  }

  @Test
  void events_take_money_in_their_order_and_a_smaller_one_may_still_fit() throws SQLException {
    town.topUp(connection, CLIENT, RESELLER, "3.40");
    town.topUp(connection, RESELLER, PLATFORM, "100");

    var refused =
        ledger.hold(
            connection,
            List.of(town.event(1, 3), town.event(2, 2), town.event(3, 1), town.event(4, 1)),
            NOW,
            LATER);

    assertThat(refused).extracting(Refusal::eventId).containsExactly(2L, 4L);
    assertThat(refused)
        .extracting(refusal -> refusal.available())
        .containsExactly(uah("0.85"), uah("0"));
    assertThat(town.client(connection).held()).isEqualTo(uah("3.40"));
  }

  @Test
  void a_credit_limit_is_spent_to_the_last_millionth() throws SQLException {
    town.topUp(connection, RESELLER, PLATFORM, "100");
    ledger.setCreditLimit(connection, CLIENT, RESELLER, uah("0.849999"), "limit-1", NOW);
    assertThat(ledger.charge(connection, List.of(town.event(1, 1)), NOW)).hasSize(1);
    ledger.setCreditLimit(connection, CLIENT, RESELLER, uah("0.85"), "limit-2", NOW);

    var refused = ledger.charge(connection, List.of(town.event(2, 1)), NOW);

    assertThat(refused).isEmpty();
    assertThat(town.client(connection).available()).isEqualTo(Money.zero(UAH));
  }

  @Test
  void an_event_of_another_currency_finds_no_wallet() throws SQLException {
    town.fund(connection, "100");
    var line = new RatedLine(0, RESELLER, CLIENT, "MT", 1, 0, BigDecimal.ONE, 1_000_000, "EUR");

    var refused = ledger.hold(connection, List.of(new RatedEvent(1, List.of(line))), NOW, LATER);

    assertThat(refused)
        .extracting(Refusal::reason, Refusal::buyerId)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(Refusal.Reason.NO_WALLET, CLIENT));
  }

  @Test
  void an_event_that_costs_nothing_passes_an_empty_wallet() throws SQLException {
    var line = new RatedLine(0, RESELLER, CLIENT, "MO", 1, 0, BigDecimal.ZERO, 0, UAH);
    var cost = new RatedLine(1, Edge.OPERATORS, RESELLER, "MO", 1, 0, BigDecimal.ZERO, 0, UAH);

    var refused = ledger.charge(connection, List.of(new RatedEvent(1, List.of(line, cost))), NOW);

    assertThat(refused).isEmpty();
    assertThat(RatedRows.of(connection, 1)).hasSize(2);
  }

  @Test
  void one_batch_cannot_take_the_same_event_in_two_steps() throws SQLException {
    town.fund(connection, "100");
    connection.setAutoCommit(false);
    var till = ledger.open(connection, List.of(CLIENT, RESELLER), NOW);
    till.charge(List.of(town.event(1, 1)), covered -> {});

    assertThatThrownBy(() -> till.hold(List.of(town.event(1, 1)), LATER, covered -> {}))
        .isInstanceOf(BillingException.Conflict.class);

    connection.rollback();
    connection.setAutoCommit(true);
  }

  @Test
  void what_is_held_on_many_slips_ends_event_by_event_and_runs_out_together() throws SQLException {
    town.fund(connection, "1000");
    var events = new ArrayList<RatedEvent>();
    for (var id = 1; id <= 2 * Slip.EVENTS_MAX + 1; id++) {
      events.add(town.event(id, 1));
    }
    events.add(town.event(10 * Slip.SPAN, 1));
    ledger.hold(connection, events, NOW, LATER);
    assertThat(count("SELECT COUNT(*) FROM hold")).isEqualTo(4);

    var some = List.of(new Settlement(1, 1), new Settlement(10 * Slip.SPAN, 1));
    assertThat(ledger.settle(connection, some, NOW)).isEmpty();
    assertThat(ledger.settle(connection, some, NOW)).isEqualTo(some);
    assertThat(count("SELECT COUNT(*) FROM hold")).isEqualTo(3);
    assertThat(ledger.expire(connection, LATER, 7)).hasSize(7);
    assertThat(ledger.expire(connection, LATER, Ledger.BATCH_MAX)).hasSize(2 * Slip.EVENTS_MAX - 7);
    assertThat(count("SELECT COUNT(*) FROM hold")).isZero();
    assertThat(town.client(connection).held().isZero()).isTrue();
  }

  private long count(String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void the_same_event_cannot_be_rated_twice() throws SQLException {
    town.fund(connection, "100");
    ledger.hold(connection, List.of(town.event(1, 1)), NOW, LATER);
    connection.setAutoCommit(false);

    assertThatThrownBy(() -> ledger.charge(connection, List.of(town.event(1, 1)), NOW))
        .isInstanceOf(BillingException.Conflict.class);

    connection.rollback();
    assertThat(town.client(connection).held()).isEqualTo(uah("0.85"));
  }

  @Test
  void the_same_event_twice_in_one_batch_is_a_mistake() {
    assertThatThrownBy(
            () -> ledger.charge(connection, List.of(town.event(1, 1), town.event(1, 1)), NOW))
        .isInstanceOf(BillingException.Invalid.class)
        .hasMessageContaining("Event 1 comes twice");
  }

  @Test
  void a_settlement_charges_the_whole_a_part_or_nothing() throws SQLException {
    town.fund(connection, "100");
    ledger.hold(
        connection, List.of(town.event(1, 3), town.event(2, 3), town.event(3, 3)), NOW, LATER);
    assertThat(town.client(connection).held()).isEqualTo(uah("7.65"));

    var refused =
        ledger.settle(
            connection,
            List.of(new Settlement(1, 3), new Settlement(2, 1), new Settlement(3, 0)),
            NOW);

    assertThat(refused).isEmpty();
    assertThat(town.client(connection).held()).isEqualTo(Money.zero(UAH));
    assertThat(town.client(connection).balance()).isEqualTo(uah("96.60"));
    assertThat(town.reseller(connection).balance()).isEqualTo(uah("97.20"));
    assertThat(RatedRows.of(connection, 2)).extracting(RatedRows.Row::posted).containsOnly(1);
    assertThat(RatedRows.of(connection, 3))
        .extracting(RatedRows.Row::state)
        .containsOnly(RatedRows.State.RELEASED);
  }

  @Test
  void a_second_settlement_changes_nothing_and_is_returned() throws SQLException {
    town.fund(connection, "100");
    ledger.hold(connection, List.of(town.event(1, 1)), NOW, LATER);
    ledger.settle(connection, List.of(new Settlement(1, 1)), NOW);

    var refused =
        ledger.settle(connection, List.of(new Settlement(1, 0), new Settlement(99, 1)), NOW);

    assertThat(refused).containsExactly(new Settlement(1, 0), new Settlement(99, 1));
    assertThat(town.client(connection).balance()).isEqualTo(uah("99.15"));
  }

  @Test
  void more_than_was_held_cannot_be_charged() throws SQLException {
    town.fund(connection, "100");
    ledger.hold(connection, List.of(town.event(1, 2)), NOW, LATER);

    assertThatThrownBy(() -> ledger.settle(connection, List.of(new Settlement(1, 3)), NOW))
        .isInstanceOf(BillingException.Invalid.class)
        .hasMessageContaining("Event 1 holds 2 units");
    assertThatThrownBy(() -> new Settlement(1, -1)).isInstanceOf(BillingException.Invalid.class);
  }

  @Test
  void a_hold_that_ran_out_is_released_once() throws SQLException {
    town.fund(connection, "100");
    ledger.hold(connection, List.of(town.event(1, 1), town.event(2, 1)), NOW, LATER);
    ledger.hold(connection, List.of(town.event(3, 1)), NOW, LATER.plusMillis(1));

    assertThat(ledger.expire(connection, LATER.minusMillis(1), 10)).isEmpty();
    assertThat(ledger.expire(connection, LATER, 10)).containsExactly(1L, 2L);
    assertThat(ledger.expire(connection, LATER, 10)).isEmpty();

    assertThat(town.client(connection).held()).isEqualTo(uah("0.85"));
    assertThat(ledger.settle(connection, List.of(new Settlement(1, 1)), LATER)).hasSize(1);
  }

  @Test
  void a_refund_restores_every_wallet_exactly_and_works_once() throws SQLException {
    town.fund(connection, "100");
    ledger.charge(connection, List.of(town.event(1, 3), town.event(2, 1)), NOW);
    ledger.hold(connection, List.of(town.event(3, 3)), NOW, LATER);
    ledger.settle(connection, List.of(new Settlement(3, 2)), NOW);

    var refused = ledger.refund(connection, List.of(1L, 2L, 3L), "operator failed", NOW);
    var again = ledger.refund(connection, List.of(1L, 9L), "operator failed", NOW);

    assertThat(refused).isEmpty();
    assertThat(again).containsExactly(1L, 9L);
    assertThat(town.client(connection).balance()).isEqualTo(uah("100"));
    assertThat(town.reseller(connection).balance()).isEqualTo(uah("100"));
    assertThat(RatedRows.of(connection, 1)).allMatch(RatedRows.Row::isRefunded);
  }

  @Test
  void what_is_only_held_cannot_be_refunded() throws SQLException {
    town.fund(connection, "100");
    ledger.hold(connection, List.of(town.event(1, 1)), NOW, LATER);

    assertThat(ledger.refund(connection, List.of(1L), "", NOW)).containsExactly(1L);
  }

  @Test
  void a_top_up_counts_once_for_each_key() throws SQLException {
    var first = ledger.topUp(connection, CLIENT, RESELLER, uah("5"), "pay-1", "no. 1", NOW);
    var repeat = ledger.topUp(connection, CLIENT, RESELLER, uah("5"), "pay-1", "no. 1", LATER);

    assertThat(repeat).isEqualTo(first);
    assertThat(town.client(connection).balance()).isEqualTo(uah("5"));
    assertThatThrownBy(
            () -> ledger.topUp(connection, CLIENT, RESELLER, uah("6"), "pay-1", "no. 1", NOW))
        .isInstanceOf(BillingException.Conflict.class)
        .hasMessageContaining("pay-1");
    assertThat(town.client(connection).balance()).isEqualTo(uah("5"));
  }

  @Test
  void a_top_up_wants_an_amount_above_zero_and_a_wallet() throws SQLException {
    connection.setAutoCommit(false);
    for (var amount : List.of(Money.zero(UAH), uah("-1"))) {
      assertThatThrownBy(() -> ledger.topUp(connection, CLIENT, RESELLER, amount, "bad", "", NOW))
          .isInstanceOf(BillingException.Invalid.class);
    }
    assertThatThrownBy(
            () -> ledger.topUp(connection, CLIENT, RESELLER, Money.of("1", "EUR"), "bad", "", NOW))
        .isInstanceOf(BillingException.Unknown.class)
        .hasMessageContaining("Buyer 30 has no wallet in EUR at seller 20");
    connection.rollback();
  }

  @Test
  void an_allocation_moves_only_what_the_seller_really_has() throws SQLException {
    town.topUp(connection, RESELLER, PLATFORM, "10");
    ledger.setCreditLimit(connection, RESELLER, PLATFORM, uah("100"), "limit", NOW);
    ledger.allocate(connection, CLIENT, RESELLER, PLATFORM, uah("4"), "move", "", NOW);
    ledger.allocate(connection, CLIENT, RESELLER, PLATFORM, uah("4"), "move", "", NOW);
    connection.setAutoCommit(false);

    assertThatThrownBy(
            () ->
                ledger.allocate(
                    connection, CLIENT, RESELLER, PLATFORM, uah("6.000001"), "more", "", NOW))
        .isInstanceOf(BillingException.NoMoney.class)
        .hasMessageContaining("6 UAH of its own");

    connection.rollback();
    assertThat(town.reseller(connection).balance()).isEqualTo(uah("6"));
    assertThat(town.client(connection).balance()).isEqualTo(uah("4"));
  }

  @Test
  void an_old_credit_limit_does_not_come_back_with_its_key() throws SQLException {
    ledger.setCreditLimit(connection, CLIENT, RESELLER, uah("5"), "a", NOW);
    ledger.setCreditLimit(connection, CLIENT, RESELLER, uah("9"), "b", NOW);

    ledger.setCreditLimit(connection, CLIENT, RESELLER, uah("5"), "a", NOW);

    assertThat(town.client(connection).creditLimit()).isEqualTo(uah("9"));
    assertThatThrownBy(
            () -> ledger.setCreditLimit(connection, CLIENT, RESELLER, uah("-1"), "c", NOW))
        .isInstanceOf(BillingException.Invalid.class);
  }

  @Test
  void a_batch_makes_one_transfer_for_each_edge() throws SQLException {
    town.fund(connection, "1000");
    var events = new ArrayList<RatedEvent>();
    for (var id = 1; id <= 300; id++) {
      events.add(town.event(id, 1 + id % 3));
    }

    ledger.charge(connection, events, NOW);

    try (var rows =
        connection
            .createStatement()
            .executeQuery("SELECT COUNT(*), SUM(quantity) FROM transfer WHERE kind = 'CHARGE'")) {
      rows.next();
      assertThat(rows.getInt(1)).isEqualTo(3);
      assertThat(rows.getInt(2)).isEqualTo(3 * 600);
    }
  }

  @Test
  void transfers_cannot_be_changed_or_deleted() throws SQLException {
    town.fund(connection, "1");
    try (var statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute("UPDATE transfer SET amount = 2"))
          .hasMessageContaining("append only");
      assertThatThrownBy(() -> statement.execute("DELETE FROM transfer"))
          .hasMessageContaining("append only");
    }
  }
}
