package livery.billing;

import static livery.billing.Town.LATER;
import static livery.billing.Town.NOW;
import static livery.billing.Town.UAH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import livery.billing.BillRule.On;
import livery.billing.BillRule.OnTimeout;
import livery.billing.price.BillRules;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Edges of one event that are charged at different moments (billing.md §1.6, §3.5). */
class LevelsTest {

  private static final Instant NEXT_MONTH = Instant.parse("2026-04-02T08:00:00Z");
  private static final BillRule DELIVERED = new BillRule(On.DELIVERED, OnTimeout.RELEASE);
  private static final BillRule DELIVERED_POST = new BillRule(On.DELIVERED, OnTimeout.POST);
  private static final BillRule SUBMIT = new BillRule(On.SUBMIT, OnTimeout.RELEASE);

  private final Town town = new Town();
  private final Ledger ledger = town.ledger;
  private Connection connection;

  @BeforeEach
  void open() throws SQLException {
    connection = town.connect();
    town.fund(connection, "100");
  }

  @AfterEach
  void the_books_are_whole() throws SQLException {
    assertThat(Invariants.check(connection)).isEmpty();
    connection.close();
  }

  private RatedEvent event(long id, int parts, BillRule... rules) {
    var event = town.event(id, parts);
    var lines = new ArrayList<RatedLine>();
    for (var line : event.lines()) {
      lines.add(line.by(rules[line.level()]));
    }
    return new RatedEvent(id, lines);
  }

  private void hold(long id, int parts, BillRule... rules) throws SQLException {
    assertThat(ledger.hold(connection, List.of(event(id, parts, rules)), NOW, LATER)).isEmpty();
  }

  private String states(long id) throws SQLException {
    var states = new StringBuilder();
    for (var row : RatedRows.of(connection, id)) {
      states.append(row.state()).append(' ').append(row.posted()).append(' ');
    }
    return states.toString().strip();
  }

  private String client() throws SQLException {
    var wallet = town.client(connection);
    return wallet.balance().toBigDecimal().stripTrailingZeros().toPlainString()
        + " held "
        + wallet.held().toBigDecimal().stripTrailingZeros().toPlainString();
  }

  @Test
  void the_route_charges_on_submission_and_the_client_pays_for_what_arrives() throws SQLException {
    hold(1, 3, DELIVERED, BillRule.STANDARD, SUBMIT);

    ledger.settle(connection, List.of(Settlement.answered(1, 3, 2)), NOW);

    assertThat(states(1)).isEqualTo("HELD 0 POSTED 2 POSTED 3");
    assertThat(client()).isEqualTo("100 held 2.55");
    assertThat(town.reseller(connection).balance()).isEqualTo(Money.of("98.60", UAH));

    ledger.settle(connection, List.of(Settlement.received(1, 1)), NOW);

    assertThat(states(1)).isEqualTo("POSTED 1 POSTED 2 POSTED 3");
    assertThat(client()).isEqualTo("99.15 held 0");
  }

  @Test
  void nothing_is_charged_on_delivery_of_what_the_operator_did_not_take() throws SQLException {
    hold(1, 2, DELIVERED, BillRule.STANDARD, SUBMIT);

    ledger.settle(connection, List.of(Settlement.answered(1, 2, 0)), NOW);

    assertThat(states(1)).isEqualTo("RELEASED 0 RELEASED 0 POSTED 2");
    assertThat(client()).isEqualTo("100 held 0");
  }

  @Test
  void a_receipt_before_the_time_out_is_booked_once() throws SQLException {
    hold(1, 1, DELIVERED, DELIVERED, BillRule.STANDARD);
    ledger.settle(connection, List.of(Settlement.answered(1, 1, 1)), NOW);

    var first = ledger.settle(connection, List.of(Settlement.received(1, 1)), NOW);
    var second = ledger.settle(connection, List.of(Settlement.received(1, 1)), NOW);
    var late = ledger.late(connection, late(1, 1), ZoneOffset.UTC, NEXT_MONTH);

    assertThat(first).isEmpty();
    assertThat(second).hasSize(1);
    assertThat(late).isEmpty();
    assertThat(client()).isEqualTo("99.15 held 0");
  }

  private static List<Ledger.Late> late(long id, int delivered) {
    return List.of(new Ledger.Late(id, delivered, NOW));
  }

