package livery.month;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import livery.billing.Account;
import livery.billing.AgentAccounts;
import livery.billing.AgentLedger;
import livery.billing.BillingException;
import livery.billing.Money;
import livery.billing.Transfer;
import livery.billing.Wallet;
import livery.billing.contract.Contract;
import livery.billing.period.CarriedSales;
import livery.fault.Check;
import livery.fault.Fault;
import livery.frame.Amounts;
import livery.money.PersonKey;
import livery.order.ColumnType;
import livery.order.KeyOrder;
import livery.store.Ids;
import livery.store.Store;
import livery.store.Utc;
import livery.tenant.Audit;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TenantSql;
import livery.tenant.TenantTree;

/**
 * What agents hold and earn: a principal sees its agents, an agent itself. Thread-safe.
 *
 * <p>The principal notes what an agent has handed over and what it was paid; the rest is posted by
 * {@link Agents} each night and at the close of the month.
 */
@ApplicationScoped
public class Commissions {

  /** Most rows of a part of a list. */
  public static final int PART_MAX = 200;

  private final Store store;
  private final TenantSql sql;
  private final TenantTree tree;
  private final Agents agents;
  private final Ids ids;
  private final Clock clock;
  private final Audit audit;

  /**
   * An agent as it stands today.
   *
   * @param limit how much it may hold: its credit line
   * @param holds what it has collected and not handed over; below zero where it handed over more
   * @param answersFor what the clients owe that it answers for; 0 without del credere
   * @param owed commission that it has earned and not got yet
   */
  public record Row(
      long agentId,
      String agent,
      long sellerId,
      String seller,
      Contract contract,
      Money limit,
      Money holds,
      Money answersFor,
      Money owed) {

    /** Whether it answers for clients that do not pay. */
    public boolean delCredere() {
      return contract.mode().isAgent() && contract.commission().delCredere();
    }

    /** The most that it may hand over. */
    public Money most() {
      var most = holds.plus(answersFor);
      return most.isNegative() ? Money.zero(most.currency()) : most;
    }

    /** Whether it may take nothing more from its clients. */
    public boolean full() {
      return holds.compareTo(limit) >= 0;
    }
  }

  /**
   * What was posted of a month's commission on one day.
   *
   * @param uptoDay first day that was not counted
   * @param delta what this line posted
   * @param before what the month began with, below zero
   * @param after what goes on into the next month, below zero
   */
  public record Line(
      int period,
      long sellerId,
      long agentId,
      LocalDate uptoDay,
      long units,
      Money sold,
      Money received,
      Money collected,
      Money accrued,
      Money due,
      Money delta,
      CarriedSales before,
      CarriedSales after) {

    private static final KeyOrder<Line> ORDER =
        KeyOrder.<Line>down()
            .and(ColumnType.NUMBER, "period", Line::period)
            .and(ColumnType.DAY, "upto_day", Line::uptoDay)
            .and(ColumnType.NUMBER, "agent_id", Line::agentId)
            .and(ColumnType.NUMBER, "seller_id", Line::sellerId)
            .and(ColumnType.TEXT, "currency", line -> line.sold().currency());

    /** Where the list goes on behind this line. */
    public String place() {
      return ORDER.after(this);
    }

    static Line read(ResultSet row) throws SQLException {
      var currency = row.getString("currency");
      return new Line(
          row.getInt("period"),
          row.getLong("seller_id"),
          row.getLong("agent_id"),
          row.getObject("upto_day", LocalDate.class),
          row.getLong("units"),
          new Money(row.getLong("sold"), currency),
          new Money(row.getLong("received"), currency),
          new Money(row.getLong("collected"), currency),
          new Money(row.getLong("accrued"), currency),
          new Money(row.getLong("due"), currency),
          new Money(row.getLong("delta"), currency),
          CarriedSales.read(row, "before", currency),
          CarriedSales.read(row, "after", currency));
    }
  }

