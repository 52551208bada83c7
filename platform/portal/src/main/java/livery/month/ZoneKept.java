package livery.month;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import livery.billing.BillingException;
import livery.client.Tenants;
import livery.fault.Fault;
import livery.store.Store;
import livery.tenant.TenantTree;

/**
 * Keeps the platform's time zone once anything was cut by its midnights: all sellers' months begin
 * and end there, so with others what was sold between the old midnight and the new one would stand
 * in two months or in none. Whose zone is only its own may change it at any time. Thread-safe.
 */
@ApplicationScoped
public class ZoneKept {

  /**
   * Of each a row that says a day or a month of the platform's zone, and is never drawn up anew.
   */
  private static final String CUT =
      "SELECT EXISTS (SELECT 1 FROM month_run) OR EXISTS (SELECT 1 FROM billing_period) OR EXISTS"
          + " (SELECT 1 FROM commission) OR EXISTS (SELECT 1 FROM document_run) OR EXISTS (SELECT 1"
          + " FROM document_until) OR EXISTS (SELECT 1 FROM premium_statement WHERE state ="
          + " 'CONFIRMED')";

  private final Store store;
  private final TenantTree tree;

  @Inject
  public ZoneKept(Store store, TenantTree tree) {
    this.store = store;
    this.tree = tree;
  }

  protected ZoneKept() {
    this(null, null);
  }

  /** Runs in the transaction that has changed the zone; refused, it changes nothing. */
  void keep(@Observes Tenants.ZoneChange change) {
    if (!tree.isPlatform(change.tenantId())) {
      return;
    }
    var cut = store.jdbi().withHandle(handle -> handle.createQuery(CUT).mapTo(boolean.class).one());
    if (cut) {
      throw Fault.conflict("timeZone", "month.fault.zone", change.before());
    }
  }

  /**
   * Of two that change the zone and begin a close at once, one waits here for the other.
   *
   * @throws BillingException.Invalid where another server has changed the zone and this one does
   *     not know it yet
   */
  static void require(Connection connection, long platform, ZoneId zone) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT time_zone FROM tenant WHERE id = ? LOCK IN SHARE MODE")) {
      statement.setLong(1, platform);
      try (var row = statement.executeQuery()) {
        if (row.next() && !row.getString(1).equals(zone.getId())) {
          throw new BillingException.Invalid(
              "The platform's time zone has just become %s, not %s: begin the close again"
                  .formatted(row.getString(1), zone));
        }
      }
    }
  }
}
