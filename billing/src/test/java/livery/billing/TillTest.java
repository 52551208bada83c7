package livery.billing;

import static livery.billing.Town.CLIENT;
import static livery.billing.Town.LATER;
import static livery.billing.Town.NOW;
import static livery.billing.Town.PLATFORM;
import static livery.billing.Town.RESELLER;
import static livery.billing.Town.UAH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A till that locks its wallets late, while others book. */
class TillTest {

  private static final List<Long> BUYERS = List.of(CLIENT, RESELLER);

  private final Town town = new Town();
  private final Ledger ledger = town.ledger;
  private Connection connection;
  private Connection others;
  private boolean stillTrue = true;

  @BeforeEach
  void open() throws SQLException {
    connection = town.connect();
    others = town.connect();
    try (var statement = others.createStatement()) {
      statement.execute("SET SESSION innodb_lock_wait_timeout = 1");
    }
    town.fund(others, "100");
    connection.setAutoCommit(false);
  }

  @AfterEach
  void close() throws SQLException {
    connection.rollback();
    connection.close();
    others.close();
  }

  private Till late() throws SQLException {
    return ledger.openLate(connection, BUYERS, NOW, () -> stillTrue);
  }

  /** One that has seen no wallet yet, and of which this ledger sees nothing. */
  private Ledger elsewhere() {
    return new Ledger(town.ids);
  }

  private static Money uah(String amount) {
    return Money.of(amount, UAH);
  }

  private void charge(Till till, long event, int parts) throws SQLException {
    assertThat(till.charge(List.of(town.event(event, parts)), covered -> {})).isEmpty();
  }

  @Test
  void others_book_until_it_writes_and_both_count() throws SQLException {
    var till = late();
    charge(till, 1, 2);
    assertThat(till.hold(List.of(town.event(2, 10)), LATER, covered -> {})).isEmpty();
    ledger.charge(others, List.of(town.event(3, 1)), NOW);

    till.close();
    assertThatThrownBy(() -> ledger.charge(others, List.of(town.event(4, 1)), NOW))
        .hasMessageContaining("Lock wait timeout");
    connection.commit();

    assertThat(town.client(others).balance()).isEqualTo(uah("97.45"));
    assertThat(town.client(others).held()).isEqualTo(uah("8.50"));
    assertThat(Invariants.check(others)).isEmpty();
  }

  @Test
  void exactly_what_others_left_still_fits_and_a_millionth_less_does_not() throws SQLException {
    ledger.charge(others, List.of(town.event(1, 116)), NOW);
    var till = late();
    charge(till, 2, 1); // 1.40 is left
    ledger.topUp(others, CLIENT, RESELLER, new Money(300_000, UAH), "top", "", NOW);
    charge(others, 3);
    till.close();
    connection.commit();
    assertThat(town.client(others).balance()).isEqualTo(Money.zero(UAH));

    ledger.topUp(others, CLIENT, RESELLER, new Money(1_699_999, UAH), "top-2", "", NOW);
    var poor = elsewhere().openLate(connection, BUYERS, NOW, () -> stillTrue);
    charge(poor, 4, 1);
    charge(others, 5);

    assertThatThrownBy(poor::close).isInstanceOf(BillingException.Overtaken.class);
    connection.rollback();
    assertThat(RatedRows.of(others, 4)).isEmpty();
    assertThat(town.client(others).balance()).isEqualTo(new Money(849_999, UAH));
    assertThat(Invariants.check(others)).isEmpty();
  }

  private void charge(Connection by, long event) throws SQLException {
    assertThat(ledger.charge(by, List.of(town.event(event, 1)), NOW)).isEmpty();
  }

  @Test
  void nobody_is_refused_by_what_was_read_before_money_came() throws SQLException {
    var till = late();
    town.topUp(others, CLIENT, RESELLER, "900");
    town.topUp(others, RESELLER, PLATFORM, "900");

    charge(till, 1, 1_000);
    assertThat(till.charge(List.of(town.event(2, 1_000)), covered -> {}))
        .extracting(Refusal::available)
        .containsExactly(uah("150"));
    till.close();
    connection.commit();

    assertThat(town.client(others).balance()).isEqualTo(uah("150"));
  }

