package livery.month;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import livery.billing.BillingException;
import livery.billing.Money;
import livery.billing.contract.AgentFee;
import livery.billing.contract.Contract.Mode;
import livery.billing.period.AgentFeeTerms;
import livery.billing.period.BillingMonth;
import livery.contract.Contracts;
import livery.fault.Check;
import livery.fault.Fault;
import livery.frame.Amounts;
import livery.order.ColumnType;
import livery.order.KeyOrder;
import livery.store.Store;
import livery.tenant.Audit;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;

/**
 * What agents that sell in their own name charge their clients on top, for themselves: stated by
 * the agent, from a month on, for every client or for one. Thread-safe.
 *
 * <p>It is charged at the close of the agent's own books; {@link MonthClose} asks for the terms.
 */
@ApplicationScoped
public class Fees {

  /** How far ahead a fee may be stated. */
  static final int MONTHS_AHEAD_MAX = 24;

  /** Most rows of a part of what was charged. */
  public static final int PART_MAX = 200;

  private final Store store;
  private final FeeTable table;
  private final TenantTree tree;
  private final Agents agents;
  private final Contracts contracts;
  private final Clock clock;
  private final Audit audit;

  /**
   * A fee as it was stated.
   *
   * @param clientId 0 for every client without a fee of its own
   * @param client its name; empty for every client
   * @param from first month
   * @param fee {@code null} where the client's fee is that of every client again
   * @param open whether it may still be changed: its first month is not over
   */
  public record Row(
      long clientId, String client, String currency, YearMonth from, AgentFee fee, boolean open) {}

  /**
   * A fee to state.
   *
   * @param clientId 0 for every client
   * @param currency of the clients' wallets that it is for; empty for the client's, or the agent's
   * @param from 2026-04
   * @param percent of what was bought; {@code null} for none of it
   * @param fixed for each month; {@code null} for none. Without both, a client's fee is that of
   *     every client again
   */
  public record Wish(
      long clientId, String currency, String from, BigDecimal percent, BigDecimal fixed) {}

  /**
   * A fee that was charged at the close of a month.
   *
   * @param how it was worked out; {@code null} where that was not kept yet
   */
  public record Charged(
      int period,
      long agentId,
      String agent,
      long clientId,
      String client,
      Money fee,
      AgentFeeTerms.Reckoned how) {

    static final KeyOrder<Charged> ORDER =
        KeyOrder.<Charged>down()
            .and(ColumnType.NUMBER, "l.period", Charged::period)
            .and(ColumnType.NUMBER, "l.seller_id", Charged::agentId)
            .and(ColumnType.NUMBER, "l.buyer_id", Charged::clientId)
            .and(ColumnType.TEXT, "l.currency", one -> one.fee().currency());

    /** Where the list goes on behind this fee. */
    public String place() {
      return ORDER.after(this);
    }
  }

  @Inject
  public Fees(
      Store store, TenantTree tree, Agents agents, Contracts contracts, Clock clock, Audit audit) {
    this.store = store;
    this.table = new FeeTable(store);
    this.tree = tree;
    this.agents = agents;
    this.contracts = contracts;
    this.clock = clock;
    this.audit = audit;
  }

  protected Fees() {
    this(null, null, null, null, null, null);
  }

  /** Whether the tenant sells in its own name as an agent today, or will. */
  public boolean mayCharge(Scope scope) {
    return Rights.finances(scope.role())
        && !agents.ownName(scope.tenantId(), thisMonth().atDay(1)).isEmpty();
  }

  /** What the tenant has stated, by client, the newest first. */
  public List<Row> list(Scope scope) {
    Rights.mayFinance(scope);
    var now = thisMonth();
    return table.ofAgent(scope.tenantId()).stream()
        .map(
            stated ->
                new Row(
                    stated.clientId(),
                    tree.find(stated.clientId()).map(Tenant::name).orElse(""),
                    stated.currency(),
                    stated.from(),
                    stated.fee().orElse(null),
                    !stated.from().isBefore(now)))
        .sorted(
            Comparator.comparing(Row::client)
                .thenComparing(Row::currency)
                .thenComparing(Row::from, Comparator.reverseOrder()))
        .toList();
  }

