package livery.billing.period;

import static livery.billing.period.PeriodTown.APRIL;
import static livery.billing.period.PeriodTown.MIDDLE;
import static livery.billing.period.PeriodTown.uah;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import livery.billing.AgentAccounts;
import livery.billing.AgentLedger;
import livery.billing.BillingException;
import livery.billing.Edge;
import livery.billing.Invariants;
import livery.billing.Money;
import livery.billing.RatedEvent;
import livery.billing.RatedLine;
import livery.billing.Wallet;
import livery.billing.contract.AgentFee;
import livery.billing.contract.Commission;
import livery.billing.contract.Contract;
import livery.billing.contract.Contract.Mode;
import livery.billing.contract.ContractHistory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Agent 20 sells in its own name for 10; its client 30 pays it a fee on top. */
class AgentFeeTest {

  private static final BillingMonth MARCH =
      new BillingMonth(20, YearMonth.of(2026, 3), PeriodTown.KYIV);
  private static final Instant NOW = APRIL.instant();

  private final PeriodTown town;
  private final AgentLedger agents;
  private Connection connection;

  AgentFeeTest() throws SQLException {
    town = new PeriodTown();
    agents = new AgentLedger(town.ids);
  }

  @BeforeEach
  void the_client_buys_from_the_principal() throws SQLException {
    connection = town.connect();
    Wallet.open(connection, town.ids, 30, 10, "UAH", MARCH.from());
    agents.payBack(connection, 30, 20, uah("100000"), "left", "", MARCH.from());
    town.ledger.setCreditLimit(connection, 20, 10, uah("50000"), "limit", MIDDLE);
  }

  @AfterEach
  void the_books_are_whole() throws SQLException {
    assertThat(violations()).isEmpty();
    connection.close();
  }

  private List<Invariants.Violation> violations() throws SQLException {
    var all = new ArrayList<>(Invariants.check(connection));
    all.addAll(PeriodInvariants.check(connection));
    return all;
  }

  private long buy(String price, Instant at) throws SQLException {
    var id = town.ids.next(1);
    var unit = new BigDecimal(price);
    var sold = new RatedLine(0, 10, 30, "MT", 1, 1, unit, uah(price).micros(), "UAH");
    var cost = new RatedLine(1, Edge.OPERATORS, 10, "MT", 1, 0, BigDecimal.ZERO, 0, "UAH");
    town.ledger.chargeAnyway(connection, List.of(new RatedEvent(id, List.of(sold, cost))), at);
    return id;
  }

  private static AgentFeeTerms terms(Contract contract, String percent, String fixed) {
    var fee = new AgentFee(new BigDecimal(percent), uah(fixed));
    return new AgentFeeTerms(30, ContractHistory.of(contract), List.of(10L), fee);
  }

  private static AgentFeeTerms terms(String percent, String fixed) {
    return terms(agent(Mode.AGENT_OWN_NAME, LocalDate.of(2026, 1, 1)), percent, fixed);
  }

  private static Contract agent(Mode mode, LocalDate from) {
    return Contract.agent(7, 10, 20, mode, "UAH", from, Commission.shareOfMarkup("100"));
  }

  private Optional<PeriodLine> close(AgentFeeTerms terms) throws SQLException {
    town.close.begin(connection, MARCH, NOW);
    var line = town.close.settle(connection, MARCH, terms, NOW);
    town.close.finish(connection, MARCH, List.of(), List.of(), List.of(terms), NOW);
    return line;
  }

