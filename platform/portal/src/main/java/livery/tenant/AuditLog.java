package livery.tenant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import livery.order.Orders;
import livery.order.Place;

/** Reads what {@link Audit} wrote, newest first. Thread-safe. */
@ApplicationScoped
public class AuditLog {

  /** The orders of the log: when things happened. */
  public static final Orders<Entry> ORDERS = Orders.newestFirst("id", Entry::id);

  private final TenantSql sql;
  private final Brands brands;
  private final TenantTree tree;

  /**
   * One change.
   *
   * @param actor the person or key; the brand's name where somebody from above the brand acted,
   *     because the people of a brand do not know who runs the platform
   */
  public record Entry(
      long id,
      long tenantId,
      String tenant,
      String actor,
      Instant at,
      String action,
      String subject,
      String detail) {}

  @Inject
  public AuditLog(TenantSql sql, Brands brands, TenantTree tree) {
    this.sql = sql;
    this.brands = brands;
    this.tree = tree;
  }

  protected AuditLog() {
    this(null, null, null);
  }

  /**
   * Changes in the tenant and everything below it.
   *
   * @param text what action, subject, actor or detail begin with or name; empty for all
   * @param before the id that the page before ended with, {@link Long#MAX_VALUE} for the first
   */
  public List<Entry> read(Scope scope, String text, long before, int limit) {
    return read(scope, text, ORDERS.behind(before), limit);
  }

  /** As {@link #read(Scope, String, long, int)}, in an order of {@link #ORDERS}. */
  public List<Entry> read(Scope scope, String text, Place<Entry> place, int limit) {
    return sql.query(
        scope,
        "SELECT id, tenant_id, home_id, actor, at, action, subject, detail FROM audit"
            + " WHERE tenant_id IN (<subtree>)"
            + place.where()
            + (text.isEmpty()
                ? ""
                : " AND LOWER(CONCAT_WS(' ', action, subject, actor, detail)) LIKE :text")
            + place.by()
            + " LIMIT :limit",
        query -> {
          if (!text.isEmpty()) {
            query.bind("text", "%" + escaped(text.toLowerCase(java.util.Locale.ROOT)) + "%");
          }
          return place
              .bind(query)
              .bind("limit", limit)
              .map((row, context) -> entry(scope, row))
              .list();
        });
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }

  private Entry entry(Scope scope, ResultSet row) throws SQLException {
    var tenantId = row.getLong("tenant_id");
    return new Entry(
        row.getLong("id"),
        tenantId,
        tree.find(tenantId).map(Tenant::name).orElse(""),
        actor(scope, row.getLong("home_id"), row.getString("actor")),
        row.getObject("at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
        row.getString("action"),
        row.getString("subject"),
        row.getString("detail"));
  }

  private String actor(Scope scope, long homeId, String actor) {
    var brand = brands.of(scope.homeId());
    if (!tree.isWithin(homeId, brand.tenantId())) {
      return brand.name();
    }
    var own = " (" + tree.find(homeId).map(Tenant::name).orElse("") + ")";
    return homeId == scope.homeId() && actor.endsWith(own)
        ? actor.substring(0, actor.length() - own.length())
        : actor;
  }
}
