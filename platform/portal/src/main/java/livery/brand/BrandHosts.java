package livery.brand;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import livery.fault.Check;
import livery.fault.Fault;
import livery.order.ColumnType;
import livery.order.KeyOrder;
import livery.tenant.Audit;
import livery.tenant.Brands;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.TenantSql;
import livery.tenant.TenantTree;

/** The host names at which a brand answers. Thread-safe. */
@ApplicationScoped
public class BrandHosts {

  /** Most host names of one brand. */
  static final int MOST = 20;

  /** Most rows of a part of those that wait. */
  public static final int PART_MAX = 200;

  private static final KeyOrder<Host> BY_NAME =
      KeyOrder.<Host>up().and(ColumnType.TEXT, "host", Host::host);

  private static final int LENGTH = 190;
  private static final Pattern NAME =
      Pattern.compile(
          "(?=.{4,190}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]*[a-z0-9]");

  private final TenantSql sql;
  private final TenantTree tree;
  private final Brands brands;
  private final Branding branding;
  private final Audit audit;

  /**
   * A host name.
   *
   * @param live whether the brand answers there; the platform has to agree first
   */
  public record Host(String host, long tenantId, boolean live) {}

  @Inject
  public BrandHosts(TenantSql sql, TenantTree tree, Brands brands, Branding branding, Audit audit) {
    this.sql = sql;
    this.tree = tree;
    this.brands = brands;
    this.branding = branding;
    this.audit = audit;
  }

  protected BrandHosts() {
    this(null, null, null, null, null);
  }

  /** The host names of the tenant's brand, by name. */
  public List<Host> list(Scope scope) {
    return hosts(scope, "tenant_id = :tenant", BY_NAME.from(""), PART_MAX);
  }

  /**
   * What tenants below have asked for, by name, for whoever may agree.
   *
   * @param after the last name of the part before; empty for the first part
   * @param limit 1 to {@value #PART_MAX} and one more
   */
  public List<Host> waiting(Scope scope, String after, int limit) {
    Check.range("limit", limit, 1, PART_MAX + 1L);
    return tree.isPlatform(scope.homeId())
        ? hosts(
            scope,
            "NOT live AND tenant_id IN (<subtree>) AND tenant_id <> :tenant",
            BY_NAME.from(after),
            limit)
        : List.of();
  }

  private List<Host> hosts(Scope scope, String where, KeyOrder<Host>.Place place, int limit) {
    return sql.query(
        scope,
        "SELECT host, tenant_id, live FROM brand_host WHERE "
            + where
            + place.sql()
            + " LIMIT "
            + limit,
        query ->
            place
                .bind(query)
                .map(
                    (row, context) -> new Host(row.getString(1), row.getLong(2), row.getBoolean(3)))
                .list());
  }

  /**
   * Asks for a host name; live at once when the platform's own people ask.
   *
   * @throws Fault when it is no host name, or taken
   */
  public Host add(Scope scope, String host) {
    Rights.mayOwn(scope);
    branding.requireSeller(scope);
    if (brands.own(scope.tenantId()).isEmpty()) {
      throw Fault.conflict("host", "brand.fault.brand-first");
    }
    var name = name(host);
    var live = tree.isPlatform(scope.homeId());
    var added =
        sql.inTransaction(
            () -> {
              sql.lockTenant(scope);
              if (list(scope).size() >= MOST) {
                throw Fault.conflict("host", "brand.fault.hosts-full", MOST);
              }
              var rows =
                  sql.update(
                      scope,
                      "INSERT IGNORE INTO brand_host (host, tenant_id, live)"
                          + " VALUES (:host, :tenant, :live)",
                      statement -> statement.bind("host", name).bind("live", live));
              audit.write(scope, "brand.host-add", "host", name);
              return rows;
            });
    if (added == 0) {
      throw Fault.conflict("host", "brand.fault.host-taken", name);
    }
    brands.reload();
    return new Host(name, scope.tenantId(), live);
  }

  private static String name(String host) {
    var text = Check.text("host", host, LENGTH).toLowerCase(Locale.ROOT);
    try {
      var name = IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES);
      if (NAME.matcher(name).matches()) {
        return name;
      }
    } catch (IllegalArgumentException notAHost) {
      // said below
    }
    throw Fault.invalid("host", "brand.fault.host", Check.shown(text));
  }

  /** The platform agrees: the brand answers there from now on. */
  public void confirm(Scope scope, String host) {
    Rights.mayOperate(scope, tree);
    sql.inTransaction(
        () -> {
          var rows =
              sql.update(
                  scope,
                  "UPDATE brand_host SET live = TRUE"
                      + " WHERE host = :host AND tenant_id IN (<subtree>)",
                  statement -> statement.bind("host", host));
          if (rows == 0) {
            throw Fault.notFound("host", Check.shown(host));
          }
          audit.write(scope, "brand.host-confirm", "host", Check.shown(host));
          return null;
        });
    brands.reload();
  }

  /** Gives a host name up; the last live one of a brand stays. */
  public void remove(Scope scope, String host) {
    Rights.mayOwn(scope);
    var own = list(scope);
    var found =
        own.stream()
            .filter(one -> one.host().equals(host))
            .findFirst()
            .orElseThrow(() -> Fault.notFound("host", Check.shown(host)));
    if (found.live() && own.stream().filter(Host::live).count() == 1) {
      throw Fault.conflict("host", "brand.fault.last-host", host);
    }
    sql.inTransaction(
        () -> {
          sql.update(
              scope,
              "DELETE FROM brand_host WHERE host = :host AND tenant_id = :tenant",
              statement -> statement.bind("host", host));
          audit.write(scope, "brand.host-remove", "host", host);
          return null;
        });
    brands.reload();
  }
}