  @Test
  void it_is_charged_once_from_the_clients_wallet_at_the_agent() throws SQLException {
    buy("9000", MIDDLE);
    var atPrincipal = town.balance(30, 10);

    var line = close(terms("10", "100"));
    var transfers = town.count("transfer");

    assertThat(line.orElseThrow().delta()).isEqualTo(uah("1000"));
    assertThat(close(terms("10", "100"))).isEmpty();
    assertThat(town.count("transfer")).isEqualTo(transfers);
    assertThat(town.balance(30, 20)).isEqualTo(uah("-1000"));
    assertThat(town.balance(30, 10)).as("the principal's books").isEqualTo(atPrincipal);
    assertThat(agents(MIDDLE, NOW.plusSeconds(1)).sold()).as("earns none").isEqualTo(uah("9000"));
    assertThat(town.count("fee_line")).isEqualTo(1);
    town.execute("UPDATE fee_line SET bought = bought + 1");
    assertThat(violations()).extracting(Invariants.Violation::invariant).containsExactly("I9");
    town.execute("UPDATE fee_line SET bought = bought - 1");
    town.execute("UPDATE period_line SET delta = delta - 1 WHERE product_group = 'agent.fee'");
    assertThat(violations()).extracting(Invariants.Violation::invariant).contains("I8", "I9");
    town.execute("UPDATE period_line SET delta = delta + 1 WHERE product_group = 'agent.fee'");
  }

  private Commission.Sales agents(Instant from, Instant to) throws SQLException {
    var contract = agent(Mode.AGENT_OWN_NAME, LocalDate.of(2026, 1, 1));
    return new AgentSales(connection, List.of(10L), contract, List.of(30L))
        .of(town.book, from, to, CarriedSales.nothing("UAH"))
        .sales();
  }

  @Test
  void what_came_back_is_taken_off_and_a_month_below_zero_counts_as_nothing() throws SQLException {
    var before = buy("80", MARCH.from().minusSeconds(3600));
    buy("50", MIDDLE);
    town.ledger.refund(connection, List.of(before), "late", MIDDLE.plusSeconds(1));
    buy("70", MARCH.to());

    assertThat(terms("10", "0").bought(connection, MARCH)).isEqualTo(uah("-30"));
    assertThat(close(terms("10", "2.5")).orElseThrow().delta()).isEqualTo(uah("2.5"));
  }

  @Test
  void only_what_was_bought_while_it_sold_in_its_own_name_counts() throws SQLException {
    var from = LocalDate.of(2026, 3, 16);
    buy("100", MARCH.start(from).minusSeconds(1));
    buy("40", MARCH.start(from));

    var own = terms(agent(Mode.AGENT_OWN_NAME, from), "10", "0");
    var principals = terms(agent(Mode.AGENT_PRINCIPAL_NAME, from), "10", "0");
    assertThat(own.bought(connection, MARCH)).isEqualTo(uah("40"));
    assertThat(principals.bought(connection, MARCH)).isEqualTo(uah("0"));
  }

  @Test
  void nothing_is_posted_for_a_fee_of_nothing_and_the_month_waits_for_what_is_not_charged()
      throws SQLException {
    var terms = terms("10", "0");
    town.close.begin(connection, MARCH, NOW);
    assertThatThrownBy(
            () -> town.close.finish(connection, MARCH, List.of(), List.of(), List.of(terms), NOW))
        .isInstanceOf(BillingException.Invalid.class);
    var transfers = town.count("transfer");

    assertThat(close(terms).orElseThrow().delta()).isEqualTo(uah("0"));

    assertThat(town.count("transfer")).isEqualTo(transfers);
  }

  @Test
  void what_the_client_brings_to_the_agent_pays_the_fee_first() throws SQLException {
    close(terms("0", "1000"));

    collect("400", "a");
    collect("10000", "b");
    collect("10000", "b");
    collect("5", "c");

    assertThat(town.balance(30, 20)).isEqualTo(uah("0"));
    assertThat(town.balance(30, 10)).isEqualTo(uah("9405"));
    assertThat(AgentAccounts.holds(connection, 20, 10, "UAH")).isEqualTo(uah("9405"));
    assertThat(agents(MIDDLE, NOW.plusSeconds(1)).collected()).isEqualTo(uah("9405"));
  }

  private void collect(String amount, String key) throws SQLException {
    Money money = uah(amount);
    agents.collect(connection, 20, 30, 10, money, key, "", NOW);
  }
}
