package livery.money;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import livery.billing.Turnover;
import livery.store.Store;
import livery.tenant.Rights;
import livery.tenant.Scope;

/** What a tenant sold, bought and earned in a period. Thread-safe. */
@ApplicationScoped
public class Margins {

  private final Store store;

  @Inject
  public Margins(Store store) {
    this.store = store;
  }

  protected Margins() {
    this(null);
  }

  /**
   * The sums of the scope's own tenant, one for each product and currency.
   *
   * @param from first moment
   * @param to first moment after
   * @throws livery.tenant.NotAllowed for those who may not see money
   */
  public List<Turnover> of(Scope scope, Instant from, Instant to) {
    Rights.mayFinance(scope);
    return store.inTransaction(connection -> Turnover.of(connection, scope.tenantId(), from, to));
  }
}
