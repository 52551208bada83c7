package livery.price;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import livery.billing.BillingException;
import livery.billing.price.Price;
import livery.billing.price.PriceList;
import livery.fault.Check;
import livery.fault.Fault;
import livery.fault.Faults;
import livery.frame.Amounts;
import livery.order.Place;
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
 * The prices at which a tenant sells, which it changes, and those at which it buys, which it reads.
 * Thread-safe.
 *
 * <p>A price is never changed: another one begins where it ends, because what was sold names it.
 */
@ApplicationScoped
public class PriceLists {

  /** Longest page. */
  public static final int PAGE_MAX = 1_000;

  private final Store store;
  private final TenantSql sql;
  private final TenantTree tree;
  private final Prices prices;
  private final PriceList list;
  private final PriceRows rows;
  private final PriceRules rules;
  private final Products products;
  private final Clock clock;
  private final Audit audit;

  /**
   * Which prices of a list.
   *
   * @param buyerId {@code -1} for all, 0 for those that hold for every buyer
   * @param product empty for all
   * @param ended whether those that hold no more are shown too
   */
  public record Filter(long buyerId, String product, boolean ended) {

    /** Everything that holds now or will. */
    public static final Filter NONE = new Filter(-1, "", false);

    /** Whether a price that has not ended is one of them. */
    boolean wants(Price price) {
      return (buyerId < 0 || price.buyerId() == buyerId)
          && (product.isEmpty() || price.product().equals(product));
    }
  }

  @Inject
  public PriceLists(
      Store store,
      TenantSql sql,
      TenantTree tree,
      Prices prices,
      Products products,
      Ids ids,
      Clock clock,
      Audit audit) {
    this.store = store;
    this.sql = sql;
    this.tree = tree;
    this.prices = prices;
    this.list = ids == null ? null : new PriceList(ids::next);
    this.products = products;
    this.rows = new PriceRows(sql, tree, clock);
    this.rules = new PriceRules(tree, products);
    this.clock = clock;
    this.audit = audit;
  }

  protected PriceLists() {
    this(null, null, null, null, null, null, null, null);
  }

  /**
   * Prices at which the tenant sells, in an order of {@link PriceRow#ORDERS}; those below its own
   * cost say so.
   *
   * @param limit 1 to {@value #PAGE_MAX} + 1
   */
  public List<PriceRow> sold(Scope scope, Filter filter, Place<PriceRow> place, int limit) {
    Check.range("limit", limit, 1, PAGE_MAX + 1);
    var rows =
        this.rows.read(
            scope,
            "WHERE p.seller_id = :tenant"
                + place.where()
                + (filter.buyerId() < 0 ? "" : " AND p.buyer_id = :buyer")
                + (filter.product().isEmpty()
                    ? ""
                    : " AND CONVERT(p.product USING utf8mb4) = :product")
                + (filter.ended() ? "" : " AND p.valid_to > :now")
                + place.by()
                + " LIMIT :limit",
            query -> {
              if (filter.buyerId() >= 0) {
                query.bind("buyer", filter.buyerId());
              }
              if (!filter.product().isEmpty()) {
                query.bind("product", filter.product());
              }
              if (!filter.ended()) {
                query.bind("now", Utc.of(clock.instant()));
              }
              return place.bind(query).bind("limit", limit);
            });
    var costs = costs(scope, filter.product());
    return rows.stream()
        .map(
            row ->
                new PriceRow(row.price(), row.buyer(), costs.above(row.price(), clock.instant())))
        .toList();
  }

  /** All prices at which the tenant sells now or later, oldest first, for files. */
  List<PriceRow> selling(Scope scope) {
    return rows.selling(scope);
  }

  /** What the tenant pays itself; {@code product} is empty for all. */
  Costs costs(Scope scope, String product) {
    return rows.costs(scope, prices.book(), product);
  }

  /** Prices of the tenant's own list by their ids, also those that have ended. */
  List<Price> byIds(Scope scope, Collection<Long> ids) {
    return rows.byIds(scope, ids);
  }

