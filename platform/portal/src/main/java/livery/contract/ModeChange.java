package livery.contract;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import livery.billing.contract.Contract;
import livery.fault.Fault;
import livery.store.Utc;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TenantSql;
import livery.tenant.TenantTree;

/**
 * The day on which a reseller becomes an agent or ceases to be one: from then on its clients buy
 * from another seller. Free units are used at the seller that they were bought from, and money
 * keeps its last day there alone, so both must end before.
 */
final class ModeChange {

  private final TenantSql sql;
  private final TenantTree tree;

  ModeChange(TenantSql sql, TenantTree tree) {
    this.sql = sql;
    this.tree = tree;
  }

  /** Refuses a version that leaves something of clients behind. */
  void check(Scope scope, Agreement agreement, Contract next) {
    var from = next.from();
    var agentBefore =
        agreement
            .history()
            .flatMap(history -> history.at(from.minusDays(1)))
            .filter(before -> before.mode().isAgent())
            .isPresent();
    var clients = clients(agreement.parties().buyerId());
    if (agentBefore != next.mode().isAgent() && !clients.isEmpty()) {
      requireNothingAfter(scope, agreement.id(), clients, from);
    }
  }

  private void requireNothingAfter(Scope scope, long id, List<Tenant> clients, LocalDate day) {
    var zone = tree.root().<ZoneId>map(Tenant::zone).orElse(ZoneOffset.UTC);
    var left =
        sql.query(
            scope,
            "SELECT w.buyer_id FROM lot l JOIN wallet w ON w.id = l.wallet_id JOIN contract c"
                + " ON c.id = :id AND (c.seller_id = :tenant OR c.buyer_id = :tenant)"
                + " WHERE w.buyer_id IN ("
                + clients.stream().map(one -> "" + one.id()).collect(Collectors.joining(","))
                + ") AND l.closed_at IS NULL AND l.expires_at > :at"
                + " AND (l.units_left > 0 OR l.product = '') ORDER BY l.expires_at DESC LIMIT 1",
            query ->
                query
                    .bind("id", id)
                    .bind("at", Utc.of(day.atStartOfDay(zone).toInstant()))
                    .mapTo(Long.class)
                    .findFirst());
    left.flatMap(tree::find)
        .ifPresent(
            client -> {
              throw Fault.conflict("from", "contract.fault.left-behind", client.name(), day);
            });
  }

  /** All whose seller changes: the buyers below, and those of agents among them. */
  private List<Tenant> clients(long seller) {
    var clients = new ArrayList<Tenant>();
    for (var buyer : tree.childrenOf(seller)) {
      clients.add(buyer);
      if (tree.isAgent(buyer.id())) {
        clients.addAll(clients(buyer.id()));
      }
    }
    return clients;
  }
}
