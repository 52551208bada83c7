package livery.tariff;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import livery.billing.Money;
import livery.billing.tax.PremiumShare;
import livery.faces.Once;
import livery.fault.Check;
import livery.fault.Fault;
import livery.order.ColumnType;
import livery.order.KeyOrder;
import livery.store.Store;
import livery.tenant.Audit;
import livery.tenant.NotAllowed;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;

/**
 * The rules of premium prices by country, which the platform keeps, and the shares of the net that
 * each seller gives its buyers. Thread-safe.
 *
 * <p>A share is what the buyer gets for itself and for all below it; what it passes on is its own
 * affair, but never more than it gets.
 */
@ApplicationScoped
public class PremiumTerms {

  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
  private static final BigDecimal WHOLE = BigDecimal.valueOf(100);
  private static final int DECIMALS = 4;
  private static final int PAYABLE_DAYS_MAX = 366;
  private static final int TOLERANCE_MESSAGES_MAX = 1_000_000;

  /** Most rows of a part of the shares. */
  public static final int PART_MAX = 200;

  private final Store store;
  private final TenantTree tree;
  private final Clock clock;
  private final Audit audit;

  @Inject
  public PremiumTerms(Store store, TenantTree tree, Clock clock, Audit audit) {
    this.store = store;
    this.tree = tree;
    this.clock = clock;
    this.audit = audit;
  }

  protected PremiumTerms() {
    this(null, null, null, null);
  }

  /** A share of a seller's buyer; {@code buyerId} 0 is every buyer, {@code period} 202603. */
  public record Share(
      long sellerId, long buyerId, String buyer, String country, int period, BigDecimal percent) {

    private static final KeyOrder<Share> ORDER =
        KeyOrder.<Share>up()
            .and(ColumnType.TEXT, "s.country", Share::country)
            .and(ColumnType.NUMBER, "s.buyer_id", Share::buyerId)
            .and(ColumnType.NUMBER, "s.from_period", Share::period);

    /** Where the list goes on behind this share. */
    public String place() {
      return ORDER.after(this);
    }
  }

