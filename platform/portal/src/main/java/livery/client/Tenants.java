package livery.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import livery.fault.Check;
import livery.fault.Fault;
import livery.fault.Faults;
import livery.order.Sought;
import livery.people.People;
import livery.store.Ids;
import livery.tenant.Audit;
import livery.tenant.Rights;
import livery.tenant.Role;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TenantSql;
import livery.tenant.TenantTree;

/** The tenants below one: add, change, suspend. Thread-safe. */
@ApplicationScoped
public class Tenants {

  static final int NAME_LENGTH = 120;

  /** A path of 190 characters holds this many ids. */
  public static final int MOST_LEVELS = 10;

  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  private final TenantSql sql;
  private final TenantTree tree;
  private final Ids ids;
  private final Clock clock;
  private final Audit audit;
  private final People people;
  private final Event<Added> added;
  private final Event<ZoneChange> zones;

  /**
   * A tenant is being added: observers run in its transaction, before anybody can find it in the
   * tree, and what they throw keeps it from being added.
   *
   * @param parentId who sells to it
   */
  public record Added(long id, long parentId, String currency) {}

  /**
   * A tenant's time zone was changed: observers run in that transaction, and what they throw takes
   * the change back.
   */
  public record ZoneChange(long tenantId, ZoneId before, ZoneId after) {}

  /**
   * What a tenant is made of.
   *
   * @param kind {@link Tenant.Kind#RESELLER} or {@link Tenant.Kind#CLIENT}
   * @param currency ISO 4217; it stays, because the wallet is kept in it
   * @param zone IANA, "Europe/Kyiv"
   * @param language "en", "uk" or "ru"
   * @param country ISO 3166, two letters
   */
  public record Details(
      Tenant.Kind kind,
      String name,
      String currency,
      String zone,
      String language,
      String country) {}

  @Inject
  public Tenants(
      TenantSql sql,
      TenantTree tree,
      Ids ids,
      Clock clock,
      Audit audit,
      People people,
      Event<Added> added,
      Event<ZoneChange> zones) {
    this.sql = sql;
    this.tree = tree;
    this.ids = ids;
    this.clock = clock;
    this.audit = audit;
    this.people = people;
    this.added = added;
    this.zones = zones;
  }

  protected Tenants() {
    this(null, null, null, null, null, null, null, null);
  }

  /** The tenants directly below, by name. */
  public List<Tenant> children(Scope scope) {
    return tree.childrenOf(scope.tenantId()).stream()
        .sorted(Comparator.comparing(Tenant::name).thenComparing(Tenant::id))
        .toList();
  }

  /** Those of them whose names have a text in them. */
  public List<Tenant> children(Scope scope, Sought sought) {
    return children(scope).stream().filter(one -> sought.isIn(one.name())).toList();
  }

  /** The tenant and all below it, by id. */
  public List<Tenant> subtree(Scope scope) {
    return tree.subtree(scope.tenantId()).stream()
        .sorted()
        .flatMap(id -> tree.find(id).stream())
        .toList();
  }

  /**
   * One tenant: the scope's own or one below it.
   *
   * @throws Fault when there is none with this id there
   */
  public Tenant get(Scope scope, long id) {
    return tree.find(id)
        .filter(tenant -> tree.isWithin(id, scope.tenantId()))
        .orElseThrow(() -> Fault.notFound("tenant", id));
  }

  /** Adds a tenant directly below the scope's. */
  public Tenant create(Scope scope, Details details) {
    Rights.mayManage(scope);
    var parent = get(scope, scope.tenantId());
    var checked = checked(details);
    if (checked.kind() == Tenant.Kind.PLATFORM || parent.kind() == Tenant.Kind.CLIENT) {
      throw Fault.invalid("kind", "tenant.fault.kind", checked.kind(), parent.kind());
    }
    if (tree.chain(parent.id()).size() >= MOST_LEVELS) {
      throw Fault.invalid("kind", "tenant.fault.levels", MOST_LEVELS);
    }
    var id = ids.next();
    sql.inTransaction(
        () -> {
          insert(scope, id, checked);
          added.fire(new Added(id, parent.id(), checked.currency()));
          audit.write(
              scope,
              "tenant.create",
              "tenant " + id,
              checked.name() + ", " + checked.kind().name().toLowerCase(Locale.ROOT));
          return null;
        });
    tree.reload();
    return get(scope, id);
  }

  /**
   * Adds a tenant together with the person who will run it, or neither.
   *
   * @return the person with the password that is shown this once
   * @throws Fault naming every value that is wrong, {@code owner} for the person's name
   */
  public People.Invited createWithOwner(Scope scope, Details details, String email, String name) {
    Rights.mayManage(scope);
    var faults = new Faults();
    faults.check(() -> checked(details));
    faults.check(() -> Check.text("owner", name, People.NAME_LENGTH));
    faults.check(() -> Check.email("email", email));
    faults.end();
    try {
      return sql.inTransaction(
          () -> {
            var made = create(scope, details);
            var role = scope.role() == Role.OWNER ? Role.OWNER : Role.MANAGER;
            return people.invite(scope.at(made.id()), email, name, role, details.language());
          });
    } catch (RuntimeException failure) {
      tree.reload();
      throw failure;
    }
  }

