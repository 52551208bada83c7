package livery.digest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import livery.fault.Check;
import livery.fault.Fault;
import livery.people.People;
import livery.store.Ids;
import livery.store.Store;
import livery.store.Utc;
import livery.tenant.Audit;
import livery.tenant.NotAllowed;
import livery.tenant.Person;
import livery.tenant.Rights;
import livery.tenant.Role;
import livery.tenant.Scope;
import livery.tenant.TenantSql;
import livery.tenant.TenantTree;

/** Who gets which regular report. Thread-safe. */
@ApplicationScoped
public class Digests {

  /** When reports come, in the tenant's zone: the counts of the night are done by then. */
  static final LocalTime MORNING = LocalTime.of(7, 0);

  private static final int CODE_BYTES = 16;
  private static final Pattern CODE = Pattern.compile("[0-9a-f]{32}");
  private static final int ADDRESS_LENGTH = 300;

  private final Store store;
  private final TenantSql sql;
  private final TenantTree tree;
  private final People people;
  private final Ids ids;
  private final Clock clock;
  private final Audit audit;
  private final SecureRandom random = new SecureRandom();

  @Inject
  public Digests(
      Store store,
      TenantSql sql,
      TenantTree tree,
      People people,
      Ids ids,
      Clock clock,
      Audit audit) {
    this.store = store;
    this.sql = sql;
    this.tree = tree;
    this.people = people;
    this.ids = ids;
    this.clock = clock;
    this.audit = audit;
  }

  protected Digests() {
    this(null, null, null, null, null, null, null);
  }

  /** Those of the tenant; who does not manage sees the own ones. */
  public List<Digest> list(Scope scope) {
    return sql.query(
        scope,
        Digest.COLUMNS
            + "WHERE d.tenant_id = :tenant"
            + (manages(scope) ? "" : " AND d.user_id = :user")
            + " ORDER BY u.name, d.every, d.id",
        query ->
            (manages(scope) ? query : query.bind("user", scope.userId()))
                .map((row, context) -> Digest.read(row))
                .list());
  }

  private static boolean manages(Scope scope) {
    return scope.role() == Role.OWNER || scope.role() == Role.MANAGER;
  }

  /** To whom this person may have reports sent: itself, and who manages, to all of the tenant. */
  public List<Person> readers(Scope scope) {
    return people.list(scope).stream()
        .filter(Person::active)
        .filter(one -> manages(scope) || one.id() == scope.userId())
        .toList();
  }

  /**
   * Has a report sent from the period on that goes on now. A second time changes nothing.
   *
   * @param userId somebody of the tenant; 0 for the person itself
   * @param address of the portal, as this person has it
   */
  public Digest subscribe(Scope scope, long userId, String every, String address) {
    var wanted = Check.oneOf("every", every, Every.class);
    if (userId == 0 && scope.userId() == 0) {
      throw Fault.invalid("userId", "fault.missing", "userId");
    }
    var id = userId == 0 ? scope.userId() : userId;
    if (id != scope.userId()) {
      Rights.mayManage(scope);
    }
    var reader =
        readers(scope).stream()
            .filter(one -> one.id() == id)
            .findFirst()
            .orElseThrow(() -> Fault.notFound("user", id));
    var zone = tree.find(scope.tenantId()).orElseThrow().zone();
    var now = clock.instant();
    var since = wanted.start(LocalDate.ofInstant(now, zone));
    sql.inTransaction(
        () -> {
          var made =
              sql.update(
                  scope,
                  "INSERT IGNORE INTO digest (id, tenant_id, user_id, every, since, due_at, address,"
                      + " stop_code, made_by, made_at) VALUES (:id, :tenant, :user, :every, :since,"
                      + " :due, :address, :code, :by, :now)",
                  update ->
                      update
                          .bind("id", ids.next())
                          .bind("user", id)
                          .bind("every", wanted.name())
                          .bind("since", since)
                          .bind("due", Utc.of(due(wanted, since, zone)))
                          .bind("address", Check.text("address", address, ADDRESS_LENGTH))
                          .bind("code", code())
                          .bind("by", scope.actor())
                          .bind("now", Utc.of(now)));
          if (made > 0) {
            audit.write(scope, "digest.start", "user " + id, reader.email() + ": " + wanted);
          }
          return made;
        });
    return list(scope).stream()
        .filter(one -> one.userId() == id && one.every() == wanted)
        .findFirst()
        .orElseThrow(NotAllowed::new);
  }

  private String code() {
    var bytes = new byte[CODE_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** When the report of a period that begins on a day comes. */
  static Instant due(Every every, LocalDate since, ZoneId zone) {
    return every.next(since).atTime(MORNING).atZone(zone).toInstant();
  }

  /** Ends a subscription: one's own, or, for who manages, any of the tenant. */
  public void stop(Scope scope, long id) {
    var digest =
        list(scope).stream()
            .filter(one -> one.id() == id)
            .findFirst()
            .orElseThrow(() -> Fault.notFound("subscription", id));
    sql.inTransaction(
        () -> {
          var ended =
              sql.update(
                  scope,
                  "DELETE FROM digest WHERE id = :id AND tenant_id = :tenant",
                  update -> update.bind("id", id));
          if (ended > 0) {
            told(scope, digest);
          }
          return ended;
        });
  }

  private void told(Scope scope, Digest digest) {
    var what = digest.email() + ": " + digest.every();
    audit.write(scope, "digest.stop", "user " + digest.userId(), what);
  }

  /** What a code of a mail would end; empty when that has ended, or there never was such a code. */
  public Optional<Digest> ofCode(String code) {
    return code == null || !CODE.matcher(code).matches()
        ? Optional.empty()
        : store
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(Digest.COLUMNS + "WHERE d.stop_code = :code")
                        .bind("code", code)
                        .map((row, context) -> Digest.read(row))
                        .findOne());
  }

  /**
   * Ends what a code of a mail says. A second time changes nothing.
   *
   * @return what has ended, empty when nothing has
   */
  public Optional<Digest> stop(String code) {
    var digest = ofCode(code);
    digest.ifPresent(
        one -> {
          var tenant = one.tenantId();
          stop(new Scope(tenant, tenant, one.userId(), one.email(), Role.VIEWER), one.id());
        });
    return digest;
  }
}
