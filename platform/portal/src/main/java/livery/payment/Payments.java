package livery.payment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import livery.billing.Rounding;
import livery.fault.Check;
import livery.fault.Fault;
import livery.frame.Amounts;
import livery.money.Alerts;
import livery.money.Wallets;
import livery.order.Place;
import livery.store.Ids;
import livery.store.Store;
import livery.store.Utc;
import livery.tenant.Audit;
import livery.tenant.Rights;
import livery.tenant.Role;
import livery.tenant.Scope;
import livery.tenant.TenantSql;
import livery.tenant.TenantTree;

/**
 * Payments through a provider. Thread-safe.
 *
 * <p>A buyer begins one and is sent to the provider's page; all that counts is what the provider
 * then tells in signed callbacks. See {@link PaymentLedger} for what they come to.
 */
@ApplicationScoped
public class Payments {

  /** How long a payment may take before it counts as expired. */
  public static final Duration TIME_TO_PAY = Duration.ofHours(1);

  /** Most payments that one buyer may have open at once. */
  public static final int OPEN_MAX = 20;

  public static final int PAGE_MAX = 200;

  private final Store store;
  private final TenantSql sql;
  private final TenantTree tree;
  private final Wallets wallets;
  private final Alerts alerts;
  private final Accounts accounts;
  private final Providers providers;
  private final PaymentLedger ledger;
  private final Ids ids;
  private final Clock clock;
  private final Audit audit;
  private final SecureRandom random = new SecureRandom();

  /**
   * A payment that has begun.
   *
   * @param payAddress where the buyer pays
   */
  public record Begun(Payment payment, String payAddress) {}

  @Inject
  public Payments(
      Store store,
      TenantSql sql,
      TenantTree tree,
      Wallets wallets,
      Alerts alerts,
      Accounts accounts,
      Providers providers,
      PaymentLedger ledger,
      Ids ids,
      Clock clock,
      Audit audit) {
    this.store = store;
    this.sql = sql;
    this.tree = tree;
    this.wallets = wallets;
    this.alerts = alerts;
    this.accounts = accounts;
    this.providers = providers;
    this.ledger = ledger;
    this.ids = ids;
    this.clock = clock;
    this.audit = audit;
  }

  protected Payments() {
    this(null, null, null, null, null, null, null, null, null, null, null);
  }

  /** Whether the tenant's seller takes payments through a provider. */
  public boolean isOffered(Scope scope) {
    return tree.find(scope.tenantId())
        .filter(tenant -> tenant.parentId() != 0)
        .flatMap(tenant -> accounts.of(tenant.parentId()))
        .filter(PaymentAccount::active)
        .isPresent();
  }

  /**
   * Begins to pay the tenant's seller.
   *
   * @param base scheme, host and port of the portal as the buyer sees it: "https://sms.example.com"
   */
  public Begun begin(Scope scope, BigDecimal wanted, String base) {
    Rights.mayFinance(scope);
    var purse = wallets.own(scope).orElseThrow(() -> Fault.conflict("", "payment.fault.platform"));
    var seller = purse.wallet().sellerId();
    var account =
        accounts
            .of(seller)
            .filter(PaymentAccount::active)
            .orElseThrow(() -> Fault.conflict("", "payment.fault.no-provider"));
    var amount = Amounts.aboveZero("amount", wanted, purse.currency());
    var coins = Rounding.toCoins(amount.currency()).decimals();
    if (amount.toBigDecimal().stripTrailingZeros().scale() > coins) {
      throw Fault.invalid(
          "amount", "payment.fault.cents", Amounts.plain(amount).toPlainString(), coins);
    }
    var id = ids.next();
    var reference = VoucherCode.random(random).signs();
    var now = clock.instant();
    sql.inTransaction(
        () -> {
          requireFewOpen(scope);
          sql.update(
              scope,
              "INSERT INTO payment (id, tenant_id, seller_id, provider, reference, amount,"
                  + " currency, state, created_by, created_at, expires_at, changed_at) VALUES (:id,"
                  + " :tenant, :seller, :provider, :reference, :amount, :currency, 'CREATED',"
                  + " :actor, :now, :until, :now)",
              update ->
                  update
                      .bind("id", id)
                      .bind("seller", seller)
                      .bind("provider", account.provider())
                      .bind("reference", reference)
                      .bind("amount", amount.micros())
                      .bind("currency", amount.currency())
                      .bind("actor", scope.actor())
                      .bind("now", Utc.of(now))
                      .bind("until", Utc.of(now.plus(TIME_TO_PAY))));
          audit.write(scope, "payment.begin", "payment " + id, amount.toString());
          return null;
        });
    var payment = get(scope, reference);
    return new Begun(
        payment,
        providers
            .get(account.provider())
            .payAddress(
                account,
                payment,
                base + "/payment/return.xhtml?payment=" + reference,
                base + callbackPath(seller)));
  }

