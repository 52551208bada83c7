package livery.sales;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import livery.billing.Money;
import livery.fault.Check;
import livery.frame.Period;
import livery.store.Utc;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TenantSql;
import livery.tenant.TenantTree;
import org.jdbi.v3.core.statement.Query;

/** Sums of what a tenant sold and bought, by client, product and day. Thread-safe. */
@ApplicationScoped
public class Sales {

  /** Most lines of an answer. */
  public static final int LINES_MAX = 20_000;

  private static final int PRODUCT_LENGTH = 30;

  private final TenantSql sql;
  private final TenantTree tree;

  /** What the lines are about; the order of a line's parts is buyer, product, day. */
  public enum By {
    CLIENT("buyer_id, '' AS product, NULL AS hour", "buyer_id"),
    PRODUCT("0 AS buyer_id, product, NULL AS hour", "product"),
    CLIENT_PRODUCT("buyer_id, product, NULL AS hour", "buyer_id, product"),
    DAY("0 AS buyer_id, '' AS product, hour", "hour");

    private final String columns;
    private final String group;

    By(String columns, String group) {
      this.columns = columns;
      this.group = group;
    }
  }

  /**
   * Which sales.
   *
   * @param buyerId 0 for all
   * @param product empty for all
   */
  public record Filter(Period period, long buyerId, String product) {

    public Filter {
      product = Check.optionalText("product", product, PRODUCT_LENGTH);
    }
  }

  /**
   * A sum.
   *
   * @param day {@code null} unless the lines are days
   * @param buyerId 0 unless the lines are about clients; then {@code buyer} is its name
   * @param product empty unless the lines are about products
   * @param quantity refunds taken off, as from both amounts
   * @param sold what the buyers were charged
   * @param cost what the seller itself was charged for the same, in its own currency
   */
  public record Line(
      LocalDate day,
      long buyerId,
      String buyer,
      String product,
      long quantity,
      Money sold,
      Money cost) {

    /** Sold − cost; empty where they are in two currencies. */
    public Optional<Money> margin() {
      return sold.currency().equals(cost.currency())
          ? Optional.of(sold.minus(cost))
          : Optional.empty();
    }

    /** The margin to sort by; 0 where there is none. */
    public long marginMicros() {
      return margin().map(Money::micros).orElse(0L);
    }

    /** The margin as a share of what was sold; {@code null} where there is none. */
    public Double share() {
      return sold.isZero()
          ? null
          : margin().map(one -> (double) one.micros() / sold.micros()).orElse(null);
    }

    Line plus(Line other) {
      return new Line(
          day,
          buyerId,
          buyer,
          product,
          quantity + other.quantity,
          sold.plus(other.sold),
          cost.plus(other.cost));
    }
  }

  @Inject
  public Sales(TenantSql sql, TenantTree tree) {
    this.sql = sql;
    this.tree = tree;
  }

  protected Sales() {
    this(null, null);
  }

  /**
   * What the tenant sold to those directly below it, and what that cost it. Days without a sale are
   * left out; the greatest sum is first, days are in their order.
   *
   * @throws livery.tenant.NotAllowed for those who may not see money
   */
  public List<Line> sold(Scope scope, By by, Filter filter) {
    Rights.mayFinance(scope);
    return read(scope, "seller_id", "cost_currency, SUM(cost) AS cost", by, filter);
  }

  /** What one buyer bought at one price of the tenant. */
  public record Volume(
      long buyerId, long priceId, String product, long quantity, Money sold, Money cost) {}

  /** What was sold at each price in a stretch of time, whole hours of it. */
  public List<Volume> volumes(Scope scope, Instant from, Instant to) {
    Rights.mayFinance(scope);
    return sql.query(
        scope,
        "SELECT buyer_id, price_id, product, currency, cost_currency, SUM(quantity) AS quantity,"
            + " SUM(amount) AS amount, SUM(cost) AS cost FROM sale WHERE seller_id = :tenant"
            + " AND hour >= :from AND hour < :to GROUP BY buyer_id, price_id, product, currency,"
            + " cost_currency HAVING SUM(quantity) > 0 LIMIT "
            + LINES_MAX,
        query ->
            query
                .bind("from", Utc.of(from))
                .bind("to", Utc.of(to))
                .map(
                    (row, context) -> {
                      var currency = row.getString("currency");
                      var paid = row.getString("cost_currency");
                      return new Volume(
                          row.getLong("buyer_id"),
                          row.getLong("price_id"),
                          row.getString("product"),
                          row.getLong("quantity"),
                          new Money(row.getLong("amount"), currency),
                          new Money(row.getLong("cost"), paid.isEmpty() ? currency : paid));
                    })
                .list());
  }

