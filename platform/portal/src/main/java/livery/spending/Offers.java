package livery.spending;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import livery.billing.BillingException;
import livery.billing.Bundles;
import livery.fault.Check;
import livery.fault.Fault;
import livery.frame.Amounts;
import livery.money.Alerts;
import livery.money.Purse;
import livery.money.Wallets;
import livery.price.Prices;
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
 * Bundles: "500 texts for 30 days" that a seller offers at a price and a buyer pays from its
 * wallet. Its units are used before money. Thread-safe.
 */
@ApplicationScoped
public class Offers {

  /** What a bundle may hold units of. */
  public static final List<String> PRODUCTS = List.of(Prices.MT, Prices.MO);

  static final int OPEN_MAX = 100;

  /** Most rows of a part of the list. */
  public static final int PART_MAX = 200;

  private static final int NAME_MAX = 100;
  private static final int UNITS_MAX = 10_000_000;
  private static final int DAYS_MAX = 1_100;
  private static final int KEY_MAX = 80;

  private final Store store;
  private final TenantSql sql;
  private final TenantTree tree;
  private final Wallets wallets;
  private final Alerts alerts;
  private final Ids ids;
  private final Clock clock;
  private final Audit audit;

  /** A bundle that a seller wants to offer, in its own currency. */
  public record Wish(String name, String product, int units, BigDecimal price, int days) {}

  @Inject
  public Offers(
      Store store,
      TenantSql sql,
      TenantTree tree,
      Wallets wallets,
      Alerts alerts,
      Ids ids,
      Clock clock,
      Audit audit) {
    this.store = store;
    this.sql = sql;
    this.tree = tree;
    this.wallets = wallets;
    this.alerts = alerts;
    this.ids = ids;
    this.clock = clock;
    this.audit = audit;
  }

  protected Offers() {
    this(null, null, null, null, null, null, null, null);
  }

  /** Offers a bundle to all of the tenant's buyers whose wallets are in its currency. */
  public Offer make(Scope scope, Wish wish) {
    Rights.mayFinance(scope);
    var seller = seller(scope);
    var name = Check.text("name", wish.name(), NAME_MAX);
    var product = Check.oneOf("product", wish.product(), PRODUCTS);
    Check.range("units", wish.units(), 1, UNITS_MAX);
    Check.range("days", wish.days(), 1, DAYS_MAX);
    var price = Amounts.aboveZero("price", wish.price(), seller.currency());
    var id = ids.next();
    sql.inTransaction(
        () -> {
          sql.lockTenant(scope);
          if (open(scope) >= OPEN_MAX) {
            throw Fault.conflict("", "spending.fault.offers", OPEN_MAX);
          }
          sql.update(
              scope,
              "INSERT INTO bundle_offer (id, tenant_id, name, product, units, price, currency,"
                  + " days, created_at) VALUES (:id, :tenant, :name, :product, :units, :price,"
                  + " :currency, :days, :now)",
              update ->
                  update
                      .bind("id", id)
                      .bind("name", name)
                      .bind("product", product)
                      .bind("units", wish.units())
                      .bind("price", price.micros())
                      .bind("currency", price.currency())
                      .bind("days", wish.days())
                      .bind("now", Utc.of(clock.instant())));
          audit.write(
              scope,
              "bundle.offer",
              "bundle " + id,
              "%s: %d %s, %s, %d d".formatted(name, wish.units(), product, price, wish.days()));
          return null;
        });
    return own(scope, id);
  }

  private Tenant seller(Scope scope) {
    return tree.find(scope.tenantId())
        .filter(tenant -> tenant.kind() != Tenant.Kind.CLIENT)
        .orElseThrow(() -> Fault.conflict("", "spending.fault.seller"));
  }

  private int open(Scope scope) {
    return sql.query(
        scope,
        "SELECT COUNT(*) FROM bundle_offer WHERE tenant_id = :tenant AND ended_at IS NULL",
        query -> query.mapTo(Integer.class).one());
  }

  /**
   * What the tenant offers and then what it has offered, of each the newest first.
   *
   * @param after what {@link Offer#place} said of the last one of the part before; empty for the
   *     first
   * @param limit 1 to {@value #PART_MAX} and one more
   */
  public List<Offer> offered(Scope scope, String after, int limit) {
    Check.range("limit", limit, 1, PART_MAX + 1L);
    var place = Offer.ORDER.from(after);
    return sql.query(
        scope,
        "SELECT * FROM bundle_offer WHERE tenant_id = :tenant" + place.sql() + " LIMIT " + limit,
        query -> place.bind(query).map((row, context) -> Offer.read(row)).list());
  }