  /** Money that changed hands outside: an amount, the payment's number, and a key of its own. */
  public record Order(long agentId, BigDecimal amount, String reference, String key) {}

  /** What a payment between an agent and its principal is. */
  public enum Way {
    /** The agent handed over what it had collected. */
    REMITTANCE,
    /** The principal paid the commission out. */
    PAYOUT,
    /** The close of the month kept it back from what the agent had collected. */
    WITHHELD,
    /** The close of the month credited it to the agent's balance. */
    TO_BALANCE
  }

  /**
   * Money between an agent and its principal.
   *
   * @param id grows with time
   * @param reference the payment's number as it was noted; of what the close settled, the month
   */
  public record Payment(
      long id,
      long postingId,
      Way way,
      long principalId,
      Money amount,
      String reference,
      Instant at) {

    static Payment read(ResultSet row) throws SQLException {
      return new Payment(
          row.getLong("id"),
          row.getLong("posting_id"),
          Way.valueOf(row.getString("way")),
          row.getLong("seller_id"),
          new Money(row.getLong("amount"), row.getString("currency")),
          row.getString("reference"),
          Utc.read(row, "posted_at").orElseThrow());
    }
  }

  private interface Posting {
    long post(AgentLedger ledger, Connection connection, Row row, Money amount) throws SQLException;
  }

  @Inject
  public Commissions(
      Store store,
      TenantSql sql,
      TenantTree tree,
      Agents agents,
      Ids ids,
      Clock clock,
      Audit audit) {
    this.store = store;
    this.sql = sql;
    this.tree = tree;
    this.agents = agents;
    this.ids = ids;
    this.clock = clock;
    this.audit = audit;
  }

  protected Commissions() {
    this(null, null, null, null, null, null, null);
  }

  /** The tenant's agents, and the tenant itself where it is one. */
  public List<Row> list(Scope scope) {
    Rights.mayFinance(scope);
    var tenant = scope.tenantId();
    var today = clock.instant().atZone(tree.root().orElseThrow().zone()).toLocalDate();
    return agents.deals().stream()
        .filter(deal -> deal.agentId() == tenant || deal.sellerId() == tenant)
        .filter(deal -> !deal.history().versions().get(0).from().isAfter(today))
        .map(deal -> store.inTransaction(connection -> row(connection, deal, today)))
        .toList();
  }

  private Row row(Connection connection, Agents.Deal deal, LocalDate today) throws SQLException {
    var agent = deal.agentId();
    var holder = tree.principalOf(deal.sellerId());
    var currency = deal.currency();
    var versions = deal.history().versions();
    var contract = deal.at(today).orElse(versions.get(versions.size() - 1));
    return new Row(
        agent,
        name(agent),
        deal.sellerId(),
        name(deal.sellerId()),
        contract,
        Wallet.find(connection, agent, holder, currency)
            .map(Wallet::creditLimit)
            .orElse(Money.zero(currency)),
        AgentAccounts.holds(connection, agent, holder, currency),
        AgentAccounts.owing(connection, agents.answersFor(contract), holder, currency),
        AgentAccounts.payable(connection, agent, deal.sellerId(), currency));
  }

  private String name(long tenant) {
    return tree.find(tenant).map(Tenant::name).orElse("");
  }

  /**
   * What was posted of commissions, the newest first: the tenant's agents' and its own.
   *
   * @param after what {@link Line#place} said of the last one of the part before; empty for the
   *     first part
   * @param limit 1 to {@value #PART_MAX} and one more
   */
  public List<Line> lines(Scope scope, String after, int limit) {
    Rights.mayFinance(scope);
    Check.range("limit", limit, 1, PART_MAX + 1L);
    var place = Line.ORDER.from(after);
    return sql.query(
        scope,
        "SELECT * FROM commission WHERE (seller_id = :tenant OR agent_id = :tenant)"
            + place.sql()
            + " LIMIT "
            + limit,
        query -> place.bind(query).map((row, context) -> Line.read(row)).list());
  }

