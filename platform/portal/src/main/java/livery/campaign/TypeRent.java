package livery.campaign;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import livery.billing.Money;
import livery.billing.Refusal;
import livery.number.RentPolicies;
import livery.number.Rentals;
import livery.plugin.PluginHost;
import livery.store.Ids;
import livery.store.Jobs;
import livery.store.Started;
import livery.store.Store;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;

/**
 * What a campaign type costs, where everybody on the way up has a price for it: rent for each
 * calendar month in advance, once for a tenant however many campaigns of the type it has. Begins on
 * the day on which the first campaign begins, ends with the last (docs/decisions/45). Thread-safe.
 *
 * <p>A day is settled once. Without a price it is free when it is over; on the first day with one
 * the rest of its month is paid. Whoever settles holds the type's row.
 */
@ApplicationScoped
public class TypeRent {

  private static final int MONTHS_MAX = 12;
  private static final int CODE_MAX = 30;
  private static final Duration PERIOD = Duration.ofMinutes(10);
  private static final System.Logger LOG = System.getLogger(TypeRent.class.getName());

  private final Store store;
  private final Rentals rentals;
  private final PluginHost plugins;
  private final TenantTree tree;
  private final Clock clock;
  private final TypeUse uses;

  @Inject
  public TypeRent(
      Store store, Rentals rentals, PluginHost plugins, TenantTree tree, Ids ids, Clock clock) {
    this.store = store;
    this.rentals = rentals;
    this.plugins = plugins;
    this.tree = tree;
    this.clock = clock;
    this.uses = new TypeUse(store, ids);
  }

  protected TypeRent() {
    this(null, null, null, null, null, null);
  }

  /**
   * What a type costs a tenant.
   *
   * @param rent for each calendar month, in advance
   * @param now what starting a campaign of it takes today; nothing where the month is settled
   */
  public record Price(Money rent, Money now) {}

  void start(@Observes @Priority(Started.LINKS) Started started, Jobs jobs) {
    jobs.every(
        Jobs.Lane.LONG,
        Duration.ofMinutes(1),
        PERIOD,
        "Rents of campaign types were not brought up to date",
        () -> {
          var charged = renew(clock.instant());
          if (charged > 0) {
            LOG.log(System.Logger.Level.INFO, "{0} months of campaign types were charged", charged);
          }
        });
  }

  /** What a type costs; empty for nothing. */
  public Optional<Price> price(Scope scope, String type) {
    var now = clock.instant();
    var tenant = scope.tenantId();
    return rentals
        .quote(thing(0, tenant, type), tenant, now)
        .map(
            quote -> {
              var from = later(today(tenant, now), uses.settledTo(tenant, type));
              var next = nextMonth(today(tenant, now));
              var share =
                  from.isBefore(next)
                      ? quote.policy().proration().ofMonth(quote.rent(), from, next)
                      : Money.zero(quote.rent().currency());
              return new Price(quote.rent(), share);
            });
  }

  /**
   * Charges the rest of this month unless it is settled; what is planned for later, when it begins.
   * Joins the caller's transaction, which a refusal rolls back.
   *
   * @throws livery.fault.Fault when there is too little money
   */
  void begin(Scope scope, String type, Instant startsAt, Instant now) {
    var tenant = scope.tenantId();
    var today = today(tenant, now);
    store.inTransaction(
        connection -> {
          uses.row(connection, tenant, type, today);
          if (startsAt.isAfter(now)) {
            return null;
          }
          settle(scope, type, now);
          var row = uses.row(connection, tenant, type, today);
          var from = later(today, row.settledTo());
          if (from.isBefore(nextMonth(today))) {
            var paid = rentals.beginIfSold(scope, thing(row.id(), tenant, type), from, now);
            TypeUse.settle(connection, row.id(), paid ? nextMonth(today) : from);
          }
          return null;
        });
  }

  /**
   * Settles what the tenant's campaigns of the type have come to by now, before one of them ends.
   * Nobody else settles or ends the tenant's use of the type before the caller's transaction is
   * over.
   */
  void settle(Scope scope, String type, Instant now) {
    store.inTransaction(connection -> months(scope.tenantId(), type, now));
  }