  private Offer own(Scope scope, long id) {
    return sql.query(
            scope,
            "SELECT * FROM bundle_offer WHERE tenant_id = :tenant AND id = :id",
            query -> query.bind("id", id).map((row, context) -> Offer.read(row)).findOne())
        .orElseThrow(() -> Fault.notFound("bundle", id));
  }

  /** Sells a bundle no more; what was sold stays. */
  public Offer end(Scope scope, long id) {
    Rights.mayFinance(scope);
    var offer = own(scope, id);
    sql.inTransaction(
        () -> {
          var ended =
              sql.update(
                  scope,
                  "UPDATE bundle_offer SET ended_at = :now"
                      + " WHERE id = :id AND tenant_id = :tenant AND ended_at IS NULL",
                  update -> update.bind("id", id).bind("now", Utc.of(clock.instant())));
          if (ended == 1) {
            audit.write(scope, "bundle.end", "bundle " + id, offer.name());
          }
          return null;
        });
    return own(scope, id);
  }

  /** What the tenant can buy from its seller; none for the platform. */
  public List<Offer> forSale(Scope scope) {
    return wallets
        .own(scope)
        .map(
            purse ->
                sql.query(
                    scope,
                    "SELECT * FROM bundle_offer WHERE tenant_id = :seller AND ended_at IS NULL"
                        + " AND currency = :currency AND :tenant > 0 ORDER BY product, units, id"
                        + " LIMIT "
                        + OPEN_MAX,
                    query ->
                        query
                            .bind("seller", purse.wallet().sellerId())
                            .bind("currency", purse.currency())
                            .map((row, context) -> Offer.read(row))
                            .list()))
        .orElse(List.of());
  }

  /**
   * Buys a bundle from the tenant's seller.
   *
   * @param key names the purchase among all of the tenant's: a repeat buys nothing more
   */
  public Purse buy(Scope scope, long offerId, String key) {
    Rights.mayFinance(scope);
    var purse = wallets.own(scope).orElseThrow(() -> Fault.notFound("bundle", offerId));
    var offer =
        forSale(scope).stream()
            .filter(one -> one.id() == offerId)
            .findFirst()
            .orElseThrow(() -> Fault.notFound("bundle", offerId));
    var name = Check.text("key", key, KEY_MAX);
    var now = clock.instant();
    try {
      store.repeating(
          connection -> {
            if (bought(scope, "bundle " + name)) {
              return null;
            }
            new Bundles(ids::next)
                .sell(
                    connection,
                    new Bundles.Sale(
                        scope.tenantId(),
                        offer.sellerId(),
                        offer.product(),
                        offer.units(),
                        offer.price(),
                        now.plus(Duration.ofDays(offer.days()))),
                    "bundle " + name,
                    offer.name(),
                    now);
            audit.write(
                scope, "bundle.buy", "bundle " + offerId, offer.name() + ": " + offer.price());
            return null;
          });
    } catch (BillingException.NoMoney tooLittle) {
      throw new Fault(
          Fault.Kind.NO_MONEY,
          "",
          "spending.fault.no-money",
          offer.price(),
          purse.wallet().available());
    } catch (BillingException.Conflict used) {
      throw Fault.conflict("key", "spending.fault.key-used");
    }
    alerts.watch();
    return wallets.get(scope, 0);
  }

  /** The moment differs, so the ledger would take a repeat for another purchase. */
  private boolean bought(Scope scope, String key) {
    return sql.query(
        scope,
        "SELECT COUNT(*) FROM posting_key"
            + " WHERE tenant_id = :tenant AND idem_key = :key AND kind = 'BUNDLE'",
        query -> query.bind("key", key).mapTo(Integer.class).one() > 0);
  }

  /** The tenant's open lots: units and money that expire, the oldest first. */
  public List<Bundles.Open> lots(Scope scope) {
    return wallets
        .own(scope)
        .map(
            purse -> store.inTransaction(connection -> Bundles.of(connection, purse.wallet().id())))
        .orElse(List.of());
  }

  /**
   * Closes lots that have expired.
   *
   * @return how many
   */
  int expire() {
    var now = clock.instant();
    var ripe = store.inTransaction(connection -> Bundles.ripe(connection, now, 500));
    for (var lot : ripe) {
      store.repeating(connection -> new Bundles(ids::next).expire(connection, lot, now));
    }
    return ripe.size();
  }
}
