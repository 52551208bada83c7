package livery.spending;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Optional;
import livery.billing.DayLimits;
import livery.billing.Money;
import livery.fault.Fault;
import livery.frame.Amounts;
import livery.money.Purse;
import livery.money.Wallets;
import livery.store.Store;
import livery.tenant.Audit;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;

/**
 * How much a tenant's messages may take on one day: its own limit and its seller's, of which the
 * smaller holds. A day begins at midnight in the tenant's zone. Thread-safe.
 */
@ApplicationScoped
public class Limits {

  private final Store store;
  private final TenantTree tree;
  private final Wallets wallets;
  private final Clock clock;
  private final Audit audit;

  @Inject
  public Limits(Store store, TenantTree tree, Wallets wallets, Clock clock, Audit audit) {
    this.store = store;
    this.tree = tree;
    this.wallets = wallets;
    this.clock = clock;
    this.audit = audit;
  }

  protected Limits() {
    this(null, null, null, null, null);
  }

  /** The limits of the tenant's own wallet; empty for the platform. */
  public Optional<DayLimits.Today> own(Scope scope) {
    return wallets.own(scope).map(this::of);
  }

  /** The limits of one of the tenant's buyers. */
  public DayLimits.Today ofBuyer(Scope scope, long buyerId) {
    return of(wallets.ofBuyer(scope, buyerId));
  }

  private DayLimits.Today of(Purse purse) {
    return store.inTransaction(
        connection -> DayLimits.of(connection, purse.wallet().id(), clock.instant()));
  }

  /**
   * Sets the tenant's own limit.
   *
   * @param limit 0 stops all that costs something, {@code null} lifts it
   */
  public DayLimits.Today setOwn(Scope scope, BigDecimal limit) {
    Rights.mayFinance(scope);
    var purse = wallets.own(scope).orElseThrow(() -> Fault.notFound("wallet", 0));
    return set(scope, purse, DayLimits.By.BUYER, limit);
  }

  /** Sets the limit of one of the tenant's buyers, as {@link #setOwn}. */
  public DayLimits.Today setOfBuyer(Scope scope, long buyerId, BigDecimal limit) {
    Rights.mayFinance(scope);
    return set(scope, wallets.ofBuyer(scope, buyerId), DayLimits.By.SELLER, limit);
  }

  private DayLimits.Today set(Scope scope, Purse purse, DayLimits.By by, BigDecimal limit) {
    var wallet = purse.wallet();
    var money =
        Optional.ofNullable(limit)
            .map(amount -> Amounts.notBelowZero("limit", amount, purse.currency()));
    var zone = tree.find(wallet.buyerId()).map(Tenant::zone).orElseThrow();
    store.repeating(
        connection -> {
          DayLimits.set(
              connection,
              wallet.buyerId(),
              wallet.sellerId(),
              purse.currency(),
              by,
              money,
              zone,
              clock.instant());
          audit.write(
              scope,
              "wallet.day-limit",
              "tenant " + wallet.buyerId(),
              purse.buyer() + ": " + money.map(Money::toString).orElse("∞"));
          return null;
        });
    return of(purse);
  }

  /** Days begin by the tenant's zone of now, also when that was changed after the limit was set. */
  int followZones() {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle.execute(
                    "UPDATE wallet w JOIN tenant t ON t.id = w.buyer_id SET w.zone = t.time_zone"
                        + " WHERE w.zone IS NOT NULL AND w.zone <> t.time_zone"));
  }
}
