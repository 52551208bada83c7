package livery.move;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import livery.billing.Bundles;
import livery.billing.Edge;
import livery.billing.Money;
import livery.billing.Wallet;
import livery.billing.price.NoPrice;
import livery.client.Tenants;
import livery.contract.Contracts;
import livery.fault.Fault;
import livery.price.Prices;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;

/** Who may move where, and what stands in the way. Stateless. */
final class MoveRules {

  private final TenantTree tree;
  private final Prices prices;
  private final Contracts contracts;

  MoveRules(TenantTree tree, Prices prices, Contracts contracts) {
    this.tree = tree;
    this.prices = prices;
    this.contracts = contracts;
  }

  /** The tenant, which is below somebody of the person's own house. */
  Tenant mover(Scope scope, long id) {
    return tree.find(id)
        .filter(one -> tree.isWithin(id, scope.tenantId()) && id != scope.tenantId())
        .filter(one -> tree.isWithin(one.parentId(), scope.homeId()))
        .orElseThrow(() -> Fault.notFound("tenant", id));
  }

  /** Everybody who may sell to the tenant and whom the person is above, or is. */
  List<Tenant> destinations(Scope scope, Tenant tenant) {
    return tree.subtree(scope.homeId()).stream()
        .flatMap(id -> tree.find(id).stream())
        .filter(one -> one.kind() != Tenant.Kind.CLIENT && one.id() != tenant.parentId())
        .filter(one -> !tree.isWithin(one.id(), tenant.id()))
        .sorted(Comparator.comparing(Tenant::name).thenComparing(Tenant::id))
        .toList();
  }

  /**
   * What the move would do.
   *
   * @throws Fault when it may not be done, or something stands in its way
   */
  MovePlan plan(Connection connection, Scope scope, long id, long parentId, Instant now)
      throws SQLException {
    var tenant = mover(scope, id);
    var to =
        tree.find(parentId)
            .filter(one -> tree.isWithin(parentId, scope.homeId()))
            .orElseThrow(() -> Fault.notFound("tenant", parentId));
    requirePlace(tenant, to);
    var today = LocalDate.ofInstant(now, tree.root().orElseThrow().zone());
    requireNoAgents(tenant, to, today);
    var ends = contractEnd(tenant, today);
    var from = tree.find(tenant.parentId()).orElseThrow();
    var wallet = Wallet.find(connection, id, from.id(), tenant.currency());
    var none = Money.zero(tenant.currency());
    var table = new MoveTable(connection);
    table.requireQuiet(tenant, from, tree.subtree(id));
    var old = prices.edges(id);
    var next = edges(tenant, to);
    requirePrice(old, next, Prices.MT, tenant, to, now);
    requirePrice(old, next, Prices.MO, tenant, to, now);
    var balance = wallet.map(Wallet::balance).orElse(none);
    var held = wallet.map(Wallet::held).orElse(none);
    var free = balance.minus(held);
    return new MovePlan(
        tenant,
        from,
        to,
        tree.subtree(id).size() - 1,
        balance,
        held,
        free.isNegative() ? none : free,
        wallet.map(Wallet::creditLimit).orElse(none),
        table.openProformas(id, from.id()),
        price(old, Prices.MT, tenant, now),
        price(next, Prices.MT, tenant, now),
        ends,
        table.ending(tenant, from, now));
  }

  /** What has a price at the old seller must have one at the new, or it would be refused. */
  private void requirePrice(
      List<Edge> old, List<Edge> next, String product, Tenant tenant, Tenant to, Instant now) {
    if (price(old, product, tenant, now).isPresent()
        && price(next, product, tenant, now).isEmpty()) {
      throw Fault.conflict(
          "parentId",
          product.equals(Prices.MO) ? "move.fault.price-in" : "move.fault.price",
          to.name(),
          tenant.country(),
          tenant.currency());
    }
  }

