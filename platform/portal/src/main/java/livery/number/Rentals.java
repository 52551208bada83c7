package livery.number;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import livery.billing.Edge;
import livery.billing.Ledger;
import livery.billing.Money;
import livery.billing.RatedEvent;
import livery.billing.RatedRows;
import livery.billing.Refusal;
import livery.billing.price.NoPrice;
import livery.billing.rent.Rent;
import livery.billing.rent.Rents;
import livery.fault.Fault;
import livery.price.Prices;
import livery.store.Ids;
import livery.store.Store;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;

/**
 * Charges what is rented by the month, numbers, keywords and campaign types alike: set-up once, the
 * months in advance, and gives back what a policy gives back. Thread-safe.
 */
@ApplicationScoped
public class Rentals {

  /** A price list asks the book about an event that is never booked. */
  private static final long NO_EVENT = 1;

  private static final System.Logger LOG = System.getLogger(Rentals.class.getName());

  private final Store store;
  private final TenantTree tree;
  private final Prices prices;
  private final RentPolicies policies;
  private final Ids ids;

  @Inject
  Rentals(Store store, TenantTree tree, Prices prices, RentPolicies policies, Ids ids) {
    this.store = store;
    this.tree = tree;
    this.prices = prices;
    this.policies = policies;
    this.ids = ids;
  }

  protected Rentals() {
    this(null, null, null, null, null);
  }

  /**
   * Something that is rented.
   *
   * @param id the subject of its rents; no day of it is charged twice
   * @param rent the product of a month
   * @param setup the product of its beginning; "" where that costs nothing
   * @param label how people name it
   * @param field what a refusal names
   */
  public record Thing(
      long id, String rent, String setup, String country, String label, String field) {}

  /**
   * What it costs a tenant; empty where nobody has a price for its rent.
   *
   * @param now what it takes today: set-up and this month's share
   */
  public record Quote(Money setup, Money rent, Money now, RentPolicies.Policy policy) {}

  /** What a thing costs a tenant. */
  public Optional<Quote> quote(Thing thing, long tenantId, Instant now) {
    return quote(thing, tenantId, prices.edges(tenantId), policies.of(thing.rent()), now);
  }

  Optional<Quote> quote(
      Thing thing, long tenantId, List<Edge> edges, RentPolicies.Policy policy, Instant now) {
    return rated(NO_EVENT, thing.rent(), thing, edges, now)
        .map(RatedEvent::retail)
        .map(
            rent -> {
              var setup =
                  rated(NO_EVENT, thing.setup(), thing, edges, now)
                      .map(RatedEvent::retail)
                      .orElseGet(() -> Money.zero(rent.currency()));
              var from = LocalDate.ofInstant(now, zone(tenantId));
              var to = from.withDayOfMonth(1).plusMonths(1);
              var share = policy.proration().ofMonth(rent, from, to);
              return new Quote(setup, rent, setup.plus(share), policy);
            });
  }

  /**
   * Charges set-up and the rest of this month. Joins the caller's transaction, which a refusal
   * rolls back. The month is the client's; it stands on the paper of the month in which it is
   * charged, which is the one before for a client whose midnight is earlier than the platform's:
   * nothing is handed over unpaid, so a first month does not wait as {@link #begun} has it.
   *
   * @throws Fault when there is no price or too little money
   */
  void begin(Scope scope, Thing thing, Instant now) {
    var day = LocalDate.ofInstant(now, zone(scope.tenantId()));
    refused(scope, thing, day, now)
        .ifPresent(
            refusal -> {
              throw fault(scope, refusal, thing);
            });
  }

  /**
   * Charges the rest of this day's month where everybody on the way up has a price for it; else
   * nothing, and says so. Joins the caller's transaction, which a refusal rolls back.
   *
   * @throws Fault when there is too little money
   */
  public boolean beginIfSold(Scope scope, Thing thing, LocalDate from, Instant now) {
    var refused = refused(scope, thing, from, now);
    refused
        .filter(refusal -> refusal.reason() != Refusal.Reason.NO_PRICE)
        .ifPresent(
            refusal -> {
              throw fault(scope, refusal, thing);
            });
    return refused.isEmpty();
  }

  /** Whether everybody on the way up has a price for its rent, were a rate missing, too. */
  public boolean isSold(Thing thing, long tenantId, Instant at) {
    try {
      prices.rate(NO_EVENT, prices.edges(tenantId), thing.rent(), 1, thing.country(), "", at);
      return true;
    } catch (NoPrice none) {
      return none.refusal().reason() != Refusal.Reason.NO_PRICE;
    }
  }