  /**
   * Whether a tenant has a wallet at the one of the scope: it buys there, or did before it moved.
   */
  public static boolean hasBought(TenantSql sql, Scope scope, long buyerId) {
    return sql.query(
        scope,
        "SELECT COUNT(*) FROM wallet WHERE buyer_id = :buyer AND seller_id = :tenant",
        query -> query.bind("buyer", buyerId).mapTo(Long.class).one() > 0);
  }

  private void insert(Scope scope, long id, Details details) {
    sql.update(
        scope,
        "INSERT INTO tenant (id, parent_id, kind, name, path, currency, time_zone, language,"
            + " country, created_at) SELECT :id, id, :kind, :name, CONCAT(path, :id, '/'),"
            + " :currency, :zone, :language, :country, :now FROM tenant WHERE id = :tenant"
            + " LOCK IN SHARE MODE", // the one above may be moving
        update ->
            update
                .bind("id", id)
                .bind("kind", details.kind())
                .bind("name", details.name())
                .bind("currency", details.currency())
                .bind("zone", details.zone())
                .bind("language", details.language())
                .bind("country", details.country())
                .bind("now", LocalDateTime.now(clock)));
  }

  /**
   * Changes name, zone, language and country; kind and currency stay as they are.
   *
   * @throws Fault for the platform's zone, once months were cut by it
   */
  public Tenant change(
      Scope scope, long id, String name, String zone, String language, String country) {
    Rights.mayManage(scope);
    var before = get(scope, id);
    var after =
        checked(new Details(before.kind(), name, before.currency(), zone, language, country));
    var change = new ZoneChange(id, before.zone(), ZoneId.of(after.zone()));
    var moved = !change.before().equals(change.after());
    sql.inTransaction(
        () -> {
          sql.update(
              scope,
              "UPDATE tenant SET name = :name, time_zone = :zone, language = :language,"
                  + " country = :country WHERE id = :id AND id IN (<subtree>)",
              update ->
                  update
                      .bind("name", after.name())
                      .bind("zone", after.zone())
                      .bind("language", after.language())
                      .bind("country", after.country())
                      .bind("id", id));
          if (moved) {
            zones.fire(change); // behind the row's lock
          }
          audit.write(
              scope.at(id),
              "tenant.change",
              "tenant " + id,
              before.name()
                  + " → "
                  + after.name()
                  + (moved ? ", " + change.before() + " → " + change.after() : ""));
          return null;
        });
    tree.reload();
    return get(scope, id);
  }

  /**
   * Stops everything of a tenant and of all below it, or lets it go on. People cannot sign in, keys
   * are refused; nothing is deleted.
   */
  public Tenant suspend(Scope scope, long id, boolean suspended) {
    Rights.mayOwn(scope);
    var tenant = get(scope, id);
    if (id == scope.homeId() || tenant.kind() == Tenant.Kind.PLATFORM) {
      throw Fault.conflict("state", "tenant.fault.own-tenant");
    }
    sql.inTransaction(
        () -> {
          sql.update(
              scope,
              "UPDATE tenant SET state = :state WHERE id = :id AND id IN (<subtree>)",
              update -> update.bind("state", suspended ? "SUSPENDED" : "ACTIVE").bind("id", id));
          audit.write(
              scope.at(id),
              suspended ? "tenant.suspend" : "tenant.resume",
              "tenant " + id,
              tenant.name());
          return null;
        });
    tree.reload();
    return get(scope, id);
  }

  private static Details checked(Details details) {
    var faults = new Faults();
    var checked =
        new Details(
            details.kind(),
            faults.of(() -> Check.text("name", details.name(), NAME_LENGTH)),
            faults.of(() -> currency(details.currency())),
            faults.of(() -> zone(details.zone())),
            faults.of(() -> Check.oneOf("language", details.language(), People.LANGUAGES)),
            faults.of(() -> country(details.country())));
    faults.end();
    return checked;
  }

  private static String currency(String code) {
    var text = Check.text("currency", code, 3);
    try {
      return Currency.getInstance(text).getCurrencyCode();
    } catch (IllegalArgumentException unknown) {
      throw Fault.invalid("currency", "tenant.fault.currency", text);
    }
  }

  private static String zone(String id) {
    var text = Check.text("timeZone", id, 40);
    try {
      return ZoneId.of(text).getId();
    } catch (DateTimeException unknown) {
      throw Fault.invalid("timeZone", "tenant.fault.zone", text);
    }
  }

  private static String country(String code) {
    var text = Check.text("country", code, 2);
    if (!COUNTRIES.contains(text)) {
      throw Fault.invalid("country", "tenant.fault.country", text);
    }
    return text;
  }

  /** The countries that a form offers. */
  public static List<String> countries() {
    return Arrays.stream(Locale.getISOCountries()).sorted().toList();
  }
}
