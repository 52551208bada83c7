package livery.price;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import livery.billing.BillingException;
import livery.billing.price.Price;
import livery.billing.price.PriceList;
import livery.fault.Check;
import livery.fault.Fault;
import livery.frame.Amounts;
import livery.store.Ids;
import livery.store.Store;
import livery.store.Utc;
import livery.tenant.Audit;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TenantSql;
import livery.tenant.TenantTree;
import org.jdbi.v3.core.statement.Query;

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

  private static final int FILE_PART = 10_000;

  private static final String COLUMNS =
      "SELECT p.id, p.seller_id, p.buyer_id, p.product, p.country, p.network, p.currency,"
          + " p.unit_price, p.valid_from, p.valid_to, COALESCE(b.name, '') AS buyer"
          + " FROM price p LEFT JOIN tenant b ON b.id = p.buyer_id ";

  private static final List<String> USUAL =
      List.of(
          Prices.MO,
          Prices.MT,
          "number.rent",
          "number.rent.golden",
          "number.setup",
          "number.setup.golden");

  private final Store store;
  private final TenantSql sql;
  private final TenantTree tree;
  private final Prices prices;
  private final PriceList list;
  private final PriceRules rules;
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
  }

  @Inject
  public PriceLists(
      Store store,
      TenantSql sql,
      TenantTree tree,
      Prices prices,
      Ids ids,
      Clock clock,
      Audit audit) {
    this.store = store;
    this.sql = sql;
    this.tree = tree;
    this.prices = prices;
    this.list = ids == null ? null : new PriceList(ids::next);
    this.rules = new PriceRules(tree);
    this.clock = clock;
    this.audit = audit;
  }

  protected PriceLists() {
    this(null, null, null, null, null, null, null);
  }

  /**
   * Prices at which the tenant sells, oldest first; those below its own cost say so.
   *
   * @param after the last id of the page before, 0 for the first
   * @param limit 1 to {@value #PAGE_MAX} + 1
   */
  public List<PriceRow> sold(Scope scope, Filter filter, long after, int limit) {
    Check.range("limit", limit, 1, PAGE_MAX + 1);
    var rows =
        read(
            scope,
            "WHERE p.seller_id = :tenant AND p.id > :after"
                + (filter.buyerId() < 0 ? "" : " AND p.buyer_id = :buyer")
                + (filter.product().isEmpty()
                    ? ""
                    : " AND CONVERT(p.product USING utf8mb4) = :product")
                + (filter.ended() ? "" : " AND p.valid_to > :now")
                + " ORDER BY p.id LIMIT :limit",
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
              return query.bind("after", after).bind("limit", limit);
            });
    var costs = new Costs(prices.book(), bought(scope), tree, scope.tenantId());
    return rows.stream()
        .map(
            row ->
                new PriceRow(row.price(), row.buyer(), costs.above(row.price(), clock.instant())))
        .toList();
  }

  /** All prices at which the tenant sells now or later, oldest first, for files. */
  List<PriceRow> selling(Scope scope) {
    var rows = new ArrayList<PriceRow>();
    while (true) {
      var after = rows.isEmpty() ? 0 : rows.get(rows.size() - 1).price().id();
      var part =
          read(
              scope,
              "WHERE p.seller_id = :tenant AND p.id > :after AND p.valid_to > :now"
                  + " ORDER BY p.id LIMIT "
                  + FILE_PART,
              query -> query.bind("after", after).bind("now", Utc.of(clock.instant())));
      rows.addAll(part);
      if (part.size() < FILE_PART) {
        return rows;
      }
    }
  }

  /**
   * Prices at which the tenant buys, now or in the future: its own and those for every buyer. For
   * the platform, what the operators ask. At most {@value #PAGE_MAX}.
   */
  public List<PriceRow> bought(Scope scope) {
    var seller = tree.find(scope.tenantId()).map(Tenant::parentId).orElse(0L);
    return read(
        scope,
        "WHERE p.seller_id = :seller AND p.buyer_id IN (0, :tenant) AND p.valid_to > :now"
            + " ORDER BY p.product, p.buyer_id DESC, p.country, p.network, p.valid_from LIMIT "
            + PAGE_MAX,
        query -> query.bind("seller", seller).bind("now", Utc.of(clock.instant())));
  }

  /** The products that a form offers: the usual ones and those that the tenant buys or sells. */
  public List<String> products(Scope scope) {
    var all = new TreeSet<>(USUAL);
    all.addAll(
        sql.query(
            scope,
            "SELECT DISTINCT product FROM price WHERE seller_id = :tenant LIMIT " + PAGE_MAX,
            query -> query.mapTo(String.class).list()));
    bought(scope).forEach(row -> all.add(row.price().product()));
    return List.copyOf(all);
  }

  /** Adds a price. */
  public Price add(Scope scope, PriceWish wish) {
    Rights.mayFinance(scope);
    var price = rules.checked(scope, wish, clock.instant());
    return change(
        scope,
        "price.add",
        connection -> {
          try {
            return list.add(connection, price);
          } catch (BillingException.Conflict overlap) {
            throw overlap(price);
          }
        });
  }

  private Fault overlap(Price price) {
    var buyer = tree.find(price.buyerId()).map(Tenant::name).orElse("*");
    var place = (price.country() + " " + price.network()).strip();
    return Fault.conflict(
        "validFrom", "price.fault.overlap", price.product(), place.isEmpty() ? "*" : place, buyer);
  }

  /**
   * Lets another amount hold from a moment on.
   *
   * @param from {@code null} for now
   * @return the price that begins then
   */
  public Price change(Scope scope, long priceId, BigDecimal unitPrice, Instant from) {
    Rights.mayFinance(scope);
    var old = require(scope, priceId);
    var checked = Amounts.unitPrice("unitPrice", unitPrice);
    var begin = within("validFrom", old, rules.from("validFrom", from, clock.instant()));
    return change(
        scope,
        "price.change",
        connection -> list.change(connection, old.sellerId(), priceId, checked, begin));
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
    return read(
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
    var place = (price.country() + " " + price.network()).strip();
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

  private List<PriceRow> read(
      Scope scope, String where, java.util.function.Function<Query, Query> with) {
    return sql.query(
        scope,
        COLUMNS + where,
        query ->
            with.apply(query)
                .map(
                    (row, context) ->
                        new PriceRow(
                            new Price(
                                row.getLong("id"),
                                row.getLong("seller_id"),
                                row.getLong("buyer_id"),
                                row.getString("product"),
                                row.getString("country"),
                                row.getString("network"),
                                row.getString("currency"),
                                row.getBigDecimal("unit_price"),
                                Utc.read(row, "valid_from").orElseThrow(),
                                Utc.read(row, "valid_to").orElseThrow()),
                            row.getString("buyer"),
                            null))
                .list());
  }
}
