package livery.sales;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
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

/**
 * Sums of what a tenant sold and bought, by client, product and day. An answer has all lines of its
 * period, or is refused where those are more than {@value #SUMS_MAX}: together they are what was
 * charged, and nobody adds up a part of them. Thread-safe.
 */
@ApplicationScoped
public class Sales {

  /** Most sums that an answer is made of, those of single hours where the lines are days. */
  static final int SUMS_MAX = 200_000;

  private static final int PRODUCT_LENGTH = 30;

  private static final String COST =
      "cost_currency, SUM(cost) AS cost, SUM(waiting) AS waiting, SUM(converted) AS converted,"
          + " MIN(NULLIF(rate, 0)) AS lowest, MAX(rate) AS highest,"
          + " MIN(IF(rate = 0, NULL, rate_on)) AS first_on, MAX(rate_on) AS last_on";
  private static final String NO_COST =
      "'' AS cost_currency, 0 AS cost, 0 AS waiting, 0 AS converted, NULL AS lowest";

  private final TenantSql sql;
  private final TenantTree tree;
  private final int most;

  /** What the lines are about; the order of a line's parts is buyer, product, day. */
  public enum By {
    CLIENT("buyer_id, '' AS product, '' AS kind, NULL AS hour", "buyer_id"),
    PRODUCT("0 AS buyer_id, product, kind, NULL AS hour", "product, kind"),
    CLIENT_PRODUCT("buyer_id, product, kind, NULL AS hour", "buyer_id, product, kind"),
    DAY("0 AS buyer_id, '' AS product, '' AS kind, hour", "hour"),
    RATE("0 AS buyer_id, '' AS product, '' AS kind, NULL AS hour", "rate_on, rate");

    final String columns;
    final String group;

    By(String columns, String group) {
      this.columns = columns;
      this.group = group;
    }
  }

  /** What a line about a product is about. */
  public enum Kind {
    /** What a buyer was charged for the product, and what the seller was charged for the same. */
    SALE,
    /** What the seller bought for itself: it costs and brings nothing. */
    OWN,
    /** What a month's volume cost less, or more, than was charged; the product is its group. */
    SETTLEMENT,
    /** Given back with credit notes that people wrote; without a product. */
    CREDIT
  }