  private Optional<Refusal> refused(Scope scope, Thing thing, LocalDate from, Instant now) {
    return store.inTransaction(
        connection -> {
          var edges = lockedEdges(connection, scope.tenantId(), now);
          var rent = rent(thing, edges, from);
          var refusals =
              new Rents(prices.ledger()).begin(connection, prices.book(), List.of(rent), now);
          var setup = rated(ids.next(), thing.setup(), thing, edges, now);
          if (!refusals.isEmpty()) {
            var more = setup.map(RatedEvent::retail);
            return refusals.stream().findFirst().map(one -> with(scope, one, more, false));
          }
          if (setup.isPresent()) {
            refusals = prices.ledger().charge(connection, List.of(setup.get()), now);
          }
          return refusals.stream()
              .findFirst()
              .map(one -> with(scope, one, share(thing, edges, from, now), true));
        });
  }

  private Optional<Money> share(Thing thing, List<Edge> edges, LocalDate from, Instant now) {
    var to = from.withDayOfMonth(1).plusMonths(1);
    return rated(NO_EVENT, thing.rent(), thing, edges, now)
        .map(rent -> policies.of(thing.rent()).proration().ofMonth(rent.retail(), from, to));
  }

  /** Set-up and rent are one to who pays: told together, as before either was charged. */
  private static Refusal with(
      Scope scope, Refusal refusal, Optional<Money> other, boolean isCharged) {
    if (refusal.buyerId() != scope.tenantId() || other.isEmpty() || !isMoney(refusal)) {
      return refusal;
    }
    return new Refusal(
        refusal.eventId(),
        refusal.buyerId(),
        refusal.reason(),
        refusal.needed().plus(other.get()),
        isCharged ? refusal.available().plus(other.get()) : refusal.available());
  }

  private static boolean isMoney(Refusal refusal) {
    return refusal.reason() == Refusal.Reason.NO_MONEY
        || refusal.reason() == Refusal.Reason.DAY_LIMIT;
  }

  /** Charges the month from this day on, unless it was charged before; says whether it did. */
  boolean renew(Thing thing, long tenantId, LocalDate from, Instant now) {
    var refused = charge(thing, tenantId, from, now);
    refused
        .filter(reason -> reason != Refusal.Reason.ALREADY_CHARGED)
        .ifPresent(reason -> warn(thing, tenantId, from, reason));
    return refused.isEmpty();
  }

  /**
   * Charges the month from this day on, below the wallet's line, too, as the thing is rented
   * already. Joins the caller's transaction.
   *
   * @return why it was not charged: ALREADY_CHARGED, NO_PRICE, NO_RATE or NO_WALLET; empty when it
   *     was
   */
  public Optional<Refusal.Reason> charge(Thing thing, long tenantId, LocalDate from, Instant now) {
    return store
        .inTransaction(
            connection -> {
              var rent = rent(thing, lockedEdges(connection, tenantId, now), from);
              return new Rents(prices.ledger())
                  .renew(connection, prices.book(), List.of(rent), now);
            })
        .stream()
        .map(Refusal::reason)
        .findFirst();
  }

  /** Tells the platform's people that somebody has to mend something before rent is charged. */
  public static void warn(Thing thing, long tenantId, LocalDate from, Refusal.Reason reason) {
    LOG.log(
        System.Logger.Level.WARNING,
        "Rent of {0} for tenant {1} from {2} is not charged: {3}",
        thing.label(),
        tenantId,
        from,
        reason);
  }

  /** Who sells to the tenant, which nobody can change before this transaction ends. */
  private List<Edge> lockedEdges(Connection connection, long tenantId, Instant now)
      throws SQLException {
    prices.open(connection, () -> Set.copyOf(prices.buyers(tenantId)), now);
    return prices.edges(tenantId);
  }

  private Rent rent(Thing thing, List<Edge> edges, LocalDate from) {
    return new Rent(
        ids.next(),
        thing.id(),
        thing.rent(),
        edges,
        thing.country(),
        "",
        from,
        from.withDayOfMonth(1).plusMonths(1),
        policies.of(thing.rent()).proration());
  }

  /**
   * Gives back what is left of the rent when the thing is given up today, where its policy says so,
   * on every edge below the operators. Joins the caller's transaction.
   */
  public void release(Thing thing, long tenantId, Instant now) {
    var policy = policies.of(thing.rent());
    if (!policy.credits()) {
      return;
    }
    var zone = zone(tenantId);
    var tomorrow = LocalDate.ofInstant(now, zone).plusDays(1);
    store.inTransaction(
        connection -> {
          var parts = new ArrayList<Ledger.Return>();
          for (var span : spans(connection, thing.id(), tomorrow)) {
            parts.addAll(parts(connection, span, policy, tomorrow, now));
            cut(connection, span, tomorrow);
          }
          prices.ledger().giveBack(connection, parts, thing.label(), zone, now);
          return null;
        });
  }

