package livery.billing.period;

import static livery.billing.period.PeriodTown.KYIV;
import static livery.billing.period.PeriodTown.MIDDLE;
import static livery.billing.period.PeriodTown.uah;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import livery.billing.BillingException;
import livery.billing.Dying;
import livery.billing.Invariants.Violation;
import livery.billing.Ledger;
import livery.billing.OneOff;
import livery.billing.RatedEvent;
import livery.billing.Settlement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * I4, that a refused act changes nothing, has no rule of its own: whatever part of an act would
 * stay, others find. A credit line alone has no second place where it is written.
 */
class RefusedActTest {

  private interface Act {
    void on(Connection connection) throws SQLException;
  }

  private final PeriodTown town = new PeriodTown();
  private final Ledger ledger = town.ledger;
  private final RatedEvent charged = town.send(30, 2, MIDDLE);
  private final RatedEvent held = event(1);
  private Connection connection;

  RefusedActTest() throws SQLException {}

  private RatedEvent event(int parts) {
    return town.event(30, "MT", parts, MIDDLE);
  }

  @BeforeEach
  void begin() throws SQLException {
    connection = town.connect();
    hold(connection, held);
    connection.setAutoCommit(false);
  }

  @AfterEach
  void end() throws SQLException {
    connection.rollback();
    connection.close();
  }

  private Set<?> hold(Connection on, RatedEvent event) throws SQLException {
    return ledger.hold(on, List.of(event), MIDDLE, MIDDLE.plusSeconds(60));
  }

  /** All that is written, as seen from inside of the transaction. */
  private List<String> books() throws SQLException {
    var tables =
        strings(
            1,
            "SELECT GROUP_CONCAT(CONCAT('`', table_name, '`')) FROM information_schema.tables WHERE"
                + " table_schema = DATABASE() AND table_type = 'BASE TABLE'");
    return strings(2, "CHECKSUM TABLE " + tables.get(0));
  }

  private List<String> strings(int column, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var found = new ArrayList<String>();
      while (rows.next()) {
        found.add(rows.getString(column));
      }
      return found;
    }
  }

  private List<String> broken() throws SQLException {
    return BooksCheck.check(connection).stream().map(Violation::invariant).distinct().toList();
  }

  /**
   * Kills the act after each of its statements: what finds the parts. After the last one it is
   * whole.
   */
  private Set<String> found(Act act) throws SQLException {
    var before = books();
    var found = new TreeSet<String>();
    var unseen = new ArrayList<Integer>();
    for (var done = 0; ; done++) {
      try {
        act.on(Dying.over(connection, new AtomicInteger(done)));
        assertThat(broken()).isEmpty();
        assertThat(books()).isNotEqualTo(before);
        assertThat(unseen).isSubsetOf(done - 1);
        return found;
      } catch (SQLException dead) {
        assertThat(dead.getMessage()).isEqualTo(Dying.MESSAGE);
      }
      var broken = broken();
      if (broken.isEmpty() && !books().equals(before)) {
        unseen.add(done);
      }
      found.addAll(broken);
      connection.rollback();
    }
  }

  private DynamicTest part(String invariants, String name, Act act) {
    return DynamicTest.dynamicTest(
        name + " → " + invariants,
        () -> {
          connection.rollback(); // what the one before has done
          assertThat(String.join(" ", found(act))).isEqualTo(invariants);
        });
  }

  @TestFactory
  Stream<DynamicTest> what_a_part_of_an_act_would_leave_is_found() {
    return Stream.of(
        part("I1 I3", "top-up", on -> ledger.topUp(on, 30, 20, uah("7"), "k", "", MIDDLE)),
        part(
            "I1 I3",
            "allocation",
            on -> ledger.allocate(on, 30, 20, 10, uah("7"), "k", "", MIDDLE)),
        part("I1 I6", "charge", on -> ledger.charge(on, List.of(event(3)), MIDDLE)),
        part("I2", "hold", on -> hold(on, event(3))),
        part("I1 I2 I5 I6", "settled", on -> ledger.settle(on, List.of(settled(1)), MIDDLE)),
        part("I2 I5", "released", on -> ledger.settle(on, List.of(settled(0)), MIDDLE)),
        part("I2 I5", "expiry", on -> ledger.expire(on, MIDDLE.plusSeconds(90), 10)),
        part("I1 I6", "refund", on -> ledger.refund(on, List.of(charged.eventId()), "", MIDDLE)),
        part("I1 I6", "return", on -> ledger.giveBack(on, List.of(returned()), "", KYIV, MIDDLE)),
        part("I1 I3 I6", "work", on -> new OneOff(town.ids).charge(on, work("5"), MIDDLE)));
  }

  private Settlement settled(int parts) {
    return new Settlement(held.eventId(), parts);
  }

  private Ledger.Return returned() {
    return new Ledger.Return(charged.eventId(), 1, 1, uah("0.7").micros(), MIDDLE);
  }

  private static OneOff.Sale work(String price) {
    return new OneOff.Sale(30, 20, 1, new BigDecimal(price), "UAH", "Set-up", "k");
  }

  @Test
  void what_is_refused_among_others_changes_nothing() throws SQLException {
    ledger.refund(connection, List.of(charged.eventId()), "", MIDDLE);
    var before = books();

    assertThat(ledger.charge(connection, List.of(event(1_000_000)), MIDDLE)).hasSize(1);
    assertThat(hold(connection, event(1_000_000))).hasSize(1);
    assertThat(ledger.refund(connection, List.of(charged.eventId()), "", MIDDLE)).hasSize(1);
    assertThat(ledger.giveBack(connection, List.of(returned()), "", KYIV, MIDDLE)).isEmpty();
    assertThat(ledger.settle(connection, List.of(new Settlement(4711, 1)), MIDDLE)).hasSize(1);

    assertThat(books()).isEqualTo(before);
  }

  /** Its key is claimed first, so that two cannot do it at once. */
  @Test
  void a_refused_act_that_its_caller_does_not_take_back_is_a_key_without_a_transfer()
      throws SQLException {
    assertThatThrownBy(
            () -> ledger.allocate(connection, 30, 20, 10, uah("1000000"), "k", "", MIDDLE))
        .isInstanceOf(BillingException.class);
    assertThat(broken()).containsExactly("I3");
    connection.rollback();

    assertThatThrownBy(() -> new OneOff(town.ids).charge(connection, work("1000000"), MIDDLE))
        .isInstanceOf(BillingException.class);
    assertThat(broken()).containsExactly("I3");
  }
}