  @Test
  void a_limit_a_lot_or_another_seller_that_came_meanwhile_begins_the_batch_anew()
      throws SQLException {
    var limited = late();
    charge(limited, 1, 1);
    execute("UPDATE wallet SET own_limit = 1, zone = 'UTC' WHERE buyer_id = " + CLIENT);
    assertThatThrownBy(limited::close).isInstanceOf(BillingException.Overtaken.class);
    connection.rollback();
    execute("UPDATE wallet SET own_limit = NULL, zone = NULL");

    var withUnits = late();
    charge(withUnits, 2, 1);
    execute("UPDATE wallet SET has_lots = 1 WHERE buyer_id = " + CLIENT);
    assertThatThrownBy(withUnits::close).isInstanceOf(BillingException.Overtaken.class);
    connection.rollback();
    execute("UPDATE wallet SET has_lots = 0");

    var moved = late();
    charge(moved, 3, 1);
    stillTrue = false;
    assertThatThrownBy(moved::close).isInstanceOf(BillingException.Overtaken.class);
    connection.rollback();
    assertThat(town.client(others).balance()).isEqualTo(uah("100"));
  }

  @Test
  void wallets_with_a_limit_are_locked_at_once() throws SQLException {
    execute("UPDATE wallet SET own_limit = 1700000, zone = 'UTC' WHERE buyer_id = " + CLIENT);
    var till = late();

    assertThatThrownBy(() -> ledger.charge(others, List.of(town.event(1, 1)), NOW))
        .hasMessageContaining("Lock wait timeout");
    charge(till, 2, 2);
    assertThat(till.charge(List.of(town.event(3, 1)), covered -> {}))
        .extracting(Refusal::reason)
        .containsExactly(Refusal.Reason.DAY_LIMIT);
    till.close();
    connection.commit();
    assertThat(town.client(others).balance()).isEqualTo(uah("98.30"));

    stillTrue = false;
    assertThatThrownBy(this::late).isInstanceOf(BillingException.Overtaken.class);
  }

  /** A till begins with the wallets as the one before left them. */
  @Test
  void what_was_seen_before_refuses_nobody_and_pays_for_nothing() throws SQLException {
    var first = late();
    charge(first, 1, 100);
    first.close();
    connection.commit();
    town.topUp(others, CLIENT, RESELLER, "85");
    town.topUp(others, RESELLER, PLATFORM, "85");

    var richer = late();
    charge(richer, 2, 100); // 15 were left
    richer.close();
    connection.commit();
    assertThat(elsewhere().charge(others, List.of(town.event(3, 10)), NOW)).isEmpty();

    var poorer = late();
    charge(poorer, 4, 10); // 15 were left, now 6.50
    assertThatThrownBy(poorer::close).isInstanceOf(BillingException.Overtaken.class);
    connection.rollback();
    assertThat(late().charge(List.of(town.event(4, 10)), covered -> {}))
        .extracting(Refusal::available)
        .containsExactly(uah("6.50"));
    connection.rollback();
    assertThat(town.client(others).balance()).isEqualTo(uah("6.50"));
    assertThat(Invariants.check(others)).isEmpty();
  }

  @Test
  void what_was_rolled_back_may_be_spent_by_the_next() throws SQLException {
    var first = late();
    charge(first, 1, 100);
    first.close();
    connection.rollback();

    var next = late();
    charge(next, 2, 100);
    next.close();
    connection.commit();

    assertThat(town.client(others).balance()).isEqualTo(uah("15"));
  }

  @Test
  void a_limit_of_the_day_is_found_though_the_wallet_was_seen_without() throws SQLException {
    var first = late();
    charge(first, 1, 1);
    first.close();
    connection.commit();
    execute("UPDATE wallet SET own_limit = 1700000, zone = 'UTC' WHERE buyer_id = " + CLIENT);

    var second = late();
    charge(second, 2, 2);
    assertThatThrownBy(second::close).isInstanceOf(BillingException.Overtaken.class);
    connection.rollback();
    var third = late();
    charge(third, 2, 2);
    assertThat(third.charge(List.of(town.event(3, 1)), covered -> {}))
        .extracting(Refusal::reason)
        .containsExactly(Refusal.Reason.DAY_LIMIT);
  }

  @Test
  void the_key_of_a_charge_refuses_what_comes_twice_without_a_look() throws SQLException {
    charge(others, 1);
    var till = late().ofNewEvents();
    charge(till, 1, 1);

    assertThatThrownBy(till::close).isInstanceOf(BillingException.Conflict.class);
  }

  private void execute(String sql) throws SQLException {
    try (var statement = others.createStatement()) {
      statement.execute(sql);
    }
  }
}
