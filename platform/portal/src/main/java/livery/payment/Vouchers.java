package livery.payment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import livery.billing.EngineKey;
import livery.billing.Ledger;
import livery.billing.Money;
import livery.fault.Check;
import livery.fault.Fault;
import livery.frame.Amounts;
import livery.money.Alerts;
import livery.money.Purse;
import livery.money.Wallets;
import livery.order.Sought;
import livery.signin.Tries;
import livery.store.Ids;
import livery.store.Store;
import livery.store.Utc;
import livery.tenant.Audit;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TenantSql;
import livery.tenant.TenantTree;

/**
 * Codes that a seller hands out and its buyers redeem, each once. Thread-safe.
 *
 * <p>A code is told once, to whoever makes it; the database keeps its hash.
 */
@ApplicationScoped
public class Vouchers {

  /** Most codes of one batch. */
  public static final int CODES_MAX = 10_000;

  public static final int PAGE_MAX = 200;

  private static final int NAME_MAX = 100;
  private static final int YEARS_MAX = 5;
  private static final int FREE_TRIES = 5;
  private static final int FREE_TRIES_OF_PLACE = 20;

  private final Store store;
  private final TenantSql sql;
  private final TenantTree tree;
  private final Wallets wallets;
  private final Alerts alerts;
  private final Tries tries;
  private final Ids ids;
  private final Clock clock;
  private final Audit audit;
  private final SecureRandom random = new SecureRandom();

  /**
   * A batch that is wanted.
   *
   * @param name for the seller's own list
   * @param count 1 to {@value #CODES_MAX}
   * @param amount what each code is worth
   * @param currency empty for the seller's own
   * @param lastDay on which they can be redeemed, in the seller's zone
   */
  public record Wish(
      String name, int count, BigDecimal amount, String currency, LocalDate lastDay) {}

  /** What was made; the codes are not told again. */
  public record Made(VoucherBatch batch, List<String> codes) {}

  /**
   * One code as its seller sees it.
   *
   * @param tail its last four signs
   * @param redeemedBy the buyer's name, empty while it is not redeemed
   */
  public record Slip(long id, String tail, String redeemedBy, Instant redeemedAt) {}

  /** What a code has brought. */
  public record Redeemed(Money amount, Purse purse) {}

  @Inject
  public Vouchers(
      Store store,
      TenantSql sql,
      TenantTree tree,
      Wallets wallets,
      Alerts alerts,
      Tries tries,
      Ids ids,
      Clock clock,
      Audit audit) {
    this.store = store;
    this.sql = sql;
    this.tree = tree;
    this.wallets = wallets;
    this.alerts = alerts;
    this.tries = tries;
    this.ids = ids;
    this.clock = clock;
    this.audit = audit;
  }

  protected Vouchers() {
    this(null, null, null, null, null, null, null, null, null);
  }

  /** Makes a batch. */
  public Made make(Scope scope, Wish wish) {
    Rights.mayFinance(scope);
    var seller = seller(scope);
    var name = Check.text("name", wish.name(), NAME_MAX);
    Check.range("count", wish.count(), 1, CODES_MAX);
    var currency =
        wish.currency() == null || wish.currency().isBlank() ? seller.currency() : wish.currency();
    var amount = Amounts.aboveZero("amount", wish.amount(), Sellers.currency(currency));
    var expiresAt = end(seller, wish.lastDay());
    var codes = new ArrayList<VoucherCode>();
    for (var i = 0; i < wish.count(); i++) {
      codes.add(VoucherCode.random(random));
    }
    var id = ids.next();
    var now = clock.instant();
    sql.inTransaction(
        () -> {
          sql.update(
              scope,
              "INSERT INTO voucher_batch (id, tenant_id, name, codes, amount, currency, expires_at,"
                  + " created_at) VALUES (:id, :tenant, :name, :codes, :amount, :currency, :until,"
                  + " :now)",
              update ->
                  update
                      .bind("id", id)
                      .bind("name", name)
                      .bind("codes", codes.size())
                      .bind("amount", amount.micros())
                      .bind("currency", amount.currency())
                      .bind("until", Utc.of(expiresAt))
                      .bind("now", Utc.of(now)));
          write(id, codes);
          audit.write(
              scope,
              "voucher.make",
              "voucher batch " + id,
              name + ": " + codes.size() + " × " + amount);
          return null;
        });
    return new Made(batch(scope, id), codes.stream().map(VoucherCode::toString).toList());
  }

