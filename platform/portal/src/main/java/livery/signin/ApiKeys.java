package livery.signin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import livery.fault.Check;
import livery.fault.Fault;
import livery.order.Sought;
import livery.store.Ids;
import livery.store.Store;
import livery.tenant.Audit;
import livery.tenant.NotAllowed;
import livery.tenant.Rights;
import livery.tenant.Role;
import livery.tenant.Scope;
import livery.tenant.TenantSql;

/**
 * API keys: made, listed, revoked, recognised. Only a hash is kept. Thread-safe.
 *
 * <p>A key reads {@code lvk_} and 8 characters, by which it is found, then 40 characters of secret
 * (238 bits): SHA-256 is enough for those, where a person's password needs a slow hash.
 */
@ApplicationScoped
public class ApiKeys {

  /** What a key may do. */
  public static final Set<String> SCOPES =
      java.util.Collections.unmodifiableSortedSet(
          new TreeSet<>(
              Set.of(
                  "admin",
                  "audit:read",
                  "campaigns:read",
                  "campaigns:write",
                  "inbox:pull",
                  "links:read",
                  "links:write",
                  "messages:read",
                  "messages:write",
                  "money:read",
                  "money:write",
                  "numbers:read",
                  "numbers:write",
                  "plugins:read",
                  "plugins:write",
                  "reports:read",
                  "tenants:read",
                  "tenants:write")));

  static final int NAME_LENGTH = 60;

  /** Most keys of a tenant that are not revoked. */
  static final int MOST_KEYS = 100;

  /** Most rows of a part of the list. */
  public static final int PART_MAX = 200;

  static final int MOST_DAYS = 3_650;
  private static final String MARK = "lvk_";
  private static final int PREFIX_LENGTH = 12;
  private static final int SECRET_LENGTH = 40;
  private static final String SIGNS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private final TenantSql sql;
  private final Store store;
  private final Ids ids;
  private final Clock clock;
  private final Audit audit;
  private final SecureRandom random = new SecureRandom();

  /** A new key with its secret, which is shown this once. */
  public record Made(ApiKey key, String secret) {}

  @Inject
  public ApiKeys(TenantSql sql, Store store, Ids ids, Clock clock, Audit audit) {
    this.sql = sql;
    this.store = store;
    this.ids = ids;
    this.clock = clock;
    this.audit = audit;
  }

  protected ApiKeys() {
    this(null, null, null, null, null);
  }

  /**
   * Makes a key for the tenant.
   *
   * @param days how long it counts, 0 for ever
   * @throws NotAllowed when a manager asks for rights that only an owner has
   */
  public Made create(Scope scope, String name, Collection<String> scopes, int days) {
    Rights.mayManage(scope);
    var called = Check.text("name", name, NAME_LENGTH);
    var wanted = checked(scopes);
    if (scope.role() != Role.OWNER
        && wanted.stream().anyMatch(one -> one.equals("admin") || one.startsWith("money:"))) {
      throw new NotAllowed();
    }
    Check.range("days", days, 0, MOST_DAYS);
    var now = clock.instant();
    var secret = MARK + random(PREFIX_LENGTH - MARK.length() + SECRET_LENGTH);
    var key =
        new ApiKey(
            ids.next(),
            scope.tenantId(),
            called,
            secret.substring(0, PREFIX_LENGTH),
            wanted,
            now,
            days == 0 ? null : now.plus(Duration.ofDays(days)),
            null,
            null);
    sql.inTransaction(
        () -> {
          sql.lockTenant(scope);
          if (unrevoked(scope) >= MOST_KEYS) {
            throw Fault.conflict("", "signin.fault.keys-full", MOST_KEYS);
          }
          insert(scope, key, secret);
          audit.write(
              scope,
              "key.create",
              "key " + key.id(),
              called + " (" + key.prefix() + "…): " + String.join(", ", key.scopes()));
          return null;
        });
    return new Made(key, secret);
  }

  private int unrevoked(Scope scope) {
    return sql.query(
        scope,
        "SELECT COUNT(*) FROM api_key WHERE tenant_id = :tenant AND revoked_at IS NULL",
        query -> query.mapTo(Integer.class).one());
  }

  private static Set<String> checked(Collection<String> scopes) {
    if (scopes == null || scopes.isEmpty()) {
      throw Fault.invalid("scopes", "fault.missing", "scopes");
    }
    var wanted = new TreeSet<String>();
    for (var scope : scopes) {
      wanted.add(Check.oneOf("scopes", scope, SCOPES));
    }
    return wanted.contains("admin") ? Set.of("admin") : wanted;
  }