  @Test
  void each_edge_runs_out_as_its_seller_says() throws SQLException {
    hold(1, 2, DELIVERED, DELIVERED_POST, SUBMIT);
    ledger.settle(connection, List.of(Settlement.answered(1, 2, 2)), NOW);

    assertThat(ledger.expire(connection, LATER.minusMillis(1), 10)).isEmpty();
    assertThat(ledger.expire(connection, LATER, 10)).containsExactly(1L);
    assertThat(ledger.expire(connection, LATER, 10)).isEmpty();

    assertThat(states(1)).isEqualTo("EXPIRED 0 POSTED 2 POSTED 2");
  }

  @Test
  void the_hold_of_a_seller_above_runs_out_when_the_client_has_long_paid() throws SQLException {
    hold(1, 1, BillRule.STANDARD, DELIVERED, BillRule.STANDARD);
    ledger.settle(connection, List.of(Settlement.answered(1, 1, 1)), NOW);

    assertThat(ledger.expire(connection, LATER, 10)).containsExactly(1L);

    assertThat(states(1)).isEqualTo("POSTED 1 EXPIRED 0 POSTED 1");
  }

  @Test
  void a_late_delivery_is_charged_in_the_open_month_and_names_its_own() throws SQLException {
    hold(1, 3, DELIVERED, BillRule.STANDARD, SUBMIT);
    ledger.settle(connection, List.of(Settlement.answered(1, 3, 3)), NOW);
    ledger.expire(connection, LATER, 10);

    assertThat(ledger.late(connection, late(1, 2), ZoneOffset.UTC, NEXT_MONTH)).containsExactly(1L);
    assertThat(ledger.late(connection, late(1, 2), ZoneOffset.UTC, NEXT_MONTH)).isEmpty();

    assertThat(client()).isEqualTo("98.3 held 0");
    var line = newest();
    assertThat(line.kind()).isEqualTo(Transfer.Kind.CHARGE);
    assertThat(line.postedAt()).isEqualTo(NEXT_MONTH);
    assertThat(line.correctsPeriod()).isEqualTo(202603);
  }

  @Test
  void what_was_charged_at_the_time_out_and_never_arrived_is_given_back_once() throws SQLException {
    hold(1, 3, DELIVERED_POST, BillRule.STANDARD, SUBMIT);
    ledger.settle(connection, List.of(Settlement.answered(1, 3, 3)), NOW);
    ledger.expire(connection, LATER, 10);
    assertThat(client()).isEqualTo("97.45 held 0");

    assertThat(ledger.late(connection, late(1, 2), ZoneOffset.UTC, NEXT_MONTH)).containsExactly(1L);
    assertThat(ledger.late(connection, late(1, 2), ZoneOffset.UTC, NEXT_MONTH)).isEmpty();
    assertThat(ledger.refund(connection, List.of(1L), "", NEXT_MONTH)).containsExactly(1L);

    assertThat(client()).isEqualTo("98.3 held 0");
    assertThat(newest().kind()).isEqualTo(Transfer.Kind.RETURN);
    assertThat(newest().quantity()).isEqualTo(1);
    assertThat(newest().correctsPeriod()).isEqualTo(202603);
    assertThat(town.reseller(connection).balance()).isEqualTo(Money.of("97.90", UAH));
  }

  @Test
  void a_correction_within_the_month_names_no_month() throws SQLException {
    hold(1, 1, DELIVERED, BillRule.STANDARD, SUBMIT);
    ledger.expire(connection, LATER, 10);

    ledger.late(connection, late(1, 1), ZoneOffset.UTC, LATER);

    assertThat(newest().correctsPeriod()).isZero();
  }

  private Transfer newest() throws SQLException {
    var wallet = town.client(connection);
    var to = NEXT_MONTH.plusSeconds(1);
    return Statement.of(connection, wallet.id(), NOW.minusSeconds(1), to, 1)
        .lines()
        .get(0)
        .transfer();
  }

  private void sellUnits(long units) throws SQLException {
    var sale =
        new Bundles.Sale(
            Town.CLIENT,
            Town.RESELLER,
            "MT",
            units,
            Money.of("3", Town.UAH),
            LATER.plusSeconds(60));
    new Bundles(town.ids).sell(connection, sale, "bundle", "", NOW);
  }

  private long unitsLeft() throws SQLException {
    return Bundles.of(connection, town.client(connection).id()).get(0).unitsLeft();
  }