  private Tenant seller(Scope scope) {
    return Sellers.require(tree, scope);
  }

  private Instant end(Tenant seller, LocalDate lastDay) {
    if (lastDay == null) {
      throw Fault.invalid("lastDay", "fault.missing", "lastDay");
    }
    var today = clock.instant().atZone(seller.zone()).toLocalDate();
    if (lastDay.isBefore(today) || lastDay.isAfter(today.plusYears(YEARS_MAX))) {
      throw Fault.invalid(
          "lastDay", "payment.fault.last-day", lastDay, today, today.plusYears(YEARS_MAX));
    }
    return lastDay.plusDays(1).atStartOfDay(seller.zone()).toInstant();
  }

  private void write(long batch, List<VoucherCode> codes) {
    var first = ids.next(codes.size());
    store
        .jdbi()
        .useHandle(
            handle -> {
              var insert =
                  handle.prepareBatch(
                      "INSERT INTO voucher (id, batch_id, code_hash, tail)"
                          + " VALUES (:id, :batch, :hash, :tail)");
              for (var i = 0; i < codes.size(); i++) {
                insert
                    .bind("id", first + i)
                    .bind("batch", batch)
                    .bind("hash", codes.get(i).hash())
                    .bind("tail", codes.get(i).tail())
                    .add();
              }
              insert.execute();
            });
  }

  /**
   * The seller's batches, the newest first.
   *
   * @param before the last id of the page before; {@link Long#MAX_VALUE} for the first page
   */
  public List<VoucherBatch> list(Scope scope, long before, int limit) {
    return list(scope, new Sought(), before, limit);
  }

  /** Those of them whose names have a text in them. */
  public List<VoucherBatch> list(Scope scope, Sought sought, long before, int limit) {
    Rights.mayFinance(scope);
    Check.range("limit", limit, 1, PAGE_MAX + 1);
    return sql.query(
        scope,
        VoucherBatch.COLUMNS
            + "WHERE b.tenant_id = :tenant AND b.id < :before"
            + (sought.isNone() ? "" : " AND LOWER(b.name) LIKE :text")
            + " ORDER BY b.id DESC LIMIT :limit",
        query ->
            (sought.isNone() ? query : query.bind("text", sought.like()))
                .bind("before", before)
                .bind("limit", limit)
                .map((row, context) -> VoucherBatch.read(row))
                .list());
  }

  /** One of the seller's batches. */
  public VoucherBatch batch(Scope scope, long id) {
    Rights.mayFinance(scope);
    return sql.query(
            scope,
            VoucherBatch.COLUMNS + "WHERE b.tenant_id = :tenant AND b.id = :id",
            query -> query.bind("id", id).map((row, context) -> VoucherBatch.read(row)).findFirst())
        .orElseThrow(() -> Fault.notFound("voucher batch", id));
  }

  /** The codes of a batch, by their ends. */
  public List<Slip> slips(Scope scope, long batchId, long after, int limit) {
    batch(scope, batchId);
    Check.range("limit", limit, 1, CODES_MAX + 1);
    return sql.query(
        scope,
        "SELECT v.id, v.tail, COALESCE(t.name, '') AS buyer, v.redeemed_at FROM voucher v"
            + " JOIN voucher_batch b ON b.id = v.batch_id AND b.tenant_id = :tenant"
            + " LEFT JOIN tenant t ON t.id = v.redeemed_by"
            + " WHERE v.batch_id = :batch AND v.id > :after ORDER BY v.id LIMIT :limit",
        query ->
            query
                .bind("batch", batchId)
                .bind("after", after)
                .bind("limit", limit)
                .map(
                    (row, context) ->
                        new Slip(
                            row.getLong("id"),
                            row.getString("tail"),
                            row.getString("buyer"),
                            Utc.read(row, "redeemed_at").orElse(null)))
                .list());
  }

  /** Makes all codes of a batch void that are not redeemed; what was redeemed stays. */
  public VoucherBatch stop(Scope scope, long id) {
    var batch = batch(scope, id);
    sql.inTransaction(
        () -> {
          var stopped =
              sql.update(
                  scope,
                  "UPDATE voucher_batch SET stopped_at = :now"
                      + " WHERE id = :id AND tenant_id = :tenant AND stopped_at IS NULL",
                  update -> update.bind("id", id).bind("now", Utc.of(clock.instant())));
          if (stopped == 1) {
            audit.write(scope, "voucher.stop", "voucher batch " + id, batch.name());
          }
          return null;
        });
    return batch(scope, id);
  }

