package livery.number;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import livery.store.Store;
import livery.tenant.Scope;

/**
 * What a number costs: set-up once, and rent for each calendar month in advance (the first one by
 * its remaining days, as the product's policy says), on every edge of the tree. Thread-safe.
 */
@ApplicationScoped
public class NumberRent {

  /** Once, at the start; nothing where no price is agreed. Golden numbers add {@link #GOLDEN}. */
  static final String SETUP = "number.setup";

  /** For each calendar month. */
  static final String RENT = "number.rent";

  static final String GOLDEN = ".golden";

  private static final int BATCH_MAX = 1_000;

  /** Most months that are charged for one number in one run: an outage is made up for in pieces. */
  private static final int MONTHS_MAX = 12;

  private final Store store;
  private final Rentals rentals;
  private final Clock clock;

  @Inject
  NumberRent(Store store, Rentals rentals, Clock clock) {
    this.store = store;
    this.rentals = rentals;
    this.clock = clock;
  }

  protected NumberRent() {
    this(null, null, null);
  }

  /** The numbers that have a rent for this tenant, with it. */
  List<Numbers.Offer> offers(Scope scope, List<NumberRow> numbers) {
    var edges = rentals.edges(scope.tenantId());
    var now = clock.instant();
    var policies = new HashMap<String, RentPolicies.Policy>();
    var offers = new ArrayList<Numbers.Offer>();
    for (var number : numbers) {
      var thing = thing(number);
      var policy = policies.computeIfAbsent(thing.rent(), rentals::policy);
      rentals
          .quote(thing, scope.tenantId(), edges, policy, now)
          .ifPresent(
              quote ->
                  offers.add(
                      new Numbers.Offer(
                          number,
                          quote.setup(),
                          quote.rent(),
                          quote.now(),
                          policy.proration(),
                          policy.credits())));
    }
    return offers;
  }

  /** Charges set-up and the rest of this month; joins the caller's transaction. */
  void begin(Scope scope, NumberRow number, Instant now) {
    rentals.begin(scope, thing(number), now);
  }

  /** Gives back what the policy gives back; joins the caller's transaction. */
  void release(NumberRow number, Instant now) {
    rentals.release(thing(number), number.tenantId(), now);
  }

  /** Charges the months that have begun and were not charged yet; may be run at any time again. */
  public int renew(Instant now) {
    var charged = 0;
    for (var due : due(now)) {
      var day = due.from();
      for (var month = 0; month < MONTHS_MAX && !day.isAfter(due.today()); month++) {
        var number = due.number();
        charged += rentals.renew(thing(number), number.tenantId(), day, now) ? 1 : 0;
        day = day.withDayOfMonth(1).plusMonths(1);
      }
    }
    return charged;
  }

  /** A number with the first day that is not paid, and the last one that has begun. */
  private record Due(NumberRow number, LocalDate from, LocalDate today) {}

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
    var zone = rentals.zone(number.tenantId());
    var rented = LocalDate.ofInstant(number.rentedAt(), zone);
    var from = paid.filter(day -> day.isAfter(rented)).orElse(rented);
    return new Due(number, from, rentals.begun(number.tenantId(), now));
  }

  private static Rentals.Thing thing(NumberRow number) {
    var tier = number.tier() == NumberEntry.Tier.GOLDEN ? GOLDEN : "";
    return new Rentals.Thing(
        number.id(), RENT + tier, SETUP + tier, number.country(), number.label(), "number");
  }

  /** Today in the platform's time zone. */
  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), rentals.zone());
  }
}
