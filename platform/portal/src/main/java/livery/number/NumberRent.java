package livery.number;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import livery.billing.Edge;
import livery.billing.Money;
import livery.billing.RatedEvent;
import livery.billing.Refusal;
import livery.billing.price.NoPrice;
import livery.billing.rent.Proration;
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
 * What a number costs: set-up once, and rent for each calendar month in advance (the first one by
 * its remaining days), on every edge of the tree. Thread-safe.
 */
@ApplicationScoped
class NumberRent {

  /** Once, at the start; nothing where no price is agreed. Golden numbers add {@link #GOLDEN}. */
  static final String SETUP = "number.setup";

  /** For each calendar month. */
  static final String RENT = "number.rent";

  static final String GOLDEN = ".golden";

  private static final int BATCH_MAX = 1_000;

  /** Most months that are charged for one number in one run: an outage is made up for in pieces. */
  private static final int MONTHS_MAX = 12;

  /** A price list asks the book about an event that is never booked. */
  private static final long NO_EVENT = 1;

  private static final System.Logger LOG = System.getLogger(NumberRent.class.getName());

  private final Store store;
  private final TenantTree tree;
  private final Prices prices;
  private final Ids ids;
  private final Clock clock;

  @Inject
  NumberRent(Store store, TenantTree tree, Prices prices, Ids ids, Clock clock) {
    this.store = store;
    this.tree = tree;
    this.prices = prices;
    this.ids = ids;
    this.clock = clock;
  }

  protected NumberRent() {
    this(null, null, null, null, null);
  }

  /** The numbers that have a rent for this tenant, with it. */
  List<Numbers.Offer> offers(Scope scope, List<NumberRow> numbers) {
    var edges = prices.edges(scope.tenantId());
    var now = clock.instant();
    var offers = new ArrayList<Numbers.Offer>();
    for (var number : numbers) {
      priced(number, RENT, edges, now)
          .map(RatedEvent::retail)
          .ifPresent(
              rent -> {
                var setup =
                    priced(number, SETUP, edges, now)
                        .map(RatedEvent::retail)
                        .orElseGet(() -> Money.zero(rent.currency()));
                var first = first(number, scope.tenantId(), edges, NO_EVENT, now);
                var share = Proration.DAILY_ACTUAL.ofMonth(rent, first.from(), first.to());
                offers.add(new Numbers.Offer(number, setup, rent, setup.plus(share)));
              });
    }
    return offers;
  }

  /**
   * Charges set-up and the rest of this month. Joins the caller's transaction, which a refusal
   * rolls back.
   */
  void begin(Scope scope, NumberRow number, Instant now) {
    var edges = prices.edges(scope.tenantId());
    var rent = first(number, scope.tenantId(), edges, ids.next(), now);
    var refused =
        store.inTransaction(
            connection -> {
              var refusals =
                  new Rents(prices.ledger()).begin(connection, prices.book(), List.of(rent), now);
              var setup = rated(ids.next(), number, SETUP, edges, now);
              return refusals.isEmpty() && setup.isPresent()
                  ? prices.ledger().charge(connection, List.of(setup.get()), now)
                  : refusals;
            });
    if (!refused.isEmpty()) {
      throw refusal(scope, refused.iterator().next(), number);
    }
  }

  /** Charges the months that have begun and were not charged yet; may be run at any time again. */
  int renew(Instant now) {
    var charged = 0;
    for (var due : due(now)) {
      var edges = prices.edges(due.number().tenantId());
      for (var rent : due.months(edges, this)) {
        charged += renew(due.number(), rent, now) ? 1 : 0;
      }
    }
    return charged;
  }

  private boolean renew(NumberRow number, Rent rent, Instant now) {
    var refused =
        store.inTransaction(
            connection ->
                new Rents(prices.ledger()).renew(connection, prices.book(), List.of(rent), now));
    for (var refusal : refused) {
      if (refusal.reason() != Refusal.Reason.ALREADY_CHARGED) {
        LOG.log(
            System.Logger.Level.WARNING,
            "Rent of number {0} for tenant {1} from {2} is not charged: {3}",
            number.id(),
            number.tenantId(),
            rent.from(),
            refusal.reason());
      }
    }
    return refused.isEmpty();
  }

