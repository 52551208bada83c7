package livery.number;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import livery.billing.Edge;
import livery.billing.Money;
import livery.billing.NoPrice;
import livery.billing.RatedEvent;
import livery.billing.Refusal;
import livery.fault.Fault;
import livery.money.Prices;
import livery.store.Ids;
import livery.store.Store;
import livery.tenant.Scope;

/**
 * What a number costs: set-up once and rent for each month in advance, on every edge of the tree.
 * Thread-safe.
 */
@ApplicationScoped
class NumberRent {

  /** Once, at the start; nothing where no price is agreed. Golden numbers add {@link #GOLDEN}. */
  static final String SETUP = "number.setup";

  /** For each month. */
  static final String RENT = "number.rent";

  static final String GOLDEN = ".golden";

  /** A price list asks the book about an event that is never booked. */
  private static final long NO_EVENT = 1;

  private final Store store;
  private final Prices prices;
  private final Ids ids;
  private final Clock clock;

  @Inject
  NumberRent(Store store, Prices prices, Ids ids, Clock clock) {
    this.store = store;
    this.prices = prices;
    this.ids = ids;
    this.clock = clock;
  }

  protected NumberRent() {
    this(null, null, null, null);
  }

  /** The numbers that have a rent for this tenant, with it. */
  List<Numbers.Offer> offers(Scope scope, List<NumberRow> numbers) {
    var edges = prices.edges(scope.tenantId());
    var now = clock.instant();
    var offers = new ArrayList<Numbers.Offer>();
    for (var number : numbers) {
      rated(NO_EVENT, edges, RENT, number, now)
          .map(RatedEvent::retail)
          .ifPresent(
              rent -> offers.add(new Numbers.Offer(number, setup(edges, number, now), rent)));
    }
    return offers;
  }

  /** Charges set-up and first month. Joins the caller's transaction, which a refusal rolls back. */
  void charge(Scope scope, NumberRow number, Instant now) {
    var edges = prices.edges(scope.tenantId());
    var rent =
        rated(ids.next(), edges, RENT, number, now)
            .orElseThrow(() -> Fault.conflict("number", "number.fault.no-price", number.label()));
    var events = new ArrayList<RatedEvent>();
    rated(ids.next(), edges, SETUP, number, now).ifPresent(events::add);
    events.add(rent);
    var refused =
        store.inTransaction(connection -> prices.ledger().charge(connection, events, now));
    if (!refused.isEmpty()) {
      throw refusal(scope, refused.iterator().next(), number);
    }
  }

  private static Fault refusal(Scope scope, Refusal refusal, NumberRow number) {
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

  private Money setup(List<Edge> edges, NumberRow number, Instant now) {
    return rated(NO_EVENT, edges, SETUP, number, now)
        .map(RatedEvent::retail)
        .orElseGet(() -> Money.zero(edges.get(0).currency()));
  }

  private Optional<RatedEvent> rated(
      long eventId, List<Edge> edges, String product, NumberRow number, Instant now) {
    var tiered = number.tier() == NumberEntry.Tier.GOLDEN ? product + GOLDEN : product;
    try {
      return Optional.of(prices.rate(eventId, edges, tiered, 1, number.country(), "", now));
    } catch (NoPrice none) {
      return Optional.empty();
    }
  }
}
