package livery.payment;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import livery.fault.Check;
import livery.fault.Fault;
import livery.store.Started;
import livery.store.Store;
import livery.store.Utc;
import livery.tenant.Audit;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.TenantSql;
import livery.tenant.TenantTree;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The sellers' accounts with payment providers. Thread-safe.
 *
 * <p>To try it out, {@code LIVERY_PAYMENT_TRIAL} gives every seller without an account one at that
 * pay page, with a secret that everybody knows.
 */
@ApplicationScoped
public class Accounts {

  /** The secret of trial accounts. */
  public static final String TRIAL_SECRET = "a trial, no secret";

  private static final int ADDRESS_MAX = 500;
  private static final int MERCHANT_MAX = 100;
  private static final int SECRET_LEAST = 16;
  private static final int SECRET_MAX = 200;

  private final Store store;
  private final TenantSql sql;
  private final TenantTree tree;
  private final Providers providers;
  private final Clock clock;
  private final Audit audit;
  private final String trial;

  /**
   * An account that is wanted.
   *
   * @param secret empty to keep the one that is there
   */
  public record Wish(
      String provider, String address, String merchant, String secret, boolean active) {}

  @Inject
  public Accounts(
      Store store,
      TenantSql sql,
      TenantTree tree,
      Providers providers,
      Clock clock,
      Audit audit,
      @ConfigProperty(name = "LIVERY_PAYMENT_TRIAL") Optional<String> trial) {
    this.store = store;
    this.sql = sql;
    this.tree = tree;
    this.providers = providers;
    this.clock = clock;
    this.audit = audit;
    this.trial = trial.orElse("");
  }

  protected Accounts() {
    this(null, null, null, null, null, null, Optional.empty());
  }

  void giveTrials(@Observes @Priority(Started.CACHES + 50) Started started) {
    if (trial.isEmpty()) {
      return;
    }
    store
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        "INSERT IGNORE INTO payment_account (tenant_id, provider, address,"
                            + " merchant, secret, active, changed_at) SELECT id, :provider,"
                            + " :address, CONCAT('trial-', id), :secret, 1, :now FROM tenant WHERE"
                            + " kind <> 'CLIENT'")
                    .bind("provider", Gateway.ID)
                    .bind("address", trial)
                    .bind("secret", TRIAL_SECRET)
                    .bind("now", Utc.of(clock.instant()))
                    .execute());
  }

  /** The tenant's own account as a seller. */
  public Optional<PaymentAccount> own(Scope scope) {
    Rights.mayFinance(scope);
    return of(scope.tenantId());
  }

  /** A seller's account, for its buyers' payments and the provider's callbacks. */
  Optional<PaymentAccount> of(long sellerId) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT * FROM payment_account WHERE tenant_id = :seller")
                    .bind("seller", sellerId)
                    .map((row, context) -> PaymentAccount.read(row))
                    .findFirst());
  }

  /** Sets the tenant's own account. */
  public PaymentAccount set(Scope scope, Wish wish) {
    Rights.mayFinance(scope);
    Sellers.require(tree, scope);
    var before = of(scope.tenantId());
    var account =
        new PaymentAccount(
            scope.tenantId(),
            Check.oneOf("provider", wish.provider(), providers.ids()),
            address(wish.address()),
            Check.text("merchant", wish.merchant(), MERCHANT_MAX),
            secret(wish.secret(), before),
            wish.active());
    sql.inTransaction(
        () -> {
          sql.update(
              scope,
              "INSERT INTO payment_account (tenant_id, provider, address, merchant, secret, active,"
                  + " changed_at) VALUES (:tenant, :provider, :address, :merchant, :secret,"
                  + " :active, :now) ON DUPLICATE KEY UPDATE provider = :provider, address ="
                  + " :address, merchant = :merchant, secret = :secret, active = :active,"
                  + " changed_at = :now",
              update ->
                  update
                      .bind("provider", account.provider())
                      .bind("address", account.address())
                      .bind("merchant", account.merchant())
                      .bind("secret", account.secret())
                      .bind("active", account.active())
                      .bind("now", Utc.of(clock.instant())));
          audit.write(scope, "payment.account", "tenant " + scope.tenantId(), account.toString());
          return null;
        });
    return account;
  }

  private static String secret(String wanted, Optional<PaymentAccount> before) {
    if (wanted == null || wanted.isEmpty()) {
      return before
          .map(PaymentAccount::secret)
          .orElseThrow(() -> Fault.invalid("secret", "fault.missing", "secret"));
    }
    var secret = Check.text("secret", wanted, SECRET_MAX);
    if (secret.length() < SECRET_LEAST) {
      throw Fault.invalid("secret", "payment.fault.secret", SECRET_LEAST);
    }
    return secret;
  }

  /** Browsers are sent there, so it is a web address and nothing else. */
  private static String address(String wanted) {
    var text = Check.text("address", wanted, ADDRESS_MAX);
    try {
      var uri = new URI(text);
      if (Set.of("https", "http").contains(String.valueOf(uri.getScheme()))
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && uri.getFragment() == null) {
        return text;
      }
    } catch (URISyntaxException noAddress) {
      // said below
    }
    throw Fault.invalid("address", "payment.fault.address", Check.shown(text));
  }
}