  /** Where a provider tells this seller's news, below the portal's address. */
  public static String callbackPath(long seller) {
    return "/api/v1/payment-callbacks/" + seller;
  }

  private void requireFewOpen(Scope scope) {
    var open =
        sql.query(
            scope,
            "SELECT COUNT(*) FROM payment"
                + " WHERE tenant_id = :tenant AND state = 'CREATED' AND expires_at > :now",
            query -> query.bind("now", Utc.of(clock.instant())).mapTo(Integer.class).one());
    if (open >= OPEN_MAX) {
      throw new Fault(Fault.Kind.TOO_MANY, "", "payment.fault.open", OPEN_MAX);
    }
  }

  /** One of the tenant's payments, as buyer or as seller. */
  public Payment get(Scope scope, String reference) {
    if (!reference.matches("[0-9A-Za-z]{1,20}")) {
      throw Fault.notFound("payment", Check.shown(reference));
    }
    return sql.query(
            scope,
            Payment.COLUMNS
                + "WHERE p.reference = :reference AND :tenant IN (p.tenant_id, p.seller_id)",
            query ->
                query
                    .bind("reference", reference)
                    .map((row, context) -> Payment.read(row))
                    .findFirst())
        .orElseThrow(() -> Fault.notFound("payment", Check.shown(reference)));
  }

  /**
   * The tenant's payments in an order of {@link Payment#ORDERS}.
   *
   * @param asSeller those of its buyers, instead of its own
   */
  public List<Payment> list(Scope scope, boolean asSeller, Place<Payment> place, int limit) {
    Check.range("limit", limit, 1, PAGE_MAX + 1);
    return sql.query(
        scope,
        Payment.COLUMNS
            + "WHERE p."
            + (asSeller ? "seller_id" : "tenant_id")
            + " = :tenant"
            + place.where()
            + place.by()
            + " LIMIT :limit",
        query ->
            place.bind(query).bind("limit", limit).map((row, context) -> Payment.read(row)).list());
  }

  /**
   * Takes what a provider tells.
   *
   * @param sellerId whose provider it says to be
   * @return the payment as it stands afterwards
   * @throws Fault NOT_ALLOWED for a forged or stale one, NOT_FOUND for a payment of nobody,
   *     CONFLICT for the number of earlier news with other content; that is kept in the audit log
   */
  public Payment receive(long sellerId, String signature, byte[] body) {
    var account =
        accounts.of(sellerId).orElseThrow(() -> Fault.notFound("payment account", sellerId));
    var callback =
        providers.get(account.provider()).read(account, signature, body, clock.instant());
    var told = store.repeating(connection -> take(connection, sellerId, callback));
    alerts.watch();
    if (told.isOther()) {
      throw Fault.conflict("id", "payment.fault.news", Check.shown(callback.eventId()));
    }
    return told.payment();
  }

  private PaymentLedger.Told take(Connection connection, long sellerId, Callback callback)
      throws SQLException {
    var payment =
        ledger
            .lock(callback.reference(), sellerId)
            .orElseThrow(() -> Fault.notFound("payment", Check.shown(callback.reference())));
    var told = ledger.tell(connection, payment, callback);
    var after = told.payment();
    if (told.isOther()
        || after.state() != payment.state()
        || !after.problem().equals(payment.problem())
        || !after.changedAt().equals(payment.changedAt()) && !after.problem().isEmpty()) {
      audit.write(
          new Scope(payment.buyerId(), payment.sellerId(), 0, payment.provider(), Role.FINANCE),
          "payment.state",
          "payment " + payment.id(),
          payment.amount()
              + ": "
              + payment.state()
              + " → "
              + after.state()
              + (after.problem().isEmpty() ? "" : ", " + after.problem() + ": " + said(callback)));
    }
    return told;
  }

  private static String said(Callback callback) {
    return callback.kind() + " " + callback.amount() + ", news " + callback.eventId();
  }

  /**
   * Ends payments of which nothing was heard in time.
   *
   * @return how many
   */
  int expire() {
    var now = Utc.of(clock.instant());
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE payment SET state = 'EXPIRED', changed_at = :now"
                            + " WHERE state IN ('CREATED', 'PENDING') AND expires_at <= :now"
                            + " ORDER BY id LIMIT 1000")
                    .bind("now", now)
                    .execute());
  }
}
