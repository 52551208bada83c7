package livery.money;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import livery.billing.Money;
import livery.fault.Fault;
import livery.frame.Amounts;
import livery.store.Store;
import livery.store.Utc;
import livery.tenant.Audit;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.TenantSql;

/**
 * Tells a wallet's owner, once, that it has fallen below the threshold that the owner has set.
 * Thread-safe.
 *
 * <p>A crossing is kept until there is enough again, so that a wallet that stays low rings once.
 */
@ApplicationScoped
public class Alerts {

  private static final int MOST_AT_ONCE = 500;

  private static final String AVAILABLE = "w.balance - w.held + w.credit_limit";

  private static final String FALLEN =
      "SELECT a.wallet_id FROM wallet_alert a JOIN wallet w ON w.id = a.wallet_id"
          + " WHERE a.low_since IS NULL AND "
          + AVAILABLE
          + " < a.threshold LIMIT "
          + MOST_AT_ONCE;

  private static final String RISEN =
      "SELECT a.wallet_id FROM wallet_alert a JOIN wallet w ON w.id = a.wallet_id"
          + " WHERE a.low_since IS NOT NULL AND "
          + AVAILABLE
          + " >= a.threshold LIMIT "
          + MOST_AT_ONCE;

  private final Store store;
  private final TenantSql sql;
  private final Wallets wallets;
  private final Clock clock;
  private final Audit audit;

  @Inject
  public Alerts(Store store, TenantSql sql, Wallets wallets, Clock clock, Audit audit) {
    this.store = store;
    this.sql = sql;
    this.wallets = wallets;
    this.clock = clock;
    this.audit = audit;
  }

  protected Alerts() {
    this(null, null, null, null, null);
  }

  /**
   * Sets the threshold of the tenant's own wallet.
   *
   * @param threshold 0 for never
   */
  public Purse set(Scope scope, BigDecimal threshold) {
    Rights.mayFinance(scope);
    var purse = wallets.own(scope).orElseThrow(() -> Fault.notFound("wallet", 0));
    var limit = Amounts.notBelowZero("threshold", threshold, purse.currency());
    sql.inTransaction(
        () -> {
          write(scope, purse, limit);
          audit.write(scope, "wallet.alert", "wallet " + purse.wallet().id(), limit.toString());
          return null;
        });
    watch();
    return wallets.get(scope, purse.wallet().id());
  }

  private void write(Scope scope, Purse purse, Money limit) {
    var id = purse.wallet().id();
    if (limit.isZero()) {
      sql.update(
          scope,
          "DELETE FROM wallet_alert WHERE wallet_id = :id AND tenant_id = :tenant",
          update -> update.bind("id", id));
      return;
    }
    sql.update(
        scope,
        "INSERT INTO wallet_alert (wallet_id, tenant_id, threshold) VALUES (:id, :tenant, :limit)"
            + " ON DUPLICATE KEY UPDATE threshold = :limit",
        update -> update.bind("id", id).bind("limit", limit.micros()));
  }

  /** Whether the tenant's wallet is low and nobody has put the banner away yet. */
  public boolean rings(Scope scope) {
    return sql.query(
        scope,
        "SELECT COUNT(*) FROM wallet_alert"
            + " WHERE tenant_id = :tenant AND low_since IS NOT NULL AND seen_at IS NULL",
        query -> query.mapTo(Long.class).one() > 0);
  }

  /** Puts the banner of the present crossing away. */
  public void seen(Scope scope) {
    sql.update(
        scope,
        "UPDATE wallet_alert SET seen_at = :now"
            + " WHERE tenant_id = :tenant AND low_since IS NOT NULL AND seen_at IS NULL",
        update -> update.bind("now", Utc.of(clock.instant())));
  }

  /**
   * Notes which wallets have fallen below their threshold and which have risen above it. Reads
   * without locks: the wallets belong to the message path.
   *
   * @return how many have fallen
   */
  public int watch() {
    change(
        RISEN,
        "UPDATE wallet_alert SET low_since = NULL, seen_at = NULL WHERE wallet_id IN (<ids>)");
    return change(
        FALLEN,
        "UPDATE wallet_alert SET low_since = :now, seen_at = NULL, crossings = crossings + 1"
            + " WHERE low_since IS NULL AND wallet_id IN (<ids>)");
  }

  private int change(String which, String how) {
    return store
        .jdbi()
        .withHandle(
            handle -> {
              List<Long> found = handle.createQuery(which).mapTo(Long.class).list();
              if (found.isEmpty()) {
                return 0;
              }
              var update = handle.createUpdate(how).bindList("ids", found);
              if (how.contains(":now")) {
                update.bind("now", Utc.of(clock.instant()));
              }
              return update.execute();
            });
  }
}