  /**
   * Gives back what the policy gives back when no campaign of the type is left; joins the caller's
   * transaction.
   */
  void release(Scope scope, String type, Instant now) {
    var tenant = scope.tenantId();
    var tomorrow = today(tenant, now).plusDays(1);
    store.inTransaction(
        connection -> {
          var row = uses.row(connection, tenant, type, tomorrow);
          if (!rentals.policy(RentPolicies.TYPES).credits()
              || TypeUse.isUsed(connection, tenant, type, now)) {
            return null;
          }
          rentals.release(thing(row.id(), tenant, type), tenant, now);
          if (row.settledTo().isAfter(tomorrow)) {
            var paidTo = TypeUse.paidTo(connection, row.id());
            TypeUse.settle(connection, row.id(), later(tomorrow, paidTo));
          }
          return null;
        });
  }

  /** Settles the days that have begun; may be run at any time again. Says how many were paid. */
  public int renew(Instant now) {
    var charged = 0;
    var page = uses.due(new TypeUse.Due(0, "", null), now);
    while (!page.isEmpty()) {
      for (var due : page) {
        charged += isOpen(due, now) ? months(due.tenantId(), due.type(), now) : 0;
      }
      page = uses.due(page.get(page.size() - 1), now);
    }
    return charged;
  }

  /**
   * Whether there may be something to settle in a month that has begun: a free type has its row, up
   * to this day.
   */
  private boolean isOpen(TypeUse.Due due, Instant now) {
    var tenant = due.tenantId();
    if (due.settledTo() != null
        && !due.settledTo().isBefore(nextMonth(rentals.begun(tenant, now)))) {
      return false;
    }
    return !today(tenant, now).equals(due.settledTo())
        || rentals.isSold(thing(0, tenant, due.type()), tenant, now);
  }

  /** Settles month after month; says how many were paid. */
  private int months(long tenant, String type, Instant now) {
    var charged = 0;
    for (var month = 0; month < MONTHS_MAX; month++) {
      var settled = month(tenant, type, now);
      charged += settled.filter(paid -> paid).isPresent() ? 1 : 0;
      if (settled.isEmpty()) {
        break;
      }
    }
    return charged;
  }

  /** Settles one month; says whether it was paid now, empty where no day is left to pay. */
  private Optional<Boolean> month(long tenant, String type, Instant now) {
    return store.inTransaction(
        connection -> {
          var row = uses.row(connection, tenant, type, today(tenant, now));
          var span = TypeUse.span(connection, tenant, type, rentals.zone(tenant), now);
          var from = span.map(days -> later(days.first(), row.settledTo())).orElse(LocalDate.MAX);
          if (span.isEmpty() || from.isAfter(span.get().last())) {
            return Optional.empty();
          }
          var thing = thing(row.id(), tenant, type);
          var last = span.get().last();
          var day = firstSold(thing, tenant, from, last, now);
          var refused = day.flatMap(sold -> rentals.charge(thing, tenant, sold, now));
          if (day.isEmpty() || refused.filter(Refusal.Reason.NO_PRICE::equals).isPresent()) {
            TypeUse.settle(connection, row.id(), last);
            return Optional.empty();
          }
          if (refused.isPresent() && refused.get() != Refusal.Reason.ALREADY_CHARGED) {
            Rentals.warn(thing, tenant, day.get(), refused.get());
            return Optional.empty();
          }
          TypeUse.settle(connection, row.id(), nextMonth(day.get()));
          return Optional.of(refused.isEmpty());
        });
  }

  /** The first day at whose end, or now, there is a price; what was free before stays so. */
  private Optional<LocalDate> firstSold(
      Rentals.Thing thing, long tenant, LocalDate from, LocalDate last, Instant now) {
    return from.datesUntil(last.plusDays(1))
        .filter(
            day -> {
              var end = day.plusDays(1).atStartOfDay(rentals.zone(tenant)).toInstant();
              var at = end.isAfter(now) ? now : end.minusMillis(1);
              return rentals.isSold(thing, tenant, at);
            })
        .findFirst();
  }

  /** A type whose code is too long for a price list of its own costs what any type does. */
  private Rentals.Thing thing(long id, long tenant, String type) {
    var code = RentPolicies.TYPES + "." + type;
    var language = Locale.forLanguageTag(tree.find(tenant).map(Tenant::language).orElse("en"));
    return new Rentals.Thing(
        id,
        code.length() > CODE_MAX ? RentPolicies.TYPES : code,
        "",
        "",
        plugins.find(type).map(found -> found.name(language)).orElse(type),
        "type");
  }

  private LocalDate today(long tenant, Instant now) {
    return LocalDate.ofInstant(now, rentals.zone(tenant));
  }

  private static LocalDate nextMonth(LocalDate day) {
    return day.withDayOfMonth(1).plusMonths(1);
  }

  private static LocalDate later(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? other : one;
  }
}
