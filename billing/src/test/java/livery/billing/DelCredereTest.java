package livery.billing;

import static livery.billing.Town.CLIENT;
import static livery.billing.Town.NOW;
import static livery.billing.Town.PLATFORM;
import static livery.billing.Town.UAH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An agent that answers for clients that do not pay (billing.md §2.4, delCredere). */
class DelCredereTest {

  private static final long AGENT = Town.RESELLER;
  private static final Set<Long> ITS_CLIENTS = Set.of(CLIENT);

  private final Town town = new Town();
  private final AgentLedger agents = new AgentLedger(town.ids);
  private Connection connection;

  /** The client owes 0.85 for one message; the agent may hold 100. */
  @BeforeEach
  void a_client_owes() throws SQLException {
    connection = town.connect();
    Wallet.open(connection, town.ids, CLIENT, PLATFORM, UAH, NOW);
    town.ledger.setCreditLimit(connection, AGENT, PLATFORM, uah("100"), "limit", NOW);
    var edge = new Edge(0, PLATFORM, CLIENT, UAH);
    var price = new BigDecimal("0.85");
    var line = new RatedLine(0, edge.sellerId(), CLIENT, "MT", 1, 1, price, 850_000, UAH);
    var cost = new RatedLine(1, Edge.OPERATORS, PLATFORM, "MT", 1, 0, BigDecimal.ZERO, 0, UAH);
    town.ledger.chargeAnyway(connection, List.of(new RatedEvent(1, List.of(line, cost))), NOW);
  }

  @AfterEach
  void the_books_are_whole() throws SQLException {
    assertThat(Invariants.check(connection)).isEmpty();
    connection.close();
  }

  private static Money uah(String amount) {
    return Money.of(amount, UAH);
  }

  private void remit(Connection by, Set<Long> answersFor, String amount, String key)
      throws SQLException {
    agents.remit(by, AGENT, PLATFORM, answersFor, uah(amount), key, "", NOW);
  }

  private void collect(String amount, String key) throws SQLException {
    agents.collect(connection, AGENT, CLIENT, PLATFORM, uah(amount), key, "", NOW);
  }

  private Money holds() throws SQLException {
    return AgentAccounts.holds(connection, AGENT, PLATFORM, UAH);
  }

  private int rows() throws SQLException {
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "SELECT (SELECT COUNT(*) FROM transfer) + (SELECT COUNT(*) FROM posting_key)")) {
      row.next();
      return row.getInt(1);
    }
  }

  private void refused(Set<Long> answersFor, String amount) throws SQLException {
    var before = rows();
    connection.setAutoCommit(false);
    assertThatThrownBy(() -> remit(connection, answersFor, amount, "too much"))
        .isInstanceOf(BillingException.NoMoney.class);
    connection.rollback();
    connection.setAutoCommit(true);
    assertThat(rows()).isEqualTo(before);
  }

  @Test
  void an_agent_hands_over_what_clients_owe_and_not_one_micro_more() throws SQLException {
    refused(ITS_CLIENTS, "0.850001");

    remit(connection, ITS_CLIENTS, "0.85", "all");
    remit(connection, ITS_CLIENTS, "0.85", "all");

    assertThat(holds()).isEqualTo(uah("-0.85"));
    refused(ITS_CLIENTS, "0.000001");
  }

  @Test
  void without_del_credere_it_hands_over_what_it_has_collected() throws SQLException {
    refused(Set.of(), "0.000001");
    collect("0.5", "part");

    refused(Set.of(), "0.500001");
    remit(connection, Set.of(), "0.5", "part");

    assertThat(holds()).isEqualTo(uah("0"));
  }

  @Test
  void what_a_client_pays_later_is_not_owed_a_second_time() throws SQLException {
    remit(connection, ITS_CLIENTS, "0.85", "all");

    collect("0.5", "part");
    assertThat(holds()).isEqualTo(uah("-0.35"));
    refused(ITS_CLIENTS, "0.000001");
    collect("1.35", "rest and 1 ahead");

    assertThat(holds()).isEqualTo(uah("1"));
    refused(ITS_CLIENTS, "1.000001");
    remit(connection, ITS_CLIENTS, "1", "ahead");
    assertThat(holds()).isEqualTo(uah("0"));
  }

  @Test
  void what_a_client_pays_the_principal_stays_in_the_agents_favour() throws SQLException {
    remit(connection, ITS_CLIENTS, "0.85", "all");
    town.topUp(connection, CLIENT, PLATFORM, "0.85");

    refused(ITS_CLIENTS, "0.000001");
    collect("1", "next");

    assertThat(holds()).isEqualTo(uah("0.15"));
    refused(ITS_CLIENTS, "0.150001");
  }

  @Test
  void commission_is_withheld_of_what_is_to_be_handed_over_for_clients() throws SQLException {
    agents.commission(connection, AGENT, PLATFORM, uah("0.10"), "March", NOW);

    assertThat(withhold(Set.of())).isEqualTo(uah("0"));
    assertThat(withhold(ITS_CLIENTS)).isEqualTo(uah("0.10"));

    refused(ITS_CLIENTS, "0.750001");
    remit(connection, ITS_CLIENTS, "0.75", "rest");
    assertThat(holds()).isEqualTo(uah("-0.85"));
  }

  private Money withhold(Set<Long> answersFor) throws SQLException {
    return agents.withhold(connection, AGENT, PLATFORM, answersFor, UAH, 202603, NOW);
  }

  @Test
  void of_many_that_hand_over_the_same_debt_while_the_client_pays_one_does() throws Exception {
    var workers = new ArrayList<Callable<Integer>>();
    for (var i = 0; i < 6; i++) {
      var key = "rival " + i;
      workers.add(() -> atOnce(c -> remit(c, ITS_CLIENTS, "0.85", key)));
    }
    for (var i = 0; i < 6; i++) {
      var key = "payment " + i;
      Instant at = NOW;
      workers.add(
          () -> atOnce(c -> agents.collect(c, AGENT, CLIENT, PLATFORM, uah("0.10"), key, "", at)));
    }
    var pool = Executors.newFixedThreadPool(workers.size());
    var done = new ArrayList<Integer>();
    for (var one : pool.invokeAll(workers)) {
      done.add(one.get());
    }
    pool.shutdown();

    assertThat(done.subList(0, 6).stream().mapToInt(Integer::intValue).sum()).isEqualTo(1);
    assertThat(done.subList(6, 12)).containsOnly(1);
    assertThat(holds()).isEqualTo(uah("-0.25"));
  }

  private interface Work {
    void run(Connection by) throws SQLException;
  }

  /**
   * In a transaction of its own, begun again where the database ended it for another's sake, as
   * callers do: 1 where it was done, 0 where it was refused.
   */
  private int atOnce(Work work) throws SQLException {
    try (var own = town.connect()) {
      own.setAutoCommit(false);
      while (true) {
        try {
          work.run(own);
          own.commit();
          return 1;
        } catch (BillingException.NoMoney refused) {
          own.rollback();
          return 0;
        } catch (SQLTransactionRollbackException deadlock) {
          own.rollback();
        }
      }
    }
  }
}
