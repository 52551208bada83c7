package livery.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import livery.fault.Check;
import livery.fault.Fault;
import livery.fault.Faults;
import livery.order.Sought;
import livery.store.Ids;
import livery.store.Store;
import livery.tenant.Audit;
import livery.tenant.NotAllowed;
import livery.tenant.Person;
import livery.tenant.Role;
import livery.tenant.Scope;
import livery.tenant.TenantSql;

/** The people of each tenant: invite, change, suspend, and their passwords. Thread-safe. */
@ApplicationScoped
public class People {

  /** Longest name, in characters. */
  public static final int NAME_LENGTH = 120;

  public static final Set<String> LANGUAGES = Set.of("en", "uk", "ru");
  private static final int MOST_PEOPLE = 1_000;
  private static final int MOST_ACCOUNTS = 10;

  private final TenantSql sql;
  private final Store store;
  private final Ids ids;
  private final Clock clock;
  private final Passwords passwords;
  private final Audit audit;

  /** A new person with the password that is shown this once. */
  public record Invited(Person person, String oneTimePassword) {}

  private record Known(Person person, String hash) {}

  @Inject
  public People(
      TenantSql sql, Store store, Ids ids, Clock clock, Passwords passwords, Audit audit) {
    this.sql = sql;
    this.store = store;
    this.ids = ids;
    this.clock = clock;
    this.passwords = passwords;
    this.audit = audit;
  }

  protected People() {
    this(null, null, null, null, null, null);
  }

  /** Everybody of the tenant, by name. */
  public List<Person> list(Scope scope) {
    return sql.query(
        scope,
        "SELECT "
            + Person.COLUMNS
            + " FROM app_user WHERE tenant_id = :tenant"
            + " ORDER BY name, id LIMIT :limit",
        query -> query.bind("limit", MOST_PEOPLE).map((row, context) -> Person.read(row)).list());
  }

  /** Those of them whose names or addresses have a text in them. */
  public List<Person> list(Scope scope, Sought sought) {
    return list(scope).stream().filter(one -> sought.isIn(one.name(), one.email())).toList();
  }

  /**
   * One person of the tenant.
   *
   * @throws Fault when there is none with this id in this tenant
   */
  public Person get(Scope scope, long id) {
    return sql.query(
            scope,
            "SELECT " + Person.COLUMNS + " FROM app_user WHERE tenant_id = :tenant AND id = :id",
            query -> query.bind("id", id).map((row, context) -> Person.read(row)).findOne())
        .orElseThrow(() -> Fault.notFound("user", id));
  }

  /**
   * Adds a person, who signs in with a password shown this once and then chooses an own one.
   *
   * <p>Whether the address is known to another tenant makes no difference and so shows nowhere.
   *
   * @throws Fault when a value breaks a rule or somebody of this tenant has this address already
   * @throws NotAllowed when the role is above what the caller may grant
   */
  public Invited invite(Scope scope, String email, String name, Role role, String language) {
    require(scope.role().mayGrant(role));
    var faults = new Faults();
    var address = faults.of(() -> Check.email("email", email));
    var called = faults.of(() -> Check.text("name", name, NAME_LENGTH));
    faults.check(() -> Check.oneOf("language", language, LANGUAGES));
    faults.end();
    var password = passwords.generate();
    var hash = passwords.hash(password);
    var id = ids.next();
    var person =
        sql.inTransaction(
            () -> {
              refuseFull(scope);
              var added =
                  sql.update(
                      scope,
                      "INSERT IGNORE INTO app_user (id, tenant_id, email, name, password_hash, role,"
                          + " language, must_change, created_at) VALUES (:id, :tenant, :email,"
                          + " :name, :hash, :role, :language, TRUE, :now)",
                      update ->
                          update
                              .bind("id", id)
                              .bind("email", address)
                              .bind("name", called)
                              .bind("hash", hash)
                              .bind("role", role)
                              .bind("language", language)
                              .bind("now", LocalDateTime.now(clock)));
              if (added == 0) {
                throw Fault.conflict("email", "tenant.fault.email-taken", address);
              }
              audit.write(scope, "user.invite", "user " + id, address + ", " + lower(role));
              return get(scope, id);
            });
    return new Invited(person, password);
  }