  /**
   * States a fee from a month on, in the place of what was stated for the same month.
   *
   * @throws Fault when the month is over, the client is not the tenant's own, or the tenant does
   *     not sell in its own name as an agent then
   */
  public Row set(Scope scope, Wish wish) {
    Rights.mayFinance(scope);
    var from = from(wish.from());
    requireOwnName(scope.tenantId(), from);
    var currency = currency(scope, wish.clientId(), wish.currency());
    var fee = fee(wish, currency);
    var stated = new FeeTable.Stated(wish.clientId(), currency, from, fee);
    store.inTransaction(
        connection -> {
          table.put(scope.tenantId(), stated);
          audit.write(scope, "agent-fee.set", about(wish.clientId()), stated.words());
          return null;
        });
    return find(scope, wish.clientId(), currency, from);
  }

  /** Takes back what was stated and has not been charged yet. */
  public void remove(Scope scope, long clientId, String currency, String month) {
    Rights.mayFinance(scope);
    var from = from(month);
    var row = find(scope, clientId, Check.text("currency", currency, 3), from);
    store.inTransaction(
        connection -> {
          table.remove(scope.tenantId(), clientId, row.currency(), from);
          var was = row.currency() + " " + from;
          audit.write(scope, "agent-fee.remove", about(clientId), was);
          return null;
        });
  }

  private Row find(Scope scope, long clientId, String currency, YearMonth from) {
    return list(scope).stream()
        .filter(
            row ->
                row.clientId() == clientId
                    && row.currency().equals(currency)
                    && row.from().equals(from))
        .findFirst()
        .orElseThrow(() -> Fault.notFound("fee of client", clientId));
  }

  /**
   * What was charged, the newest month first: by the tenant, and to it.
   *
   * @param after what {@link Charged#place} said of the last one of the part before; empty for the
   *     first part
   * @param limit 1 to {@value #PART_MAX} and one more
   */
  public List<Charged> charged(Scope scope, String after, int limit) {
    Rights.mayFinance(scope);
    Check.range("limit", limit, 1, PART_MAX + 1L);
    var tenant = scope.tenantId();
    var above = tree.find(tenant).map(Tenant::parentId).orElse(0L);
    return table.charged(tenant, above, Charged.ORDER.from(after), limit);
  }

  private static String about(long clientId) {
    return clientId == 0 ? "clients" : "tenant " + clientId;
  }

  private YearMonth from(String text) {
    var from = Months.month("from", text);
    var now = thisMonth();
    if (from.isBefore(now)) {
      throw Fault.invalid("from", "month.fault.fee-past", now);
    }
    if (from.isAfter(now.plusMonths(MONTHS_AHEAD_MAX))) {
      throw Fault.invalid("from", "month.fault.fee-far", now.plusMonths(MONTHS_AHEAD_MAX));
    }
    return from;
  }

  private void requireOwnName(long agent, YearMonth from) {
    if (agents.ownName(agent, from.atEndOfMonth()).stream()
        .noneMatch(deal -> isOwnName(deal, from.atEndOfMonth()))) {
      throw Fault.conflict("from", "month.fault.fee-mode", from);
    }
  }

  private static boolean isOwnName(Agents.Deal deal, LocalDate day) {
    return deal.at(day).filter(contract -> contract.mode() == Mode.AGENT_OWN_NAME).isPresent();
  }

