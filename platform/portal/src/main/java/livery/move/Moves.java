package livery.move;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import livery.billing.AgentLedger;
import livery.billing.EngineKey;
import livery.billing.Money;
import livery.billing.Wallet;
import livery.contract.Contracts;
import livery.fault.Fault;
import livery.price.Prices;
import livery.store.Ids;
import livery.store.Jobs;
import livery.store.Started;
import livery.store.Store;
import livery.tenant.Audit;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;

/**
 * Moves a tenant, with all below it, to another seller. Thread-safe.
 *
 * <p>An owner may who is above the seller before and the seller after, or is one of them.
 */
@ApplicationScoped
public class Moves {

  /** What was held is settled by then, late receipts included. */
  private static final Duration REST = Duration.ofDays(45);

  private final Store store;
  private final TenantTree tree;
  private final Prices prices;
  private final Ids ids;
  private final Clock clock;
  private final Audit audit;
  private final MoveRules rules;

  /** What becomes of the money that the tenant has at its old seller. */
  public enum Balance {
    /** It follows: what is free at once, what is held when it is free. */
    TAKE_ALONG,
    /** It stays there, and the old seller owes it. */
    STAY
  }

  /**
   * A move that was done.
   *
   * @param plan as it was found
   * @param at from which moment messages are rated on the new chain
   * @param taken what has followed at once
   */
  public record Done(MovePlan plan, Instant at, Money taken) {}

  @Inject
  public Moves(
      Store store,
      TenantTree tree,
      Prices prices,
      Contracts contracts,
      Ids ids,
      Clock clock,
      Audit audit) {
    this.store = store;
    this.tree = tree;
    this.prices = prices;
    this.ids = ids;
    this.clock = clock;
    this.audit = audit;
    this.rules = new MoveRules(tree, prices, contracts);
  }

  protected Moves() {
    this(null, null, null, null, null, null, null);
  }

  void start(@Observes @Priority(Started.LINKS) Started started, Jobs jobs) {
    jobs.every(
        Jobs.Lane.LONG,
        Duration.ofMinutes(10),
        "What was free after a move was not taken along",
        this::takeRest);
  }

  /** The tenant that is to move. */
  public Tenant mover(Scope scope, long id) {
    Rights.mayOwn(scope);
    return rules.mover(scope, id);
  }

  /** Who may become its seller, by name. */
  public List<Tenant> destinations(Scope scope, long id) {
    return rules.destinations(scope, mover(scope, id));
  }

  /**
   * What a move would do; nothing is changed.
   *
   * @throws Fault when it may not be done, or something stands in its way
   */
  public MovePlan plan(Scope scope, long id, long parentId) {
    mover(scope, id);
    return store.inTransaction(
        connection -> rules.plan(connection, scope, id, parentId, clock.instant()));
  }

  /**
   * Moves the tenant now. Messages are rated on the one chain until the commit, on the other from
   * then on.
   *
   * @throws Fault as {@link #plan}
   */
  public Done move(Scope scope, long id, long parentId, Balance balance) {
    mover(scope, id);
    try {
      return store.repeating(connection -> move(connection, scope, id, parentId, balance));
    } finally {
      tree.settle();
    }
  }

  private Done move(Connection connection, Scope scope, long id, long parentId, Balance balance)
      throws SQLException {
    tree.settle(); // a try before this one may have been undone
    var table = new MoveTable(connection);
    table.lock();
    var now = clock.instant();
    var plan = rules.plan(connection, scope, id, parentId, now);
    if (balance == Balance.TAKE_ALONG) {
      MoveRules.requireNoLastDay(connection, plan);
    }
    // Whoever rates for one of these waits from here to the commit, and then looks at the tree.
    prices.ledger().open(connection, tree.subtree(id), now);
    var moveId = ids.next();
    var tenant = plan.tenant();
    var currency = tenant.currency();
    Wallet.open(connection, ids::next, id, parentId, currency, now);
    if (!plan.creditLine().isZero()) {
      prices
          .ledger()
          .setCreditLimit(
              connection,
              id,
              plan.from().id(),
              Money.zero(currency),
              EngineKey.of("move-" + moveId),
              now);
    }
    var taken =
        balance == Balance.TAKE_ALONG
            ? take(connection, tenant, plan.from().id(), parentId, now)
            : Money.zero(currency);
    table.move(tenant, plan.to());
    table.insert(moveId, plan, balance == Balance.TAKE_ALONG, scope.actor(), now);
    note(scope, plan, taken);
    tree.announce();
    return new Done(plan, now, taken);
  }

  private Money take(Connection connection, Tenant tenant, long from, long to, Instant now)
      throws SQLException {
    return Wallet.find(connection, tenant.id(), from, tenant.currency()).isEmpty()
        ? Money.zero(tenant.currency())
        : new AgentLedger(ids::next)
            .takeOver(connection, tenant.id(), from, to, tenant.currency(), "", now);
  }

  /** Each reads its own part: nobody is told by name who is beside or above it. */
  private void note(Scope scope, MovePlan plan, Money taken) {
    var tenant = plan.tenant();
    var subject = "tenant " + tenant.id();
    var home = scope.at(scope.homeId());
    audit.write(
        home,
        "tenant.move",
        subject,
        "%s: %s → %s, %s".formatted(tenant.name(), plan.from().name(), plan.to().name(), taken));
    audit.write(scope.at(tenant.id()), "tenant.moved", subject, taken.toString());
    if (plan.from().id() != home.tenantId()) {
      audit.write(
          scope.at(plan.from().id()), "tenant.move-out", subject, tenant.name() + ", " + taken);
    }
    if (plan.to().id() != home.tenantId()) {
      audit.write(
          scope.at(plan.to().id()), "tenant.move-in", subject, tenant.name() + ", " + taken);
    }
  }

  /**
   * What was held at the old seller when its buyer took its money along follows when it is free.
   */
  void takeRest() {
    var rest =
        store.inTransaction(
            connection -> new MoveTable(connection).rest(clock.instant().minus(REST)));
    for (var row : rest) {
      store.repeating(
          connection -> {
            new MoveTable(connection).lock();
            var tenant = tree.find(row.tenantId()).orElseThrow();
            var to = tenant.parentId();
            return to == row.sellerId() || tree.isAgent(to) || tree.isAgent(row.sellerId())
                ? null
                : take(connection, tenant, row.sellerId(), to, clock.instant());
          });
    }
  }
}