  /** The rules of all countries that have one. */
  @Once
  public List<PremiumRule> rules() {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT * FROM premium_rule ORDER BY country") // one for each country
                    .map((row, context) -> rule(row))
                    .list());
  }

  /** The rule of a country; empty where premium numbers are not offered. */
  public Optional<PremiumRule> rule(String country) {
    return rules().stream().filter(rule -> rule.country().equals(country)).findFirst();
  }

  /** Puts a country's rule in the place of the one before. For the platform's people. */
  public PremiumRule put(Scope scope, PremiumRule wanted) {
    Rights.mayOperate(scope, tree);
    var rule = checked(wanted);
    store.inTransaction(
        connection -> {
          write(rule);
          audit.write(
              scope,
              "premium.rule",
              rule.country(),
              "%s – %s, VAT %s, levy %s, operator %s"
                  .formatted(
                      rule.least(), rule.most(), rule.vat(), rule.levy(), rule.operatorShare()));
          return null;
        });
    return rule;
  }

  private void write(PremiumRule rule) {
    store
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "REPLACE INTO premium_rule (country, currency, least, most, vat, levy,"
                        + " levy_base, operator_share, payable_days, tolerance_permille,"
                        + " tolerance_messages) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    rule.country(),
                    rule.currency(),
                    rule.least().micros(),
                    rule.most().micros(),
                    rule.vat(),
                    rule.levy(),
                    rule.levyBase().name(),
                    rule.operatorShare(),
                    rule.payableDays(),
                    rule.tolerancePermille(),
                    rule.toleranceMessages()));
  }

  private static PremiumRule checked(PremiumRule rule) {
    var country = Check.text("country", rule.country(), 2).toUpperCase(Locale.ROOT);
    if (!COUNTRIES.contains(country)) {
      throw Fault.invalid("country", "tariff.fault.country", country);
    }
    if (rule.least().micros() <= 0 || rule.least().compareTo(rule.most()) > 0) {
      throw Fault.invalid("least", "tariff.fault.range", rule.least(), rule.most());
    }
    percent("vat", rule.vat());
    percent("levy", rule.levy());
    percent("operatorShare", rule.operatorShare());
    Check.range("payableDays", rule.payableDays(), 0, PAYABLE_DAYS_MAX);
    Check.range("tolerancePermille", rule.tolerancePermille(), 0, 1_000);
    Check.range("toleranceMessages", rule.toleranceMessages(), 0, TOLERANCE_MESSAGES_MAX);
    return new PremiumRule(
        country,
        coins("least", rule.least()),
        coins("most", rule.most()),
        rule.vat(),
        rule.levy(),
        rule.levyBase(),
        rule.operatorShare(),
        rule.payableDays(),
        rule.tolerancePermille(),
        rule.toleranceMessages());
  }

  /** The amount, if it is one that a subscriber can be asked for. */
  static Money coins(String field, Money amount) {
    var decimals = Currency.getInstance(amount.currency()).getDefaultFractionDigits();
    if (amount.toBigDecimal().stripTrailingZeros().scale() > decimals) {
      throw Fault.invalid(
          field, "tariff.fault.coins", amount.toBigDecimal().toPlainString(), decimals);
    }
    return amount;
  }

  private static BigDecimal percent(String field, BigDecimal value) {
    if (value == null) {
      throw Fault.invalid(field, "fault.missing", field);
    }
    if (value.signum() < 0 || value.compareTo(WHOLE) > 0 || value.scale() > DECIMALS) {
      throw Fault.invalid(field, "tariff.fault.percent", Check.shown(value.toString()), DECIMALS);
    }
    return value;
  }

  /**
   * The shares that this tenant gives its buyers, of this month and later, by country.
   *
   * @param after what {@link Share#place} said of the last one of the part before; empty for the
   *     first part
   * @param limit 1 to {@value #PART_MAX} and one more
   */
  public List<Share> given(Scope scope, String after, int limit) {
    Check.range("limit", limit, 1, PART_MAX + 1L);
    var place = Share.ORDER.from(after);
    return store
        .jdbi()
        .withHandle(
            handle ->
                place
                    .bind(
                        handle.createQuery(
                            "SELECT s.*, COALESCE(t.name, '') AS buyer FROM premium_share s LEFT JOIN"
                                + " tenant t ON t.id = s.buyer_id WHERE seller_id = :seller AND NOT"
                                + " EXISTS (SELECT 1 FROM premium_share n WHERE n.seller_id ="
                                + " s.seller_id AND n.buyer_id = s.buyer_id AND n.country ="
                                + " s.country AND n.from_period > s.from_period AND n.from_period"
                                + " <= :period)"
                                + place.sql()
                                + " LIMIT "
                                + limit))
                    .bind("seller", scope.tenantId())
                    .bind("period", period())
                    .map(
                        (row, context) ->
                            new Share(
                                row.getLong("seller_id"),
                                row.getLong("buyer_id"),
                                row.getString("buyer"),
                                row.getString("country"),
                                row.getInt("from_period"),
                                row.getBigDecimal("percent")))
                    .list());
  }

  /** What this tenant gets of the net this month, in each country that has a rule. */
  public List<Share> got(Scope scope) {
    var tenant = tree.find(scope.tenantId()).orElseThrow();
    var got = new ArrayList<Share>();
    for (var rule : rules()) {
      var percent = percent(tenant.id(), rule, period());
      got.add(
          new Share(
              tenant.parentId(), tenant.id(), tenant.name(), rule.country(), period(), percent));
    }
    return got;
  }

  /**
   * Sets what a buyer, or every buyer, gets. It holds from the next month on; the first one for a
   * buyer and country at once.
   */
  public Share give(Scope scope, long buyerId, String country, BigDecimal wanted) {
    Rights.mayFinance(scope);
    var rule =
        rule(Check.text("country", country, 2))
            .orElseThrow(() -> Fault.invalid("country", "tariff.fault.no-rule", country));
    var tenant = tree.find(scope.tenantId()).orElseThrow();
    if (tenant.kind() == Tenant.Kind.CLIENT) {
      throw new NotAllowed();
    }
    var buyer = buyerName(scope, buyerId);
    var percent = percent("percent", wanted);
    var own = percent(tenant.id(), rule, period());
    if (percent.compareTo(own) > 0) {
      throw Fault.invalid(
          "percent", "tariff.fault.more-than-own", percent.toPlainString(), plain(own));
    }
    var first = share(tenant.id(), buyerId, rule.country(), period()).isEmpty();
    var from = first ? period() : next();
    store.inTransaction(
        connection -> {
          store
              .jdbi()
              .useHandle(
                  handle ->
                      handle.execute(
                          "REPLACE INTO premium_share (seller_id, buyer_id, country, from_period,"
                              + " percent) VALUES (?, ?, ?, ?, ?)",
                          tenant.id(),
                          buyerId,
                          rule.country(),
                          from,
                          percent));
          audit.write(
              scope,
              "premium.share",
              "tenant " + buyerId,
              rule.country() + " " + percent.toPlainString() + " % from " + from);
          return null;
        });
    return new Share(tenant.id(), buyerId, buyer, rule.country(), from, percent);
  }

  private String buyerName(Scope scope, long buyerId) {
    if (buyerId == 0) {
      return "";
    }
    return tree.find(buyerId)
        .filter(tenant -> tenant.parentId() == scope.tenantId())
        .orElseThrow(() -> Fault.invalid("buyer", "tariff.fault.buyer", buyerId))
        .name();
  }

  /**
   * What a tenant gets of the net for itself and all below it in a month, never more than those
   * above it get.
   */
  public BigDecimal percent(long tenantId, PremiumRule rule, int period) {
    var percent = rule.paidOut();
    var chain = tree.chain(tenantId);
    for (var i = chain.size() - 2; i >= 0; i--) {
      var buyer = chain.get(i);
      percent =
          share(buyer.parentId(), buyer.id(), rule.country(), period)
              .or(() -> share(buyer.parentId(), 0, rule.country(), period))
              .orElse(BigDecimal.ZERO)
              .min(percent);
    }
    return percent;
  }

  private Optional<BigDecimal> share(long seller, long buyer, String country, int period) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT percent FROM premium_share WHERE seller_id = :seller AND buyer_id ="
                            + " :buyer AND country = :country AND from_period <= :period"
                            + " ORDER BY from_period DESC LIMIT 1")
                    .bind("seller", seller)
                    .bind("buyer", buyer)
                    .bind("country", country)
                    .bind("period", period)
                    .mapTo(BigDecimal.class)
                    .findOne());
  }

  /** The time zone that days and months of premium texts are counted in: the platform's. */
  public ZoneId zone() {
    return tree.root().map(Tenant::zone).orElse(ZoneOffset.UTC);
  }

  private int period() {
    return number(YearMonth.from(clock.instant().atZone(zone())));
  }

  private int next() {
    return number(YearMonth.from(clock.instant().atZone(zone())).plusMonths(1));
  }

  private static int number(YearMonth month) {
    return month.getYear() * 100 + month.getMonthValue();
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  private static PremiumRule rule(ResultSet row) throws SQLException {
    var currency = row.getString("currency");
    return new PremiumRule(
        row.getString("country"),
        new Money(row.getLong("least"), currency),
        new Money(row.getLong("most"), currency),
        row.getBigDecimal("vat"),
        row.getBigDecimal("levy"),
        PremiumShare.LevyBase.valueOf(row.getString("levy_base")),
        row.getBigDecimal("operator_share"),
        row.getInt("payable_days"),
        row.getInt("tolerance_permille"),
        row.getInt("tolerance_messages"));
  }
}