  private String currency(Scope scope, long clientId, String wanted) {
    var agent = tree.find(scope.tenantId()).orElseThrow();
    var client =
        clientId == 0
            ? agent
            : tree.find(clientId)
                .filter(tenant -> tenant.parentId() == agent.id())
                .orElseThrow(() -> Fault.notFound("tenant", clientId));
    var currency = Check.optionalText("currency", wanted, 3);
    if (currency.isEmpty()) {
      return client.currency();
    }
    if (clientId != 0 && !currency.equals(client.currency())) {
      throw Fault.invalid("currency", "money.fault.currency", client.currency(), currency);
    }
    try {
      return Money.zero(currency).currency();
    } catch (BillingException unknown) {
      throw Fault.invalid("currency", "money.fault.currency", client.currency(), currency);
    }
  }

  private static Optional<AgentFee> fee(Wish wish, String currency) {
    if (wish.percent() == null && wish.fixed() == null) {
      if (wish.clientId() == 0) {
        throw Fault.invalid("percent", "month.fault.fee-none");
      }
      return Optional.empty();
    }
    var percent = wish.percent() == null ? BigDecimal.ZERO : wish.percent();
    var fixed = wish.fixed() == null ? BigDecimal.ZERO : wish.fixed();
    var sum = Amounts.notBelowZero("fixed", fixed, currency);
    try {
      return Optional.of(new AgentFee(percent, sum));
    } catch (BillingException wrong) {
      throw Fault.invalid("percent", "month.fault.fee-percent");
    }
  }

  /** The first month that nothing has been bought in yet. */
  YearMonth nextMonth() {
    return thisMonth().plusMonths(1);
  }

  private YearMonth thisMonth() {
    return YearMonth.from(clock.instant().atZone(zone()));
  }

  private ZoneId zone() {
    return tree.root().map(Tenant::zone).orElse(ZoneOffset.UTC);
  }

  /** Everybody that has ever stated a fee. */
  List<Long> agents() {
    return table.agents();
  }

  /**
   * What an agent charges for a month of its books: one for each client that it had then, where it
   * sold in its own name on the month's last day.
   */
  List<AgentFeeTerms> terms(BillingMonth books) {
    var agent = books.sellerId();
    var stated = table.ofAgent(agent);
    var last = books.endDay().minusDays(1);
    if (stated.isEmpty()) {
      return List.of();
    }
    var terms = new ArrayList<AgentFeeTerms>();
    for (var deal : agents.ownName(agent, last)) {
      if (isOwnName(deal, last)) {
        var principals = contracts.principals(deal.sellerId(), books.endDay());
        for (var client : clients(agent, books)) {
          fee(stated, client, books.month())
              .ifPresent(
                  fee ->
                      terms.add(new AgentFeeTerms(client.id(), deal.history(), principals, fee)));
        }
      }
    }
    return terms;
  }

  /** Who bought through the agent when the month ended; a sub-agent buys nothing. */
  private List<Tenant> clients(long agent, BillingMonth books) {
    var subAgents = agents.on(books.endDay().minusDays(1));
    return table.buyers(agent, books.to()).stream()
        .filter(id -> !subAgents.contains(id))
        .flatMap(id -> tree.find(id).stream())
        .toList();
  }

  /** The client's own fee of a month, else that of every client. */
  private static Optional<AgentFee> fee(
      List<FeeTable.Stated> stated, Tenant client, YearMonth month) {
    return latest(stated, client.id(), client.currency(), month)
        .flatMap(FeeTable.Stated::fee)
        .or(() -> latest(stated, 0, client.currency(), month).flatMap(FeeTable.Stated::fee));
  }

  private static Optional<FeeTable.Stated> latest(
      List<FeeTable.Stated> stated, long clientId, String currency, YearMonth month) {
    return stated.stream()
        .filter(one -> one.clientId() == clientId && one.currency().equals(currency))
        .filter(one -> !one.from().isAfter(month))
        .max(Comparator.comparing(FeeTable.Stated::from));
  }

  /** The client's wallet at the agent, from which it is charged. */
  void open(Connection connection, long agent, AgentFeeTerms terms) throws SQLException {
    agents.openOwn(connection, terms.clientId(), agent);
  }
}