  private record Span(long eventId, LocalDate from, LocalDate to) {}

  private static List<Span> spans(Connection connection, long subject, LocalDate after)
      throws SQLException {
    var spans = new ArrayList<Span>();
    try (var statement =
        connection.prepareStatement(
            "SELECT event_id, from_day, to_day FROM rent WHERE subject_id = ? AND to_day > ?"
                + " FOR UPDATE")) {
      statement.setLong(1, subject);
      statement.setObject(2, after);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          spans.add(
              new Span(
                  rows.getLong(1),
                  rows.getObject(2, LocalDate.class),
                  rows.getObject(3, LocalDate.class)));
        }
      }
    }
    return spans;
  }

  /** What was charged less what the days up to tomorrow cost: the two add up to the charge. */
  private static List<Ledger.Return> parts(
      Connection connection, Span span, RentPolicies.Policy policy, LocalDate tomorrow, Instant now)
      throws SQLException {
    var parts = new ArrayList<Ledger.Return>();
    for (var row : RatedRows.of(connection, span.eventId())) {
      var line = row.line();
      if (line.hasWallet() && row.state() == RatedRows.State.POSTED && !row.isRefunded()) {
        var month = Money.rounded(line.unitPrice(), line.currency());
        var used =
            span.from().isBefore(tomorrow)
                ? policy.proration().ofMonth(month, span.from(), tomorrow).micros()
                : 0;
        var left = Math.max(0, line.amountMicros() - used);
        parts.add(new Ledger.Return(span.eventId(), line.level(), 0, left, now));
      }
    }
    return parts;
  }

  /** The days that were given back may be charged again, to whoever rents them. */
  private static void cut(Connection connection, Span span, LocalDate tomorrow)
      throws SQLException {
    if (!span.from().isBefore(tomorrow)) {
      try (var statement = connection.prepareStatement("DELETE FROM rent WHERE event_id = ?")) {
        statement.setLong(1, span.eventId());
        statement.executeUpdate();
      }
      return;
    }
    try (var statement =
        connection.prepareStatement("UPDATE rent SET to_day = ? WHERE event_id = ?")) {
      statement.setObject(1, tomorrow);
      statement.setLong(2, span.eventId());
      statement.executeUpdate();
    }
  }

  private static Fault fault(Scope scope, Refusal refusal, Thing thing) {
    if (refusal.reason() == Refusal.Reason.NO_RATE) {
      return Fault.conflict(thing.field(), "number.fault.no-rate", thing.label());
    }
    if (refusal.reason() == Refusal.Reason.NO_PRICE) {
      return Fault.conflict(thing.field(), "number.fault.no-price", thing.label());
    }
    return refusal.buyerId() == scope.tenantId()
        ? new Fault(
            Fault.Kind.NO_MONEY,
            thing.field(),
            refusal.reason() == Refusal.Reason.DAY_LIMIT
                ? "number.fault.day-limit"
                : "number.fault.no-money",
            thing.label(),
            refusal.needed(),
            refusal.available())
        : new Fault(Fault.Kind.NO_MONEY, thing.field(), "number.fault.seller-money", thing.label());
  }

  private Optional<RatedEvent> rated(
      long eventId, String product, Thing thing, List<Edge> edges, Instant now) {
    if (product.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(prices.rate(eventId, edges, product, 1, thing.country(), "", now));
    } catch (NoPrice none) {
      return Optional.empty();
    }
  }

  /** How a product's months are shared out. */
  public RentPolicies.Policy policy(String product) {
    return policies.of(product);
  }

  List<Edge> edges(long tenantId) {
    return prices.edges(tenantId);
  }

  /** The time zone that a tenant's days are counted in. */
  public ZoneId zone(long tenantId) {
    return tree.find(tenantId).map(Tenant::zone).orElse(ZoneOffset.UTC);
  }

  /**
   * The last day that has begun for a tenant and for the platform, whose midnights part the months
   * of the books: a month that is renewed before would stand on the papers of the month before.
   */
  public LocalDate begun(long tenantId, Instant now) {
    var there = LocalDate.ofInstant(now, zone(tenantId));
    var here = LocalDate.ofInstant(now, zone());
    return there.isBefore(here) ? there : here;
  }

  /** The platform's time zone. */
  ZoneId zone() {
    return tree.root().map(Tenant::zone).orElse(ZoneOffset.UTC);
  }
}