  private void insert(Scope scope, ApiKey key, String secret) {
    sql.update(
        scope,
        "INSERT INTO api_key (id, tenant_id, name, prefix, hash, scopes, created_by, created_at,"
            + " expires_at) VALUES (:id, :tenant, :name, :prefix, :hash, :scopes, :by, :now,"
            + " :expires)",
        update ->
            update
                .bind("id", key.id())
                .bind("name", key.name())
                .bind("prefix", key.prefix())
                .bind("hash", hash(secret))
                .bind("scopes", String.join(",", key.scopes()))
                .bind("by", scope.userId())
                .bind("now", utc(key.createdAt()))
                .bind("expires", key.expiresAt() == null ? null : utc(key.expiresAt())));
  }

  /**
   * The tenant's keys: those that are not revoked first, and of each kind the newest.
   *
   * @param after what {@link ApiKey#place} said of the last one of the part before; empty for the
   *     first
   * @param limit 1 to {@value #PART_MAX} and one more
   */
  public List<ApiKey> list(Scope scope, String after, int limit) {
    return list(scope, new Sought(), after, limit);
  }

  /** Those of them whose names, or the beginnings that they are known by, have a text in them. */
  public List<ApiKey> list(Scope scope, Sought sought, String after, int limit) {
    Check.range("limit", limit, 1, PART_MAX + 1L);
    var place = ApiKey.ORDER.from(after);
    return sql.query(
        scope,
        "SELECT "
            + ApiKey.COLUMNS
            + " FROM api_key WHERE tenant_id = :tenant"
            + (sought.isNone() ? "" : " AND LOWER(CONCAT_WS(' ', name, prefix)) LIKE :text")
            + place.sql()
            + " LIMIT "
            + limit,
        query ->
            place
                .bind(sought.isNone() ? query : query.bind("text", sought.like()))
                .map((row, context) -> ApiKey.read(row))
                .list());
  }

  private Optional<ApiKey> find(Scope scope, long id) {
    return sql.query(
        scope,
        "SELECT " + ApiKey.COLUMNS + " FROM api_key WHERE tenant_id = :tenant AND id = :id",
        query -> query.bind("id", id).map((row, context) -> ApiKey.read(row)).findOne());
  }

  /** Ends a key at once. A second time changes nothing. */
  public void revoke(Scope scope, long id) {
    Rights.mayManage(scope);
    sql.inTransaction(
        () -> {
          var key = find(scope, id).orElseThrow(() -> Fault.notFound("key", id));
          var revoked =
              sql.update(
                  scope,
                  "UPDATE api_key SET revoked_at = :now WHERE tenant_id = :tenant AND id = :id"
                      + " AND revoked_at IS NULL",
                  update -> update.bind("now", utc(clock.instant())).bind("id", id));
          if (revoked > 0) {
            audit.write(scope, "key.revoke", "key " + id, key.name() + " (" + key.prefix() + "…)");
          }
          return null;
        });
  }

  /** The key with this secret, while it counts; notes the use, once a minute at most. */
  Optional<ApiKey> find(String secret) {
    if (!secret.startsWith(MARK) || secret.length() != PREFIX_LENGTH + SECRET_LENGTH) {
      return Optional.empty();
    }
    record Known(ApiKey key, byte[] hash) {}
    var now = clock.instant();
    var key =
        store
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "SELECT hash, "
                                + ApiKey.COLUMNS
                                + " FROM api_key WHERE prefix = :prefix")
                        .bind("prefix", secret.substring(0, PREFIX_LENGTH))
                        .map((row, context) -> new Known(ApiKey.read(row), row.getBytes("hash")))
                        .findOne())
            .filter(known -> MessageDigest.isEqual(known.hash(), hash(secret)))
            .map(Known::key)
            .filter(known -> known.counts(now));
    key.filter(
            used ->
                used.lastUsedAt() == null
                    || used.lastUsedAt().isBefore(now.minus(Duration.ofMinutes(1))))
        .ifPresent(used -> noteUse(used, now));
    return key;
  }

  private void noteUse(ApiKey key, Instant now) {
    store
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate("UPDATE api_key SET last_used_at = :now WHERE id = :id")
                    .bind("now", utc(now))
                    .bind("id", key.id())
                    .execute());
  }

  private String random(int length) {
    return random
        .ints(length, 0, SIGNS.length())
        .map(SIGNS::charAt)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static byte[] hash(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  private static LocalDateTime utc(Instant at) {
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
