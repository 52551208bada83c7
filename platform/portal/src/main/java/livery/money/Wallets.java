package livery.money;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import livery.billing.AgentLedger;
import livery.billing.Money;
import livery.billing.Wallet;
import livery.client.Tenants;
import livery.faces.Once;
import livery.fault.Check;
import livery.fault.Fault;
import livery.order.Place;
import livery.store.Ids;
import livery.store.Store;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TenantSql;
import livery.tenant.TenantTree;
import org.jdbi.v3.core.statement.Query;

/** Reads wallets: the tenant's own and those of the tenants that it sells to. Thread-safe. */
@ApplicationScoped
public class Wallets {

  /** Longest page. */
  public static final int PAGE_MAX = 200;

  private static final int TEXT_LENGTH = 100;

  /** An agent sees its own clients' wallets at its principal; everybody else what it sells to. */
  private static final String OF_BUYERS =
      "w.seller_id = :seller AND (w.seller_id = :tenant OR b.parent_id = :tenant)";

  private final Store store;
  private final TenantSql sql;
  private final TenantTree tree;
  private final Ids ids;
  private final Clock clock;

  /**
   * What a seller's buyers have together, in one currency.
   *
   * @param wallets how many
   * @param empty how many of them have nothing available
   * @param owing how many of them are below zero
   * @param owed what these owe
   * @param used how much of the credit lines that is
   */
  public record Total(
      long wallets,
      long empty,
      long owing,
      Money owed,
      Money used,
      Money balance,
      Money held,
      Money creditLimit) {}

  @Inject
  public Wallets(Store store, TenantSql sql, TenantTree tree, Ids ids, Clock clock) {
    this.store = store;
    this.sql = sql;
    this.tree = tree;
    this.ids = ids;
    this.clock = clock;
  }

  protected Wallets() {
    this(null, null, null, null, null);
  }

  /** A new tenant gets its wallet at its seller, or is not added. */
  void open(@Observes Tenants.Added added) {
    store.inTransaction(
        connection ->
            Wallet.open(
                connection,
                ids::next,
                added.id(),
                tree.principalOf(added.parentId()),
                added.currency(),
                clock.instant()));
  }

  /** What the tenant pays from; empty for the platform, which pays nobody in advance. */
  @Once
  public Optional<Purse> own(Scope scope) {
    var tenant = tree.find(scope.tenantId()).orElseThrow(() -> unknown(scope.tenantId()));
    if (tenant.parentId() == 0) {
      return Optional.empty();
    }
    return one(
        scope,
        "w.buyer_id = :tenant AND w.seller_id = :seller AND w.currency = :currency",
        query ->
            query.bind("seller", tree.sellerOf(tenant.id())).bind("currency", tenant.currency()));
  }

  /**
   * The tenant's wallet at the agent that it buys through, where that has charged a fee of its own.
   */
  public Optional<Purse> atAgent(Scope scope) {
    var tenant = tree.find(scope.tenantId()).orElseThrow(() -> unknown(scope.tenantId()));
    if (!tree.isAgent(tenant.parentId())) {
      return Optional.empty();
    }
    return one(
        scope,
        "w.buyer_id = :tenant AND w.seller_id = :agent AND w.currency = :currency AND EXISTS"
            + " (SELECT 1 FROM transfer t WHERE t.debit_account = w.id AND t.kind = 'TIER_DELTA'"
            + " AND t.product = :fee)",
        query ->
            query
                .bind("agent", tenant.parentId())
                .bind("currency", tenant.currency())
                .bind("fee", AgentLedger.FEE));
  }

  /** The name of who the tenant buys through, or of. */
  String agentOf(Scope scope) {
    var parent = tree.find(scope.tenantId()).map(Tenant::parentId).orElse(0L);
    return tree.find(parent).map(Tenant::name).orElse("");
  }

  /** In whose zone a buyer's days end. */
  ZoneId zoneOf(long buyerId) {
    return tree.find(buyerId).orElseThrow(() -> unknown(buyerId)).zone();
  }

  /** The wallets of those that the tenant sells to, below zero or not. */
  public List<Purse> ofBuyers(Scope scope, String text, long after, int limit) {
    return ofBuyers(scope, text, false, Purse.ORDERS.behind(after), limit);
  }

