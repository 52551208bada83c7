package livery.campaign;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
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
import livery.store.Utc;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;

/**
 * What a campaign type costs, where everybody on the way up has a price for it: rent for each
 * calendar month in advance, once for a tenant however many campaigns of the type it has. Begins
 * with the first campaign that is started, ends with the last. Thread-safe.
 *
 * <p>A month is settled once, at its beginning or at the first start within it, as the prices are
 * at that moment; without a price it is free. Whoever settles holds the type's row.
 */
@ApplicationScoped
public class TypeRent {

  private static final int BATCH_MAX = 1_000;
  private static final int MONTHS_MAX = 12;
  private static final int CODE_MAX = 30;
  private static final Duration PERIOD = Duration.ofMinutes(10);
  private static final System.Logger LOG = System.getLogger(TypeRent.class.getName());

  private final Store store;
  private final Rentals rentals;
  private final PluginHost plugins;
  private final TenantTree tree;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public TypeRent(
      Store store, Rentals rentals, PluginHost plugins, TenantTree tree, Ids ids, Clock clock) {
    this.store = store;
    this.rentals = rentals;
    this.plugins = plugins;
    this.tree = tree;
    this.ids = ids;
    this.clock = clock;
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

  private record Row(long id, LocalDate settledTo) {}

  private record Due(long tenantId, String type) {}

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
              var from = later(today(tenant, now), settledTo(tenant, type));
              var next = nextMonth(today(tenant, now));
              var share =
                  from.isBefore(next)
                      ? quote.policy().proration().ofMonth(quote.rent(), from, next)
                      : Money.zero(quote.rent().currency());
              return new Price(quote.rent(), share);
            });
  }

  /** Nobody else settles or ends the tenant's use of the type before this transaction is over. */
  void hold(Scope scope, String type, Instant now) {
    store.inTransaction(
        connection -> row(connection, scope.tenantId(), type, today(scope.tenantId(), now)));
  }

  /**
   * Charges the rest of this month unless it is settled; joins the caller's transaction, which a
   * refusal rolls back.
   *
   * @throws livery.fault.Fault when there is too little money
   */
  void begin(Scope scope, String type, Instant now) {
    var tenant = scope.tenantId();
    var today = today(tenant, now);
    store.inTransaction(
        connection -> {
          var row = row(connection, tenant, type, today);
          var from = later(today, row.settledTo());
          if (from.isBefore(nextMonth(today))) {
            rentals.beginIfSold(scope, thing(row.id(), tenant, type), from, now);
            settle(connection, row.id(), nextMonth(today));
          }
          return null;
        });
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
          var row = row(connection, tenant, type, tomorrow);
          if (!rentals.policy(RentPolicies.TYPES).credits()
              || isUsed(connection, tenant, type, now)) {
            return null;
          }
          rentals.release(thing(row.id(), tenant, type), tenant, now);
          if (row.settledTo().isAfter(tomorrow)) {
            settle(connection, row.id(), later(tomorrow, paidTo(connection, row.id())));
          }
          return null;
        });
  }

  /** Settles the months that have begun; may be run at any time again. Says how many were paid. */
  public int renew(Instant now) {
    var charged = 0;
    for (var due : due(now)) {
      for (var month = 0; month < MONTHS_MAX; month++) {
        var settled = renew(due, now);
        charged += settled.filter(paid -> paid).isPresent() ? 1 : 0;
        if (settled.isEmpty()) {
          break;
        }
      }
    }
    return charged;
  }

  /** Settles one month; says whether it was paid, empty where there is none to settle. */
  private Optional<Boolean> renew(Due due, Instant now) {
    var today = today(due.tenantId(), now);
    return store.inTransaction(
        connection -> {
          var row = row(connection, due.tenantId(), due.type(), nextMonth(today));
          if (row.settledTo().isAfter(today)
              || !isUsed(connection, due.tenantId(), due.type(), now)) {
            return Optional.empty();
          }
          var thing = thing(row.id(), due.tenantId(), due.type());
          var refused = rentals.charge(thing, due.tenantId(), row.settledTo(), now);
          var reason = refused.orElse(Refusal.Reason.NO_PRICE);
          if (reason != Refusal.Reason.NO_PRICE && reason != Refusal.Reason.ALREADY_CHARGED) {
            Rentals.warn(thing, due.tenantId(), row.settledTo(), reason);
            return Optional.empty();
          }
          settle(connection, row.id(), nextMonth(row.settledTo()));
          return Optional.of(refused.isEmpty());
        });
  }

  private List<Due> due(Instant now) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT DISTINCT c.tenant_id, c.type FROM campaign c LEFT JOIN type_rent r"
                            + " ON r.tenant_id = c.tenant_id AND r.type = c.type"
                            + " WHERE c.state IN ('RUNNING', 'PAUSED')"
                            + " AND (c.ends_at IS NULL OR c.ends_at > :now)"
                            + " AND (r.id IS NULL OR r.settled_to <= :soonest)"
                            + " ORDER BY c.tenant_id, c.type LIMIT "
                            + BATCH_MAX)
                    .bind("now", Utc.of(now))
                    .bind("soonest", LocalDate.ofInstant(now, ZoneOffset.ofHours(14)))
                    .map((row, context) -> new Due(row.getLong("tenant_id"), row.getString("type")))
                    .list());
  }

  /** The type's row, locked; a new one is settled up to a day. */
  private Row row(Connection connection, long tenant, String type, LocalDate settledTo)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO type_rent (id, tenant_id, type, settled_to) VALUES (?, ?, ?, ?)"
                + " ON DUPLICATE KEY UPDATE id = id")) {
      insert.setLong(1, ids.next());
      insert.setLong(2, tenant);
      insert.setString(3, type);
      insert.setObject(4, settledTo);
      insert.executeUpdate();
    }
    try (var select =
        connection.prepareStatement(
            "SELECT id, settled_to FROM type_rent WHERE tenant_id = ? AND type = ? FOR UPDATE")) {
      select.setLong(1, tenant);
      select.setString(2, type);
      try (var rows = select.executeQuery()) {
        rows.next();
        return new Row(rows.getLong(1), rows.getObject(2, LocalDate.class));
      }
    }
  }

  private static void settle(Connection connection, long id, LocalDate to) throws SQLException {
    try (var update =
        connection.prepareStatement("UPDATE type_rent SET settled_to = ? WHERE id = ?")) {
      update.setObject(1, to);
      update.setLong(2, id);
      update.executeUpdate();
    }
  }

  private static boolean isUsed(Connection connection, long tenant, String type, Instant now)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            "SELECT 1 FROM campaign WHERE tenant_id = ? AND type = ? AND state IN ('RUNNING',"
                + " 'PAUSED') AND (ends_at IS NULL OR ends_at > ?) LIMIT 1")) {
      select.setLong(1, tenant);
      select.setString(2, type);
      select.setObject(3, Utc.of(now));
      try (var rows = select.executeQuery()) {
        return rows.next();
      }
    }
  }

  /** Up to when days of it are charged and were not given back. */
  private static LocalDate paidTo(Connection connection, long id) throws SQLException {
    try (var select =
        connection.prepareStatement("SELECT MAX(to_day) FROM rent WHERE subject_id = ?")) {
      select.setLong(1, id);
      try (var rows = select.executeQuery()) {
        rows.next();
        return Optional.ofNullable(rows.getObject(1, LocalDate.class)).orElse(LocalDate.MIN);
      }
    }
  }

  private LocalDate settledTo(long tenant, String type) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT settled_to FROM type_rent WHERE tenant_id = :tenant AND type = :type")
                    .bind("tenant", tenant)
                    .bind("type", type)
                    .mapTo(LocalDate.class)
                    .findOne()
                    .orElse(LocalDate.MIN));
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