  /** A number with the first day that is not paid, and the day it is at its tenant. */
  private record Due(NumberRow number, LocalDate from, LocalDate today) {

    List<Rent> months(List<Edge> edges, NumberRent rents) {
      var months = new ArrayList<Rent>();
      var day = from;
      while (!day.isAfter(today) && months.size() < MONTHS_MAX) {
        months.add(rents.rent(number, edges, rents.ids.next(), day));
        day = day.withDayOfMonth(1).plusMonths(1);
      }
      return months;
    }
  }

  private List<Due> due(Instant now) {
    var soonest = LocalDate.ofInstant(now, ZoneOffset.ofHours(14));
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT * FROM (SELECT "
                            + NumberRow.COLUMNS
                            + ", '' AS tenant_name, 0 AS keywords, (SELECT MAX(r.to_day) FROM rent"
                            + " r WHERE r.subject_id = n.id) AS paid FROM number n"
                            + " WHERE n.state = 'RENTED' AND n.tenant_id IS NOT NULL) x"
                            + " WHERE paid IS NULL OR paid <= :soonest OR paid <= DATE(rented_at)"
                            + " ORDER BY id LIMIT "
                            + BATCH_MAX)
                    .bind("soonest", soonest)
                    .map(
                        (row, context) ->
                            due(
                                NumberRow.read(row),
                                Optional.ofNullable(row.getObject("paid", LocalDate.class)),
                                now))
                    .list());
  }

  private Due due(NumberRow number, Optional<LocalDate> paid, Instant now) {
    var zone = zone(number.tenantId());
    var rented = LocalDate.ofInstant(number.rentedAt(), zone);
    var from = paid.filter(day -> day.isAfter(rented)).orElse(rented);
    return new Due(number, from, LocalDate.ofInstant(now, zone));
  }

  private Rent first(NumberRow number, long tenantId, List<Edge> edges, long eventId, Instant now) {
    return rent(number, edges, eventId, LocalDate.ofInstant(now, zone(tenantId)));
  }

  private Rent rent(NumberRow number, List<Edge> edges, long eventId, LocalDate from) {
    return new Rent(
        eventId,
        number.id(),
        product(number, RENT),
        edges,
        number.country(),
        "",
        from,
        from.withDayOfMonth(1).plusMonths(1),
        Proration.DAILY_ACTUAL);
  }

  private ZoneId zone(long tenantId) {
    return tree.find(tenantId).map(Tenant::zone).orElse(ZoneOffset.UTC);
  }

  private static Fault refusal(Scope scope, Refusal refusal, NumberRow number) {
    if (refusal.reason() == Refusal.Reason.NO_PRICE) {
      return Fault.conflict("number", "number.fault.no-price", number.label());
    }
    return refusal.buyerId() == scope.tenantId()
        ? new Fault(
            Fault.Kind.NO_MONEY,
            "number",
            "number.fault.no-money",
            number.label(),
            refusal.needed(),
            refusal.available())
        : new Fault(Fault.Kind.NO_MONEY, "number", "number.fault.seller-money", number.label());
  }

  private Optional<RatedEvent> priced(
      NumberRow number, String product, List<Edge> edges, Instant now) {
    return rated(NO_EVENT, number, product, edges, now);
  }

  private Optional<RatedEvent> rated(
      long eventId, NumberRow number, String product, List<Edge> edges, Instant now) {
    try {
      return Optional.of(
          prices.rate(eventId, edges, product(number, product), 1, number.country(), "", now));
    } catch (NoPrice none) {
      return Optional.empty();
    }
  }

  private static String product(NumberRow number, String product) {
    return number.tier() == NumberEntry.Tier.GOLDEN ? product + GOLDEN : product;
  }
}
