package livery.sales;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import livery.fault.Fault;
import livery.frame.Period;
import livery.tenant.Scope;
import livery.tenant.TenantTree;

/** What a page or a program asks about sales, checked. Thread-safe. */
@ApplicationScoped
public class SalesQuery {

  private final TenantTree tree;
  private final Clock clock;

  @Inject
  public SalesQuery(TenantTree tree, Clock clock) {
    this.tree = tree;
    this.clock = clock;
  }

  protected SalesQuery() {
    this(null, null);
  }

  /**
   * What is empty means all of the last month.
   *
   * @param client one that buys from the tenant, 0 for all
   * @throws Fault for a client that buys from another
   */
  public Sales.Filter of(Scope scope, String from, String to, long client, String product) {
    if (client != 0 && (tree.find(client).isEmpty() || tree.sellerOf(client) != scope.tenantId())) {
      throw Fault.notFound("tenant", client);
    }
    var zone = tree.find(scope.tenantId()).orElseThrow().zone();
    var today = LocalDate.ofInstant(clock.instant(), zone);
    return new Sales.Filter(Period.of(from, to, today, zone), client, product);
  }
}