  /**
   * Prices at which the tenant buys, now or in the future, in an order of {@link PriceRow#ORDERS}:
   * its own and those for every buyer. For the platform, what the operators ask.
   *
   * @param limit 1 to {@value #PAGE_MAX} + 1
   */
  public List<PriceRow> bought(Scope scope, Place<PriceRow> place, int limit) {
    Check.range("limit", limit, 1, PAGE_MAX + 1);
    return this.rows.read(
        scope,
        "WHERE p.seller_id = :seller AND p.buyer_id IN (0, :tenant) AND p.valid_to > :now"
            + place.where()
            + place.by()
            + " LIMIT :limit",
        query ->
            place
                .bind(query)
                .bind("seller", tree.sellerOf(scope.tenantId()))
                .bind("now", Utc.of(clock.instant()))
                .bind("limit", limit));
  }

  /** The products that a form offers: the usual ones and those that the tenant buys or sells. */
  public List<String> products(Scope scope) {
    var all = new TreeSet<String>();
    products.list().forEach(one -> all.add(one.code()));
    all.addAll(
        sql.query(
            scope,
            "SELECT DISTINCT product FROM price WHERE seller_id = :tenant OR seller_id = :seller"
                + " AND buyer_id IN (0, :tenant) AND valid_to > :now LIMIT "
                + PAGE_MAX,
            query ->
                query
                    .bind("seller", tree.sellerOf(scope.tenantId()))
                    .bind("now", Utc.of(clock.instant()))
                    .mapTo(String.class)
                    .list()));
    all.addAll(
        sql.query(
            scope,
            "SELECT DISTINCT CONCAT('plugin.', type) FROM campaign WHERE tenant_id IN (<subtree>)"
                + " AND CHAR_LENGTH(type) <= 23 LIMIT "
                + PAGE_MAX,
            query -> query.mapTo(String.class).list()));
    return List.copyOf(all);
  }

  /** A price as it would be, checked but not written. */
  Price draft(Scope scope, PriceWish wish) {
    Rights.mayFinance(scope);
    return rules.checked(scope, wish, clock.instant());
  }

  /** What would follow a price, checked but not written. */
  Price draft(Scope scope, long priceId, BigDecimal unitPrice, Instant from) {
    Rights.mayFinance(scope);
    var old = require(scope, priceId);
    var faults = new Faults();
    var amount = faults.of(() -> Amounts.unitPrice("unitPrice", unitPrice));
    var begin =
        faults.of(() -> within("validFrom", old, rules.from("validFrom", from, clock.instant())));
    faults.end();
    return new Price(
        0,
        old.sellerId(),
        old.buyerId(),
        old.product(),
        old.country(),
        old.network(),
        old.prefix(),
        old.currency(),
        amount,
        begin,
        old.validTo());
  }

  /**
   * A price below what the tenant pays itself is refused, unless it is meant and the role allows
   * it; then the log says so.
   */
  private void allow(Scope scope, Price price, boolean belowCost) {
    var cost = costs(scope, price.product()).above(price, clock.instant());
    if (cost == null) {
      return;
    }
    if (!Rights.sellsBelowCost(scope.role())) {
      throw new Fault(
          Fault.Kind.NOT_ALLOWED,
          "unitPrice",
          "price.fault.below-cost",
          Amounts.Exact.of(price.unitPrice(), price.currency()),
          Amounts.Exact.of(cost, price.currency()));
    }
    if (!belowCost) {
      throw Fault.conflict(
          "unitPrice",
          "price.fault.below-cost-ask",
          Amounts.Exact.of(price.unitPrice(), price.currency()),
          Amounts.Exact.of(cost, price.currency()));
    }
    audit.write(
        scope,
        "price.below-cost",
        "price " + price.product(),
        words(price) + ", own cost " + Amounts.plain(cost).toPlainString());
  }