  /**
   * Which sales.
   *
   * @param buyerId 0 for all, and for what is no buyer's
   * @param product empty for all, and for what is no product's: settlements and credit notes
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
   * @param buyerId 0 unless the lines are about clients, then {@code buyer} is its name; also then
   *     0 for what the seller bought for itself and what was settled with it
   * @param product empty unless the lines are about products
   * @param kind {@code null} unless the lines are about products
   * @param quantity refunds taken off, as from both amounts
   * @param sold what the buyers were charged
   * @param cost what the seller itself was charged for the same, in its own currency
   * @param waiting what the seller may still be charged for the same, at most: the level above
   *     waits for receipts; in the currency of the cost
   * @param converted the cost in the currency of the sale, hour by hour at the rates that stood on
   *     the rated rows; {@code null} where they have none: such sales are a line of their own
   * @param rates which rates those were; {@code null} where nothing had to be converted
   */
  public record Line(
      LocalDate day,
      long buyerId,
      String buyer,
      String product,
      Kind kind,
      long quantity,
      Money sold,
      Money cost,
      Money waiting,
      Money converted,
      RateSpan rates) {

    /** Sold − cost, in the currency of the sale; empty where there is no rate between the two. */
    public Optional<Money> margin() {
      return Optional.ofNullable(converted).map(sold::minus);
    }

    /** Whether the other may be added: the same two currencies, and both or neither convertible. */
    boolean like(Line other) {
      return pair().equals(other.pair());
    }

    private List<Object> pair() {
      return List.of(sold.currency(), cost.currency(), converted == null);
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
          kind,
          quantity + other.quantity,
          sold.plus(other.sold),
          cost.plus(other.cost),
          waiting.plus(other.waiting),
          converted == null ? null : converted.plus(other.converted),
          RateSpan.both(rates, other.rates));
    }
  }

  @Inject
  public Sales(TenantSql sql, TenantTree tree) {
    this(sql, tree, SUMS_MAX);
  }

  Sales(TenantSql sql, TenantTree tree, int most) {
    this.sql = sql;
    this.tree = tree;
    this.most = most;
  }

  protected Sales() {
    this(null, null);
  }

  /**
   * What the tenant sold to those directly below it, what that cost it, what it bought for itself
   * and what was settled with both sides: together all that it charged less all that it was charged
   * (billing.md §1.4), each sale with its own cost. Days without any are left out; the greatest sum
   * is first, days are in their order.
   *
   * @throws livery.tenant.NotAllowed for those who may not see money
   * @throws livery.fault.Fault where the period has too many
   */
  public List<Line> sold(Scope scope, By by, Filter filter) {
    Rights.mayFinance(scope);
    var seller = scope.tenantId();
    var client = tree.find(seller).filter(one -> one.kind() == Tenant.Kind.CLIENT).isPresent();
    var own = filter.buyerId() == 0 && !client;
    var source = SaleSources.sold(seller, own, filter.buyerId() != 0);
    return read(scope, source, COST, ", currency, cost_currency, converted IS NULL", by, filter);
  }

  /**
   * What one buyer bought at one price of the tenant.
   *
   * @param converted the cost in the currency of the sale, {@code null} where no rate stood on it
   * @param waiting what the seller may still be charged for the same, at most, in the currency of
   *     the sale; {@code null} where no rate stood on it
   */
  public record Volume(
      long buyerId,
      long priceId,
      String product,
      long quantity,
      Money sold,
      Money cost,
      Money converted,
      Money waiting) {}

  private static final String WAITING =
      "IF(waiting = 0 OR cost_currency IN ('', currency), waiting, IF(rate = 0, NULL,"
          + " ROUND(waiting * rate)))";

  /** What was sold at each price in a stretch of time, whole hours of it. */
  public List<Volume> volumes(Scope scope, Instant from, Instant to) {
    Rights.mayFinance(scope);
    return sql.query(
        scope,
        "SELECT buyer_id, price_id, product, currency, cost_currency, SUM(quantity) AS quantity,"
            + " SUM(amount) AS amount, SUM(cost) AS cost, SUM(converted) AS converted,"
            + " SUM("
            + WAITING
            + ") AS waiting FROM sale WHERE seller_id = :tenant"
            + " AND hour >= :from AND hour < :to GROUP BY buyer_id, price_id, product, currency,"
            + " cost_currency, converted IS NULL, "
            + WAITING
            + " IS NULL HAVING SUM(quantity) > 0",
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
                          new Money(row.getLong("cost"), paid.isEmpty() ? currency : paid),
                          amount(row, "converted", currency),
                          amount(row, "waiting", currency));
                    })
                .list());
  }

  /**
   * What the tenant itself was charged, what was settled with it taken off; {@code cost} is zero,
   * as it is not the buyer's affair.
   *
   * @throws livery.fault.Fault where the period has too many
   */
  public List<Line> bought(Scope scope, By by, Filter filter) {
    return read(scope, SaleSources.bought(), NO_COST, ", currency", by, filter);
  }

  private List<Line> read(
      Scope scope, String source, String cost, String apart, By by, Filter filter) {
    var period = filter.period();
    var lines = new LinkedHashMap<Object, Line>();
    var sums =
        sql.query(
            scope,
            statement(source, cost, apart, by, filter) + " LIMIT " + (most + 1L),
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
                              kind(row.getString("kind")),
                              row.getLong("quantity"),
                              new Money(row.getLong("amount"), currency),
                              new Money(row.getLong("cost"), paid.isEmpty() ? currency : paid),
                              new Money(row.getLong("waiting"), paid.isEmpty() ? currency : paid),
                              amount(row, "converted", currency),
                              rates(row));
                        })
                    .list());
    Check.lines("from", sums, most)
        .forEach(
            line ->
                lines.merge(
                    List.of(
                        line.day() == null ? "" : line.day(),
                        line.buyerId(),
                        line.product(),
                        line.kind() == null ? "" : line.kind(),
                        line.pair(),
                        by == By.RATE && line.rates() != null ? line.rates() : ""),
                    line,
                    Line::plus));
    var all = new ArrayList<>(lines.values());
    if (by == By.RATE) {
      all.sort(java.util.Comparator.comparing(line -> line.pair().toString()));
    } else if (by != By.DAY) {
      all.sort(
          java.util.Comparator.comparing((Line line) -> line.sold().currency())
              .thenComparing(line -> -line.sold().micros()));
    }
    return all;
  }

  private static Kind kind(String name) {
    return name.isEmpty() ? null : Kind.valueOf(name);
  }

  private static Money amount(ResultSet row, String column, String currency) throws SQLException {
    var micros = row.getBigDecimal(column);
    return micros == null ? null : new Money(micros.longValueExact(), currency);
  }

  private static RateSpan rates(ResultSet row) throws SQLException {
    var lowest = row.getBigDecimal("lowest");
    return lowest == null
        ? null
        : new RateSpan(
            lowest,
            row.getBigDecimal("highest"),
            row.getObject("first_on", LocalDate.class),
            row.getObject("last_on", LocalDate.class));
  }

  private static String statement(String source, String cost, String apart, By by, Filter filter) {
    return "SELECT "
        + by.columns
        + ", currency, SUM(quantity) AS quantity, SUM(amount) AS amount, "
        + cost
        + " FROM ("
        + source
        + ") sold"
        + (filter.product().isEmpty() ? "" : SaleSources.OF_PRODUCT)
        + " GROUP BY "
        + by.group
        + apart
        + " ORDER BY "
        + by.group;
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
    var sums = new LinkedHashMap<List<Object>, Line>();
    for (var line : lines) {
      sums.merge(
          line.pair(),
          new Line(
              null,
              0,
              "",
              "",
              null,
              line.quantity(),
              line.sold(),
              line.cost(),
              line.waiting(),
              line.converted(),
              line.rates()),
          Line::plus);
    }
    return List.copyOf(sums.values());
  }

  /** Lines of days by their day, in one pair of currencies. */
  static Map<LocalDate, Line> byDay(List<Line> lines, Line pair) {
    var days = new LinkedHashMap<LocalDate, Line>();
    for (var line : lines) {
      if (line.like(pair)) {
        days.put(line.day(), line);
      }
    }
    return days;
  }
}
