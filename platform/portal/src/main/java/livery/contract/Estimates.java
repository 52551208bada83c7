package livery.contract;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import livery.billing.Money;
import livery.billing.period.BillingMonth;
import livery.billing.period.MinimumTerms;
import livery.billing.period.VolumeEstimate;
import livery.billing.period.VolumeTerms;
import livery.contract.Agreement.Parties;
import livery.store.Store;
import livery.tenant.TenantTree;

/**
 * What months of stored volume come to, by stored or by tried terms. Set-based: one query on
 * transfers for each sum, however many messages there were. Thread-safe.
 */
@ApplicationScoped
public class Estimates {

  private final Store store;
  private final TenantTree tree;
  private final Clock clock;

  @Inject
  Estimates(Store store, TenantTree tree, Clock clock) {
    this.store = store;
    this.tree = tree;
    this.clock = clock;
  }

  protected Estimates() {
    this(null, null, null);
  }

  /** All books are cut at the platform's midnights, whatever zone their seller is in. */
  private ZoneId zone() {
    return tree.root().orElseThrow().zone();
  }

  /** Today in all books. */
  public LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), zone());
  }

  VolumeEstimate of(Parties parties, YearMonth month, VolumeTerms terms) {
    var books = new BillingMonth(parties.sellerId(), month, zone());
    return store.inTransaction(
        connection -> VolumeEstimate.of(connection, books, terms, clock.instant()));
  }

  /** How a minimum stands, what is expected of the close added. */
  MinimumTerms.Standing of(Parties parties, YearMonth month, MinimumTerms terms, Money expected) {
    var books = new BillingMonth(parties.sellerId(), month, zone());
    return store.inTransaction(
        connection -> terms.standing(connection, books, expected, clock.instant()));
  }
}
