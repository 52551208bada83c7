package livery.due;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import livery.billing.BillRule;
import livery.billing.BillingException;
import livery.billing.Edge;
import livery.billing.price.BillRules;
import livery.billing.price.Price;
import livery.fault.Check;
import livery.fault.Fault;
import livery.price.Prices;
import livery.store.Ids;
import livery.store.Store;
import livery.tenant.Audit;
import livery.tenant.NotAllowed;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;

/**
 * The rules of a seller by which its buyers are charged, and those by which it is charged itself.
 * Thread-safe.
 */
@ApplicationScoped
public class DueRules {

  /** Most rows of a part of a list. */
  public static final int PART_MAX = 200;

  private static final int PRODUCT_LENGTH = 30;
  private static final int NETWORK_LENGTH = 40;
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  private final Store store;
  private final TenantTree tree;
  private final Prices prices;
  private final Ids ids;
  private final Clock clock;
  private final Audit audit;

  @Inject
  public DueRules(Store store, TenantTree tree, Prices prices, Ids ids, Clock clock, Audit audit) {
    this.store = store;
    this.tree = tree;
    this.prices = prices;
    this.ids = ids;
    this.clock = clock;
    this.audit = audit;
  }

  protected DueRules() {
    this(null, null, null, null, null, null);
  }

  /**
   * A rule as people see it.
   *
   * @param buyer its name; empty for every buyer
   * @param operators whether it is how the operators charge the platform
   */
  public record Rule(BillRules.Entry entry, String buyer, boolean operators) {

    /** Whether it is a seller's for one buyer. */
    public boolean forOne() {
      return entry.place().buyerId() != 0;
    }

    /** Grows with time. */
    public long id() {
      return entry.id();
    }
  }

  /**
   * A rule that is wanted.
   *
   * @param buyerId 0 for every buyer
   * @param country ISO 3166, empty for any
   * @param network the operator's name, empty for any
   * @param operators for the platform only: how the operators charge it
   */
  public record Wish(
      long buyerId,
      String product,
      String country,
      String network,
      String billOn,
      String onTimeout,
      boolean operators) {}

  /**
   * The rules by which the tenant charges, the newest first; for the platform also those of the
   * operators.
   *
   * @param before the id of the last one of the part before; {@link Long#MAX_VALUE} for the first
   * @param limit 1 to {@value #PART_MAX} and one more
   */
  public List<Rule> sold(Scope scope, long before, int limit) {
    return part(charging(scope), before, limit);
  }

  private Stream<BillRules.Entry> charging(Scope scope) {
    var now = clock.instant();
    var own = prices.rules().ofSeller(scope.tenantId(), now).stream();
    return tree.isPlatform(scope.tenantId())
        ? Stream.concat(own, prices.rules().ofSeller(Edge.OPERATORS, now).stream())
        : own;
  }

  /** The rules by which the tenant is charged by its seller, part by part as {@link #sold}. */
  public List<Rule> bought(Scope scope, long before, int limit) {
    var seller = tree.find(scope.tenantId()).map(Tenant::parentId).orElse(0L);
    var rules = prices.rules().ofBuyer(seller, scope.tenantId(), clock.instant());
    return part(rules.stream(), before, limit);
  }

  private List<Rule> part(Stream<BillRules.Entry> rules, long before, int limit) {
    Check.range("limit", limit, 1, PART_MAX + 1L);
    return rules
        .filter(entry -> entry.id() < before)
        .sorted(Comparator.comparingLong(BillRules.Entry::id).reversed())
        .limit(limit)
        .map(this::rule)
        .toList();
  }

  private Rule rule(BillRules.Entry entry) {
    var buyer = tree.find(entry.place().buyerId()).map(Tenant::name).orElse("");
    return new Rule(entry, buyer, entry.place().sellerId() == Edge.OPERATORS);
  }

  /** Lets a rule hold from now on, in the place of the one that held. */
  public Rule put(Scope scope, Wish wish) {
    Rights.mayFinance(scope);
    var place = place(scope, wish);
    var on = Check.oneOf("billOn", wish.billOn(), BillRule.On.class);
    var onTimeout = Check.oneOf("onTimeout", wish.onTimeout(), BillRule.OnTimeout.class);
    var rule = new BillRule(on, onTimeout);
    var now = now();
    var id =
        store.inTransaction(
            connection -> {
              var made = made(() -> BillRules.put(connection, ids::next, place, rule, now));
              audit.write(scope, "due.put", "rule " + made, words(place) + ": " + words(rule));
              return made;
            });
    prices.reload();
    return rule(new BillRules.Entry(id, place, rule, now, Price.OPEN));
  }

  /** Ends a rule now; the seller charges on the operator's acceptance then, or by a wider rule. */
  public void end(Scope scope, long id) {
    Rights.mayFinance(scope);
    var found =
        charging(scope)
            .filter(entry -> entry.id() == id)
            .findFirst()
            .orElseThrow(() -> Fault.notFound("rule", id));
    var place = found.place();
    store.inTransaction(
        connection -> {
          BillRules.end(connection, place, now());
          audit.write(scope, "due.end", "rule " + id, words(place));
          return null;
        });
    prices.reload();
  }

  private interface Making {
    long run() throws java.sql.SQLException;
  }

  private static long made(Making making) throws java.sql.SQLException {
    try {
      return making.run();
    } catch (BillingException.Conflict twice) {
      throw Fault.conflict("product", "due.fault.now");
    }
  }

  private BillRules.Place place(Scope scope, Wish wish) {
    if (wish.operators() && !tree.isPlatform(scope.tenantId())) {
      throw new NotAllowed();
    }
    var product = Check.text("product", wish.product(), PRODUCT_LENGTH);
    if (!product.matches("[!-~]+")) {
      throw Fault.invalid("product", "due.fault.product", product);
    }
    var country = Check.optionalText("country", wish.country(), 2).toUpperCase(Locale.ROOT);
    if (!country.isEmpty() && !COUNTRIES.contains(country)) {
      throw Fault.invalid("country", "due.fault.country", country);
    }
    return new BillRules.Place(
        wish.operators() ? Edge.OPERATORS : scope.tenantId(),
        wish.operators() ? 0 : buyer(scope, wish.buyerId()),
        product,
        country,
        Check.optionalText("network", wish.network(), NETWORK_LENGTH));
  }

  private long buyer(Scope scope, long buyerId) {
    if (buyerId == 0) {
      return 0;
    }
    return tree.find(buyerId)
        .filter(tenant -> tenant.parentId() == scope.tenantId())
        .orElseThrow(() -> Fault.invalid("buyer", "due.fault.buyer", buyerId))
        .id();
  }

  private String words(BillRules.Place place) {
    var buyer =
        tree.find(place.buyerId()).map(one -> one.name() + " (" + one.id() + ")").orElse("");
    return Stream.of(place.product(), place.country(), place.network(), buyer)
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static String words(BillRule rule) {
    return rule.on() + " " + rule.onTimeout();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
