package livery.sales;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import livery.client.Tenants;
import livery.fault.Fault;
import livery.frame.Period;
import livery.tenant.Scope;
import livery.tenant.TenantSql;
import livery.tenant.TenantTree;

/** What a page or a program asks about sales, checked. Thread-safe. */
@ApplicationScoped
public class SalesQuery {

  private final TenantSql sql;
  private final TenantTree tree;
  private final Clock clock;

  @Inject
  public SalesQuery(TenantSql sql, TenantTree tree, Clock clock) {
    this.sql = sql;
    this.tree = tree;
    this.clock = clock;
  }

  protected SalesQuery() {
    this(null, null, null);
  }

  /**
   * What is empty means all of the last month.
   *
   * @param client one that buys from the tenant or did so before it moved, 0 for all
   * @throws Fault for a client that never bought from it
   */
  public Sales.Filter of(Scope scope, String from, String to, long client, String product) {
    if (client != 0 && !buysOrBought(scope, client)) {
      throw Fault.notFound("tenant", client);
    }
    var zone = tree.find(scope.tenantId()).orElseThrow().zone();
    var today = LocalDate.ofInstant(clock.instant(), zone);
    return new Sales.Filter(Period.of(from, to, today, zone), client, product);
  }

  private boolean buysOrBought(Scope scope, long client) {
    return tree.find(client).isPresent()
        && (tree.sellerOf(client) == scope.tenantId() || Tenants.hasBought(sql, scope, client));
  }
}
