package livery.tenant;

import java.time.LocalDateTime;
import java.util.stream.Collectors;
import livery.billing.RatedRows;
import livery.client.Tenants;
import livery.people.Passwords;
import livery.people.People;
import livery.store.Heard;
import livery.store.Ids;
import livery.store.Started;
import livery.store.Store;
import livery.store.TestClock;
import livery.store.TestStore;

/**
 * A small tree to test with, wired as in the container:
 *
 * <pre>
 * 1 platform
 * ├─ 10 acme, brand at acme.example
 * │  ├─ 20 bakery
 * │  └─ 21 dentist
 * └─ 11 nova, brand at nova.example
 *    └─ 30 studio
 * </pre>
 */
public final class TestTenants {

  public static final long PLATFORM = 1;
  public static final long ACME = 10;
  public static final long NOVA = 11;
  public static final long BAKERY = 20;
  public static final long DENTIST = 21;
  public static final long STUDIO = 30;

  /** Made once: it begins with a hash, which takes longer than the tables of a whole test. */
  private static final Passwords PASSWORDS = new Passwords();

  public final TestClock clock = new TestClock();
  public final Store store;
  public final Ids ids;
  public final TenantTree tree;
  public final TenantSql sql;
  public final Audit audit;
  public final Brands brands;
  public final Passwords passwords = PASSWORDS;
  public final People people;
  public final Heard<Tenants.Added> added = new Heard<>();
  public final Heard<Tenants.ZoneChange> zones = new Heard<>();
  public final Tenants tenants;
  public final AuditLog log;

  public TestTenants() {
    this(TestStore.migrated());
    add(PLATFORM, 0, "PLATFORM", "platform", "/1/");
    add(ACME, PLATFORM, "RESELLER", "acme", "/1/10/");
    add(NOVA, PLATFORM, "RESELLER", "nova", "/1/11/");
    add(BAKERY, ACME, "CLIENT", "bakery", "/1/10/20/");
    add(DENTIST, ACME, "CLIENT", "dentist", "/1/10/21/");
    add(STUDIO, NOVA, "CLIENT", "studio", "/1/11/30/");
    brand(ACME, "acme");
    brand(NOVA, "nova");
    load();
  }

  private TestTenants(Store store) {
    this.store = store;
    ids = new Ids(store);
    tree = new TenantTree(store);
    sql = new TenantSql(store, tree);
    audit = new Audit(sql, ids, clock);
    brands = new Brands(store, tree);
    people = new People(sql, store, ids, clock, passwords, audit);
    tenants = new Tenants(sql, tree, ids, clock, audit, people, added, zones);
    log = new AuditLog(sql, brands, tree);
  }

  /** The tenants that another process has made in this database. */
  public static TestTenants over(Store store) {
    var there = new TestTenants(store);
    there.load();
    return there;
  }

  private void load() {
    tree.load(new Started());
    brands.load(new Started());
  }

  private void add(long id, long parentId, String kind, String name, String path) {
    store
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO tenant (id, parent_id, kind, name, path, currency, time_zone,"
                        + " language, country, created_at)"
                        + " VALUES (?, ?, ?, ?, ?, 'EUR', 'Europe/Kyiv', 'uk', 'UA', ?)",
                    id,
                    parentId == 0 ? null : parentId,
                    kind,
                    name,
                    path,
                    LocalDateTime.now(clock)));
  }

  /** Puts a tenant and all below it under another, as if it had always been there. */
  public void put(long id, long under) {
    var path = tree.find(id).orElseThrow().path();
    store
        .jdbi()
        .useHandle(
            handle -> {
              handle.execute("UPDATE tenant SET parent_id = ? WHERE id = ?", under, id);
              handle.execute(
                  "UPDATE tenant SET path = REPLACE(path, ?, ?) WHERE path LIKE ?",
                  path,
                  tree.find(under).orElseThrow().path() + id + "/",
                  path + "%");
            });
    tree.reload();
  }

  private void brand(long tenantId, String theme) {
    store
        .jdbi()
        .useHandle(
            handle -> {
              handle.execute(
                  "INSERT INTO brand (tenant_id, name, theme) VALUES (?, ?, ?)",
                  tenantId,
                  theme,
                  theme);
              handle.execute(
                  "INSERT INTO brand_host (host, tenant_id) VALUES (?, ?)",
                  theme + ".example",
                  tenantId);
            });
  }

  /** Somebody of the tenant with this role, who has no row of its own. */
  public Scope scope(long tenantId, Role role) {
    return new Scope(tenantId, tenantId, 0, "test", role);
  }

  /** An owner of the tenant, without a row of its own. */
  public Scope owner(long tenantId) {
    return scope(tenantId, Role.OWNER);
  }

  /** Adds somebody who signs in as {@code <name>@<tenant's id>.example}. */
  public People.Invited person(long tenantId, String name, Role role) {
    return people.invite(owner(tenantId), name + "@" + tenantId + ".example", name, role, "uk");
  }

  /** Who sells an event, from the client's seller up, held or ended: "10,1,0". */
  public String chain(long event) {
    return store.inTransaction(connection -> RatedRows.of(connection, event)).stream()
        .map(row -> String.valueOf(row.line().sellerId()))
        .collect(Collectors.joining(","));
  }
}