  /**
   * The wallets of those that the tenant sells to, in an order of {@link Purse#ORDERS}.
   *
   * @param text a part of the buyer's name; empty for all
   * @param owing only those below zero, who owe the tenant
   * @param limit 1 to {@value #PAGE_MAX} + 1
   */
  public List<Purse> ofBuyers(
      Scope scope, String text, boolean owing, Place<Purse> place, int limit) {
    var wanted = Check.optionalText("text", text, TEXT_LENGTH).toLowerCase(Locale.ROOT);
    Check.range("limit", limit, 1, PAGE_MAX + 1);
    return sql.query(
        scope,
        Purse.COLUMNS
            + "WHERE "
            + OF_BUYERS
            + place.where()
            + (owing ? " AND w.balance < 0" : "")
            + (wanted.isEmpty() ? "" : " AND LOWER(b.name) LIKE :text")
            + place.by()
            + " LIMIT :limit",
        query -> {
          if (!wanted.isEmpty()) {
            query.bind("text", "%" + escaped(wanted) + "%");
          }
          return place
              .bind(query)
              .bind("seller", tree.principalOf(scope.tenantId()))
              .bind("limit", limit)
              .map((row, context) -> Purse.read(row))
              .list();
        });
  }

  /** What all buyers have together, one for each currency. */
  public List<Total> totals(Scope scope) {
    return sql.query(
        scope,
        "SELECT w.currency, COUNT(*) AS wallets, SUM(balance - held + credit_limit <= 0) AS empty,"
            + " SUM(balance < 0) AS owing, SUM(IF(balance < 0, -balance, 0)) AS owed,"
            + " SUM(IF(balance < 0, LEAST(-balance, credit_limit), 0)) AS used,"
            + " SUM(balance) AS balance, SUM(held) AS held, SUM(credit_limit) AS credit_limit"
            + " FROM wallet w JOIN tenant b ON b.id = w.buyer_id WHERE "
            + OF_BUYERS
            + " GROUP BY w.currency ORDER BY w.currency",
        query ->
            query
                .bind("seller", tree.principalOf(scope.tenantId()))
                .map(
                    (row, context) ->
                        new Total(
                            row.getLong("wallets"),
                            row.getLong("empty"),
                            row.getLong("owing"),
                            new Money(row.getLong("owed"), row.getString("currency")),
                            new Money(row.getLong("used"), row.getString("currency")),
                            new Money(row.getLong("balance"), row.getString("currency")),
                            new Money(row.getLong("held"), row.getString("currency")),
                            new Money(row.getLong("credit_limit"), row.getString("currency"))))
                .list());
  }

  /**
   * The wallet of one of the tenant's buyers.
   *
   * @throws Fault when the tenant does not sell to it, for itself or as an agent
   */
  public Purse ofBuyer(Scope scope, long buyerId) {
    var buyer = buyer(scope, buyerId);
    return one(
            scope,
            OF_BUYERS + " AND w.buyer_id = :buyer AND w.currency = :currency",
            query ->
                query
                    .bind("seller", tree.principalOf(scope.tenantId()))
                    .bind("buyer", buyerId)
                    .bind("currency", buyer.currency()))
        .orElseThrow(() -> Fault.notFound("wallet of tenant", buyerId));
  }

  /**
   * A wallet by its number: one that the tenant pays from, or one of those that it sells to.
   *
   * @param walletId 0 for the tenant's own
   * @throws Fault when there is none
   */
  @Once
  public Purse get(Scope scope, long walletId) {
    return (walletId == 0
            ? own(scope)
            : one(
                scope,
                "w.id = :id AND (:tenant IN (w.buyer_id, w.seller_id) OR " + OF_BUYERS + ")",
                query ->
                    query.bind("seller", tree.principalOf(scope.tenantId())).bind("id", walletId)))
        .orElseThrow(() -> Fault.notFound("wallet", walletId));
  }

  /**
   * The tenant with this id: directly below, a client of an agent of this tenant, or one that
   * bought here before it moved: what is left between the two can still be paid.
   */
  Tenant buyer(Scope scope, long buyerId) {
    return tree.find(buyerId)
        .filter(tenant -> sellsTo(scope, tenant) || Tenants.hasBought(sql, scope, buyerId))
        .orElseThrow(() -> unknown(buyerId));
  }

  /** Whether the buyer has another seller now. */
  public boolean hasLeft(Scope scope, long buyerId) {
    return tree.find(buyerId).filter(tenant -> sellsTo(scope, tenant)).isEmpty();
  }

  private boolean sellsTo(Scope scope, Tenant buyer) {
    return scope.tenantId() != 0
        && (buyer.parentId() == scope.tenantId() || tree.sellerOf(buyer.id()) == scope.tenantId());
  }

  private Optional<Purse> one(Scope scope, String where, Function<Query, Query> with) {
    return sql.query(
        scope,
        Purse.COLUMNS + "WHERE " + where,
        query -> with.apply(query).map((row, context) -> Purse.read(row)).findFirst());
  }

  private static Fault unknown(long tenantId) {
    return Fault.notFound("tenant", tenantId);
  }

  static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }
}