  /** What the tenant itself was charged; {@code cost} is zero, as it is not the buyer's affair. */
  public List<Line> bought(Scope scope, By by, Filter filter) {
    return read(scope, "buyer_id", "'' AS cost_currency, 0 AS cost", by, filter);
  }

  private List<Line> read(Scope scope, String side, String cost, By by, Filter filter) {
    var period = filter.period();
    var lines = new LinkedHashMap<Object, Line>();
    sql.query(
            scope,
            statement(side, cost, by, filter),
            query ->
                bind(query, filter)
                    .map(
                        (row, context) -> {
                          var currency = row.getString("currency");
                          var paid = row.getString("cost_currency");
                          var buyer = row.getLong("buyer_id");
                          return new Line(
                              Utc.read(row, "hour").map(hour -> day(hour, period)).orElse(null),
                              buyer,
                              buyer == 0 ? "" : name(buyer),
                              row.getString("product"),
                              row.getLong("quantity"),
                              new Money(row.getLong("amount"), currency),
                              new Money(row.getLong("cost"), paid.isEmpty() ? currency : paid));
                        })
                    .list())
        .forEach(
            line ->
                lines.merge(
                    List.of(
                        line.day() == null ? "" : line.day(),
                        line.buyerId(),
                        line.product(),
                        line.sold().currency(),
                        line.cost().currency()),
                    line,
                    Line::plus));
    var all = new ArrayList<>(lines.values());
    if (by != By.DAY) {
      all.sort(
          java.util.Comparator.comparing((Line line) -> line.sold().currency())
              .thenComparing(line -> -line.sold().micros()));
    }
    return all;
  }

  private static String statement(String side, String cost, By by, Filter filter) {
    return "SELECT "
        + by.columns
        + ", currency, SUM(quantity) AS quantity, SUM(amount) AS amount, "
        + cost
        + " FROM sale WHERE "
        + side
        + " = :tenant AND hour >= :from AND hour < :to"
        + (filter.buyerId() == 0 ? "" : " AND buyer_id = :buyer")
        + (filter.product().isEmpty() ? "" : " AND CONVERT(product USING utf8mb4) = :product")
        + " GROUP BY "
        + by.group
        + ", currency, cost_currency ORDER BY "
        + by.group
        + " LIMIT "
        + LINES_MAX;
  }

  private static Query bind(Query query, Filter filter) {
    query.bind("from", Utc.of(filter.period().start())).bind("to", Utc.of(filter.period().end()));
    if (filter.buyerId() != 0) {
      query.bind("buyer", filter.buyerId());
    }
    return filter.product().isEmpty() ? query : query.bind("product", filter.product());
  }

  private static LocalDate day(Instant hour, Period period) {
    return LocalDate.ofInstant(hour, period.zone());
  }

  private String name(long buyer) {
    return tree.find(buyer).map(Tenant::name).orElse("#" + buyer);
  }

  /** Sums of lines by currencies, the same order as the lines. */
  static List<Line> totals(List<Line> lines) {
    var sums = new LinkedHashMap<List<String>, Line>();
    for (var line : lines) {
      sums.merge(
          List.of(line.sold().currency(), line.cost().currency()),
          new Line(null, 0, "", "", line.quantity(), line.sold(), line.cost()),
          Line::plus);
    }
    return List.copyOf(sums.values());
  }

  /** Lines of days by their day, in one pair of currencies. */
  static Map<LocalDate, Line> byDay(List<Line> lines, Line pair) {
    var days = new LinkedHashMap<LocalDate, Line>();
    for (var line : lines) {
      if (line.sold().currency().equals(pair.sold().currency())
          && line.cost().currency().equals(pair.cost().currency())) {
        days.put(line.day(), line);
      }
    }
    return days;
  }
}