  /**
   * Adds a price.
   *
   * @throws Fault naming every value that breaks a rule, or when it is below the own cost and that
   *     is not meant, or not allowed
   */
  public Price add(Scope scope, PriceWish wish) {
    var price = draft(scope, wish);
    return change(
        scope,
        "price.add",
        connection -> {
          allow(scope, price, wish.belowCost());
          try {
            return list.add(connection, price);
          } catch (BillingException.Conflict overlap) {
            throw overlap(price);
          }
        });
  }

  private Fault overlap(Price price) {
    var buyer = tree.find(price.buyerId()).map(Tenant::name).orElse("*");
    var place = PriceRow.place(price);
    return Fault.conflict(
        "validFrom", "price.fault.overlap", price.product(), place.isEmpty() ? "*" : place, buyer);
  }

  /** Lets another amount hold from a moment on, not below the own cost. */
  public Price change(Scope scope, long priceId, BigDecimal unitPrice, Instant from) {
    return change(scope, priceId, unitPrice, from, false);
  }

  /**
   * Lets another amount hold from a moment on.
   *
   * @param from {@code null} for now
   * @param belowCost whether a price below what the tenant pays itself is meant
   * @return the price that begins then
   */
  public Price change(
      Scope scope, long priceId, BigDecimal unitPrice, Instant from, boolean belowCost) {
    var next = draft(scope, priceId, unitPrice, from);
    return change(
        scope,
        "price.change",
        connection -> {
          allow(scope, next, belowCost);
          return list.change(
              connection, next.sellerId(), priceId, next.unitPrice(), next.validFrom());
        });
  }

  /**
   * Lets a price hold until a moment; one that has not begun is taken back.
   *
   * @param to first moment after; {@code null} for now
   */
  public void end(Scope scope, long priceId, Instant to) {
    Rights.mayFinance(scope);
    var old = require(scope, priceId);
    var now = clock.instant();
    if (old.validFrom().isAfter(now) && to == null) {
      change(
          scope,
          "price.remove",
          connection -> {
            list.remove(connection, old.sellerId(), priceId, now);
            return old;
          });
      return;
    }
    var end = within("validTo", old, rules.from("validTo", to, now));
    change(
        scope,
        "price.end",
        connection -> {
          list.end(connection, old.sellerId(), priceId, end);
          return list.find(connection, old.sellerId(), priceId).orElseThrow();
        });
  }

  /** A price of the tenant's own list; of the platform's costs too, where it is the platform. */
  public Price require(Scope scope, long priceId) {
    return find(scope, priceId, false)
        .or(() -> tree.isPlatform(scope.tenantId()) ? find(scope, priceId, true) : Optional.empty())
        .orElseThrow(() -> Fault.notFound("price", priceId));
  }

  private Optional<Price> find(Scope scope, long priceId, boolean cost) {
    return this.rows
        .read(
            scope,
            "WHERE p.id = :id AND p.seller_id = IF(:cost, 0, :tenant)",
            query -> query.bind("id", priceId).bind("cost", cost))
        .stream()
        .map(PriceRow::price)
        .findFirst();
  }

  private static Instant within(String field, Price price, Instant moment) {
    if (!moment.isAfter(price.validFrom()) || !moment.isBefore(price.validTo())) {
      throw Fault.conflict(field, "price.fault.moment", price.validFrom(), price.validTo());
    }
    return moment;
  }

  /** All of the work or none, with its line in the log; then the live prices are read again. */
  Price change(Scope scope, String action, Store.Work<Price> work) {
    var done =
        store.inTransaction(
            connection -> {
              var price = work.run(connection);
              audit.write(scope, action, "price " + price.id(), words(price));
              return price;
            });
    prices.reload();
    return done;
  }

  private String words(Price price) {
    var buyer = tree.find(price.buyerId()).map(Tenant::name).orElse("*");
    var place = PriceRow.place(price);
    return "%s, %s, %s: %s %s, %s – %s"
        .formatted(
            price.product(),
            place.isEmpty() ? "*" : place,
            buyer,
            price.unitPrice().stripTrailingZeros().toPlainString(),
            price.currency(),
            price.validFrom(),
            price.validTo().equals(Price.OPEN) ? "" : price.validTo());
  }
}