  private void refuseFull(Scope scope) {
    if (list(scope).size() >= MOST_PEOPLE) {
      throw Fault.conflict("", "tenant.fault.people-full", MOST_PEOPLE);
    }
  }

  /** Renames somebody, or gives another role. Nobody changes the own role. */
  public Person change(Scope scope, long id, String name, Role role) {
    return change(scope, id, name, role, null);
  }

  /**
   * As the other, with the language of the person's pages and mails.
   *
   * @param language {@code null} for as it is
   */
  public Person change(Scope scope, long id, String name, Role role, String language) {
    var called = Check.text("name", name, NAME_LENGTH);
    if (language != null) {
      Check.oneOf("language", language, LANGUAGES);
    }
    return sql.inTransaction(
        () -> {
          var before = getToChange(scope, id);
          if (role != before.role()) {
            require(scope.userId() != id && scope.role().mayGrant(role));
            keepAnOwner(scope, before);
          }
          sql.update(
              scope,
              "UPDATE app_user SET name = :name, role = :role, language = :language"
                  + " WHERE tenant_id = :tenant AND id = :id",
              update ->
                  update
                      .bind("name", called)
                      .bind("role", role)
                      .bind("language", language == null ? before.language() : language)
                      .bind("id", id));
          audit.write(
              scope,
              "user.change",
              "user " + id,
              before.email() + ": " + lower(before.role()) + " → " + lower(role));
          return get(scope, id);
        });
  }

  /** Ends the person's sessions and refuses new ones, or allows them again. */
  public Person suspend(Scope scope, long id, boolean suspended) {
    return sql.inTransaction(
        () -> {
          var person = getToChange(scope, id);
          require(scope.userId() != id);
          if (suspended) {
            keepAnOwner(scope, person);
          }
          sql.update(
              scope,
              "UPDATE app_user SET state = :state WHERE tenant_id = :tenant AND id = :id",
              update -> update.bind("state", suspended ? "SUSPENDED" : "ACTIVE").bind("id", id));
          audit.write(
              scope, suspended ? "user.suspend" : "user.resume", "user " + id, person.email());
          return get(scope, id);
        });
  }

  /** A new password, shown this once, for somebody who lost theirs. */
  public Invited resetPassword(Scope scope, long id) {
    require(scope.userId() != id);
    var password = passwords.generate();
    var hash = passwords.hash(password);
    return sql.inTransaction(
        () -> {
          var person = getToChange(scope, id);
          store(scope, id, hash, true);
          audit.write(scope, "user.reset-password", "user " + id, person.email());
          return new Invited(get(scope, id), password);
        });
  }

  /**
   * The person's own new password; other sessions of theirs end.
   *
   * @throws Fault naming "current" or "password"
   */
  public void changeOwnPassword(Scope scope, String current, String password) {
    var home = scope.at(scope.homeId());
    var person = get(home, scope.userId());
    passwords.check("password", password, person.email());
    var hash = known("id", person.id()).get(0).hash();
    if (!passwords.matches(current == null ? "" : current, hash)) {
      throw Fault.invalid("current", "tenant.fault.password-wrong");
    }
    if (password.equals(current)) {
      throw Fault.invalid("password", "tenant.fault.password-same");
    }
    var after = passwords.hash(password);
    sql.inTransaction(
        () -> {
          store(home, person.id(), after, false);
          audit.write(home, "user.change-password", "user " + person.id(), person.email());
          return null;
        });
  }