  @Test
  void units_of_what_never_arrived_go_back_with_the_money() throws SQLException {
    sellUnits(4);
    hold(1, 5, DELIVERED_POST, BillRule.STANDARD, SUBMIT);
    ledger.expire(connection, LATER, 10);
    assertThat(client()).isEqualTo("96.15 held 0");

    assertThat(ledger.late(connection, late(1, 3), ZoneOffset.UTC, LATER)).containsExactly(1L);
    assertThat(ledger.late(connection, late(1, 3), ZoneOffset.UTC, LATER)).isEmpty();

    assertThat(client()).isEqualTo("97 held 0");
    assertThat(unitsLeft()).isEqualTo(1);
  }

  @Test
  void what_arrived_after_its_time_uses_units_before_money() throws SQLException {
    sellUnits(3);
    hold(1, 5, DELIVERED, BillRule.STANDARD, SUBMIT);
    ledger.expire(connection, LATER, 10);
    assertThat(client() + ", " + unitsLeft()).isEqualTo("97 held 0, 3");

    assertThat(ledger.late(connection, late(1, 4), ZoneOffset.UTC, LATER)).containsExactly(1L);
    assertThat(ledger.late(connection, late(1, 4), ZoneOffset.UTC, LATER)).isEmpty();

    assertThat(client() + ", " + unitsLeft()).isEqualTo("96.15 held 0, 0");
  }

  @Test
  void more_than_was_charged_cannot_be_given_back() throws SQLException {
    ledger.charge(connection, List.of(town.event(1, 1)), NOW);
    var much = List.of(new Ledger.Return(1, 0, 0, 850_001, NOW));

    assertThatThrownBy(() -> ledger.giveBack(connection, much, "", ZoneOffset.UTC, NOW))
        .isInstanceOf(BillingException.Invalid.class)
        .hasMessageContaining("Event 1 was charged 0.85");
    assertThat(client()).isEqualTo("99.15 held 0");
  }

  @Test
  void the_most_special_rule_holds_and_a_buyers_own_goes_first() {
    var since = NOW.minusSeconds(60);
    var rules =
        BillRules.of(
            List.of(
                entry(1, 0, "", "", DELIVERED, since),
                entry(2, 0, "UA", "", SUBMIT, since),
                entry(3, 0, "", "Kyivstar", DELIVERED_POST, since),
                entry(4, Town.CLIENT, "", "", BillRule.STANDARD, since)));

    assertThat(rules.find(20, 99, "MT", "PL", "", NOW)).isEqualTo(DELIVERED);
    assertThat(rules.find(20, 99, "MT", "UA", "", NOW)).isEqualTo(SUBMIT);
    assertThat(rules.find(20, 99, "MT", "UA", "Kyivstar", NOW)).isEqualTo(DELIVERED_POST);
    assertThat(rules.find(20, Town.CLIENT, "MT", "UA", "", NOW)).isEqualTo(BillRule.STANDARD);
    assertThat(rules.find(20, 99, "MO", "PL", "", NOW)).isEqualTo(BillRule.STANDARD);
    assertThat(rules.find(20, 99, "MT", "PL", "", since.minusMillis(1)))
        .isEqualTo(BillRule.STANDARD);
  }

  private static BillRules.Entry entry(
      long id, long buyer, String country, String network, BillRule rule, Instant from) {
    return new BillRules.Entry(
        id,
        new BillRules.Place(20, buyer, "MT", country, network),
        rule,
        from,
        livery.billing.price.Price.OPEN);
  }

  @Test
  void a_new_rule_ends_the_old_one_and_what_is_held_keeps_its_own() throws SQLException {
    var place = new BillRules.Place(20, 0, "MT", "", "");
    BillRules.put(connection, town.ids, place, DELIVERED, NOW.minusSeconds(60));
    var before = BillRules.load(connection);
    ledger.hold(connection, List.of(before.apply(town.event(1, 1), "UA", "", NOW)), NOW, LATER);

    BillRules.put(connection, town.ids, place, BillRule.STANDARD, NOW.plusSeconds(1));
    var after = BillRules.load(connection);
    ledger.settle(connection, List.of(Settlement.answered(1, 1, 1)), NOW);

    assertThat(states(1)).isEqualTo("HELD 0 POSTED 1 POSTED 1");
    assertThat(after.find(20, 30, "MT", "UA", "", NOW.plusSeconds(2))).isEqualTo(BillRule.STANDARD);
    assertThat(after.find(20, 30, "MT", "UA", "", NOW)).isEqualTo(DELIVERED);
    assertThat(after.isOnDelivery()).isTrue();
    ledger.settle(connection, List.of(Settlement.received(1, 1)), NOW);
  }
}