  /**
   * Credits the tenant's wallet with what a code of its seller is worth, once.
   *
   * @param place the address that the person or program comes from
   * @throws Fault when it is no good code for this tenant, or too many were tried
   */
  public Redeemed redeem(Scope scope, String typed, String place) {
    Rights.mayFinance(scope);
    var purse = wallets.own(scope).orElseThrow(() -> Fault.conflict("", "payment.fault.platform"));
    var code = VoucherCode.typed("code", typed);
    var who =
        List.of(
            new Tries.Key("voucher of " + scope.tenantId() + " " + scope.actor(), FREE_TRIES),
            new Tries.Key("voucher from " + Tries.network(place), FREE_TRIES_OF_PLACE));
    var wait = tries.begin(who);
    if (!wait.isZero()) {
      throw new Fault(
          Fault.Kind.TOO_MANY, "code", "payment.fault.voucher-wait", Math.max(1, wait.toSeconds()));
    }
    var amount = store.repeating(connection -> take(connection, scope, purse, code));
    tries.succeed(who.subList(0, 1));
    alerts.watch();
    return new Redeemed(amount, wallets.get(scope, 0));
  }

  private Money take(java.sql.Connection connection, Scope scope, Purse purse, VoucherCode code)
      throws java.sql.SQLException {
    var now = clock.instant();
    var seller = purse.wallet().sellerId();
    var taken =
        sql.update(
            scope,
            "UPDATE voucher v JOIN voucher_batch b ON b.id = v.batch_id"
                + " SET v.redeemed_by = :tenant, v.redeemed_at = :now"
                + " WHERE v.code_hash = :hash AND v.redeemed_at IS NULL AND b.tenant_id = :seller"
                + " AND b.stopped_at IS NULL AND b.expires_at > :now AND b.currency = :currency",
            update ->
                update
                    .bind("now", Utc.of(now))
                    .bind("hash", code.hash())
                    .bind("seller", seller)
                    .bind("currency", purse.currency()));
    var found = find(scope, code, seller).orElseThrow(() -> unknown(code));
    if (taken == 0) {
      throw found.refusal(now, purse);
    }
    var posting =
        new Ledger(ids::next)
            .topUp(
                connection,
                scope.tenantId(),
                seller,
                found.amount,
                EngineKey.of("voucher " + found.id),
                "Voucher …" + code.tail(),
                now);
    sql.update(
        scope,
        "UPDATE voucher SET posting_id = :posting WHERE id = :id AND redeemed_by = :tenant",
        update -> update.bind("posting", posting).bind("id", found.id));
    audit.write(
        scope, "voucher.redeem", "voucher " + found.id, "…" + code.tail() + ": " + found.amount);
    return found.amount;
  }

  private record Found(
      long id, Money amount, Instant redeemedAt, Instant expiresAt, Instant stoppedAt) {

    Fault refusal(Instant now, Purse purse) {
      if (redeemedAt != null) {
        return Fault.conflict(
            "code", "payment.fault.voucher-used", redeemedAt.atOffset(ZoneOffset.UTC));
      }
      if (stoppedAt != null || !expiresAt.isAfter(now)) {
        return Fault.conflict(
            "code",
            "payment.fault.voucher-over",
            (stoppedAt == null ? expiresAt : stoppedAt).atOffset(ZoneOffset.UTC));
      }
      return Fault.conflict("code", "payment.fault.voucher-currency", amount, purse.currency());
    }
  }

  private static Fault unknown(VoucherCode code) {
    return Fault.invalid("code", "payment.fault.voucher-unknown", code);
  }

  /** Only codes of the tenant's own seller are known to it. */
  private Optional<Found> find(Scope scope, VoucherCode code, long seller) {
    return sql.query(
        scope,
        "SELECT v.id, b.amount, b.currency, v.redeemed_at, b.expires_at, b.stopped_at"
            + " FROM voucher v JOIN voucher_batch b ON b.id = v.batch_id"
            + " WHERE v.code_hash = :hash AND b.tenant_id = :seller AND :tenant > 0",
        query ->
            query
                .bind("hash", code.hash())
                .bind("seller", seller)
                .map(
                    (row, context) ->
                        new Found(
                            row.getLong("id"),
                            new Money(row.getLong("amount"), row.getString("currency")),
                            Utc.read(row, "redeemed_at").orElse(null),
                            Utc.read(row, "expires_at").orElseThrow(),
                            Utc.read(row, "stopped_at").orElse(null)))
                .findFirst());
  }
}