  /** The person's own name and language. */
  public Person changeOwn(Scope scope, String name, String language) {
    var home = scope.at(scope.homeId());
    var called = Check.text("name", name, NAME_LENGTH);
    Check.oneOf("language", language, LANGUAGES);
    sql.update(
        home,
        "UPDATE app_user SET name = :name, language = :language WHERE tenant_id = :tenant"
            + " AND id = :id",
        update ->
            update.bind("name", called).bind("language", language).bind("id", scope.userId()));
    return get(home, scope.userId());
  }

  private void store(Scope scope, long id, String hash, boolean mustChange) {
    sql.update(
        scope,
        "UPDATE app_user SET password_hash = :hash, must_change = :must, sessions_from = :now"
            + " WHERE tenant_id = :tenant AND id = :id",
        update ->
            update
                .bind("hash", hash)
                .bind("must", mustChange)
                .bind("now", LocalDateTime.now(clock))
                .bind("id", id));
  }

  /** Locks the row, and all owners' rows with it, so that two at once cannot leave none. */
  private Person getToChange(Scope scope, long id) {
    sql.query(
        scope,
        "SELECT id FROM app_user WHERE tenant_id = :tenant AND (id = :id OR role = 'OWNER')"
            + " ORDER BY id FOR UPDATE",
        query -> query.bind("id", id).mapTo(long.class).list());
    var person = get(scope, id);
    require(scope.role().mayGrant(person.role()));
    return person;
  }

  private void keepAnOwner(Scope scope, Person person) {
    var owners =
        list(scope).stream().filter(other -> other.role() == Role.OWNER && other.active()).toList();
    if (owners.equals(List.of(person))) {
      throw Fault.conflict("role", "tenant.fault.last-owner", person.email());
    }
  }

  private static void require(boolean allowed) {
    if (!allowed) {
      throw new NotAllowed();
    }
  }

  private static String lower(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Who has this address and this password: the same person may work for several tenants. Those who
   * came last are first. Takes as long when nobody has the address.
   *
   * @param counted whose accounts count, for example those of the host's brand
   */
  public List<Person> authenticate(String email, String password, Predicate<Person> counted) {
    var known = known("email", email.strip().toLowerCase(Locale.ROOT));
    known.removeIf(one -> !counted.test(one.person()));
    if (known.isEmpty()) {
      passwords.pretend(password);
    }
    return known.stream()
        .limit(MOST_ACCOUNTS)
        .filter(one -> passwords.matches(password, one.hash()))
        .map(Known::person)
        .toList();
  }

  private List<Known> known(String column, Object value) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT password_hash, "
                            + Person.COLUMNS
                            + " FROM app_user WHERE "
                            + column
                            + " = :value ORDER BY last_sign_in_at DESC, id")
                    .bind("value", value)
                    .map(
                        (row, context) ->
                            new Known(Person.read(row), row.getString("password_hash")))
                    .collect(Collectors.toCollection(ArrayList::new)));
  }

  /** The person as of now, if the session that began then still counts. */
  public Optional<Person> inSession(long id, Instant signedInAt) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT "
                            + Person.COLUMNS
                            + " FROM app_user WHERE id = :id AND state = 'ACTIVE'"
                            + " AND (sessions_from IS NULL OR sessions_from <= :at)")
                    .bind("id", id)
                    .bind("at", LocalDateTime.ofInstant(signedInAt, ZoneOffset.UTC))
                    .map((row, context) -> Person.read(row))
                    .findOne());
  }

  /** Notes the sign-in: last time and audit. */
  public void signedIn(Person person, String detail) {
    sql.inTransaction(
        () -> {
          sql.update(
              person.scope(),
              "UPDATE app_user SET last_sign_in_at = :now WHERE tenant_id = :tenant AND id = :id",
              update -> update.bind("now", LocalDateTime.now(clock)).bind("id", person.id()));
          audit.write(person.scope(), "user.sign-in", "user " + person.id(), detail);
          return null;
        });
  }
}