  /**
   * What an agent handed over and got, the newest first, for its principal and itself.
   *
   * @param before the id of the last one of the part before; {@link Long#MAX_VALUE} for the first
   * @param limit 1 to {@value #PART_MAX} and one more
   * @throws Fault when it is neither the tenant's agent nor the tenant itself
   */
  public List<Payment> payments(Scope scope, long agentId, long before, int limit) {
    Check.range("limit", limit, 1, PART_MAX + 1L);
    if (list(scope).stream().noneMatch(row -> row.agentId() == agentId)) {
      throw Fault.notFound("agent", agentId);
    }
    var clearing = Account.CLEARING.of(agentId);
    return sql.query(
        scope,
        "SELECT id, posting_id, CASE WHEN kind = 'REMITTANCE' THEN 'REMITTANCE' WHEN credit_account ="
            + " :clearing THEN 'WITHHELD' WHEN credit_account > 0 THEN 'TO_BALANCE' ELSE 'PAYOUT'"
            + " END AS way, seller_id, amount, currency, reference, posted_at FROM (SELECT * FROM"
            + " transfer WHERE credit_account = :clearing AND kind = 'REMITTANCE' UNION ALL SELECT"
            + " * FROM transfer WHERE debit_account = :owed AND kind = 'SETTLEMENT') t WHERE"
            + " (seller_id = :tenant OR buyer_id = :tenant) AND id < :before ORDER BY id DESC LIMIT "
            + limit,
        query ->
            query
                .bind("before", before)
                .bind("clearing", clearing)
                .bind("owed", Account.COMMISSION_PAYABLE.of(agentId))
                .map((row, context) -> Payment.read(row))
                .list());
  }

  /**
   * Notes what an agent has handed over.
   *
   * @throws Fault when it is not the tenant's agent, or may hand over less
   */
  public Row remit(Scope scope, Order order) {
    return post(
        scope,
        order,
        "agent.remit",
        (ledger, connection, row, amount) ->
            ledger.remit(
                connection,
                row.agentId(),
                scope.tenantId(),
                agents.answersFor(row.contract()),
                amount,
                key(order),
                reference(order),
                clock.instant()));
  }

  /**
   * Notes that an agent was paid its commission.
   *
   * @throws Fault when it is not the tenant's agent, or less is owed
   */
  public Row payOut(Scope scope, Order order) {
    return post(
        scope,
        order,
        "agent.pay-out",
        (ledger, connection, row, amount) ->
            ledger.payOut(
                connection,
                row.agentId(),
                scope.tenantId(),
                amount,
                key(order),
                reference(order),
                clock.instant()));
  }

  private Row post(Scope scope, Order order, String action, Posting posting) {
    Rights.mayFinance(scope);
    var row = require(scope, order.agentId());
    var amount = Amounts.aboveZero("amount", order.amount(), row.holds().currency());
    try {
      store.inTransaction(
          connection -> {
            var next = ids.next();
            var posted = posting.post(new AgentLedger(ids::next), connection, row, amount);
            if (posted > next) {
              audit.write(scope, action, "tenant " + row.agentId(), row.agent() + ": " + amount);
            }
            return posted;
          });
    } catch (BillingException.NoMoney tooMuch) {
      throw Fault.invalid(
          "amount", "month.fault.agent-less", amount, row.holds(), row.answersFor(), row.owed());
    } catch (BillingException.Conflict used) {
      throw Fault.conflict("key", "money.fault.key-used");
    }
    return require(scope, order.agentId());
  }

  private Row require(Scope scope, long agentId) {
    return list(scope).stream()
        .filter(row -> row.agentId() == agentId && row.sellerId() == scope.tenantId())
        .findFirst()
        .orElseThrow(() -> Fault.notFound("agent", agentId));
  }

  private static String reference(Order order) {
    return Check.optionalText("reference", order.reference(), Transfer.REFERENCE_MAX);
  }

  private static String key(Order order) {
    return PersonKey.of(order.key());
  }
}