  /** Money with a last day would lose it on the way; what is held may still be of it. */
  static void requireNoLastDay(Connection connection, MovePlan plan) throws SQLException {
    var tenant = plan.tenant();
    var from = plan.from();
    var wallet = Wallet.find(connection, tenant.id(), from.id(), tenant.currency());
    if (wallet.isEmpty()) {
      return;
    }
    var left = plan.held();
    var any = false;
    for (var lot : Bundles.of(connection, wallet.get().id())) {
      any |= lot.product().isEmpty();
      left = left.plus(lot.moneyLeft());
    }
    if (any && !left.isZero()) {
      throw Fault.conflict("balance", "move.fault.last-day", tenant.name(), from.name(), left);
    }
  }

  private void requirePlace(Tenant tenant, Tenant to) {
    if (tree.isWithin(to.id(), tenant.id())) {
      throw Fault.invalid("parentId", "move.fault.below", to.name(), tenant.name());
    }
    if (to.kind() == Tenant.Kind.CLIENT) {
      throw Fault.invalid("parentId", "move.fault.client", to.name());
    }
    if (to.id() == tenant.parentId()) {
      throw Fault.conflict("parentId", "move.fault.there", tenant.name(), to.name());
    }
    var own = tree.chain(tenant.id()).size();
    var deepest =
        tree.subtree(tenant.id()).stream().mapToInt(id -> tree.chain(id).size()).max().orElse(own);
    if (tree.chain(to.id()).size() + 1 + deepest - own > Tenants.MOST_LEVELS) {
      throw Fault.invalid("parentId", "tenant.fault.levels", Tenants.MOST_LEVELS);
    }
  }

  /** An agent's commission is told by who is below it, so nobody comes or goes meanwhile. */
  private void requireNoAgents(Tenant tenant, Tenant to, LocalDate today) {
    var old = tree.chain(tenant.id());
    var next = tree.chain(to.id());
    var branches = new ArrayList<Tenant>();
    old.stream().filter(one -> !next.contains(one)).forEach(branches::add);
    next.stream().filter(one -> !old.contains(one)).forEach(branches::add);
    tree.find(tenant.parentId()).ifPresent(branches::add);
    branches.add(to);
    var since = today.withDayOfMonth(1).minusMonths(1);
    for (var one : branches) {
      var agent =
          tree.isAgent(one.id())
              || contracts.history(one.parentId(), one.id()).stream()
                  .flatMap(history -> history.within(since, today.plusYears(100)).stream())
                  .anyMatch(term -> term.contract().mode().isAgent());
      if (agent) {
        throw Fault.conflict("", "move.fault.agent", one.name(), since);
      }
    }
  }

  /** A contract is signed by two sides, so a move does not end it: it must end by itself. */
  private Optional<LocalDate> contractEnd(Tenant tenant, LocalDate today) {
    var next = today.withDayOfMonth(1).plusMonths(1);
    var history = contracts.history(tenant.parentId(), tenant.id());
    var last = history.map(all -> all.versions().get(all.versions().size() - 1).to());
    if (last.filter(end -> end.isAfter(next)).isPresent()) {
      throw Fault.conflict("", "move.fault.contract", tenant.name(), next.minusDays(1));
    }
    return last.filter(end -> end.isAfter(today)).map(end -> end.minusDays(1));
  }

  /** Who would sell to the tenant. */
  private List<Edge> edges(Tenant tenant, Tenant to) {
    var edges = new ArrayList<Edge>();
    edges.add(new Edge(0, to.id(), tenant.id(), tenant.currency()));
    for (var above : prices.edges(to.id())) {
      edges.add(new Edge(above.level() + 1, above.sellerId(), above.buyerId(), above.currency()));
    }
    return edges;
  }

  private Optional<Money> price(List<Edge> edges, String product, Tenant tenant, Instant now) {
    try {
      return Optional.of(prices.rate(1, edges, product, 1, tenant.country(), "", now).retail());
    } catch (NoPrice missing) {
      return Optional.empty();
    }
  }
}
