package livery.signin;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.TreeSet;
import livery.order.ColumnType;
import livery.order.KeyOrder;
import livery.tenant.Role;

/**
 * A key by which a program acts for a tenant; never the secret itself.
 *
 * @param prefix the key's first characters, by which people tell keys apart
 * @param scopes what it may do, some of {@link ApiKeys#SCOPES}
 * @param expiresAt {@code null} for never
 * @param lastUsedAt {@code null} for not yet; to the minute
 * @param revokedAt {@code null} while it counts
 */
public record ApiKey(
    long id,
    long tenantId,
    String name,
    String prefix,
    Set<String> scopes,
    Instant createdAt,
    Instant expiresAt,
    Instant lastUsedAt,
    Instant revokedAt) {

  /** Those that are not revoked first, and of each kind the newest. */
  static final KeyOrder<ApiKey> ORDER =
      KeyOrder.<ApiKey>down()
          .and(ColumnType.NUMBER, "(revoked_at IS NULL)", key -> key.revokedAt() == null ? 1 : 0)
          .and(ColumnType.NUMBER, "id", ApiKey::id);

  static final String COLUMNS =
      "id, tenant_id, name, prefix, scopes, created_at, expires_at, last_used_at, revoked_at";

  public ApiKey {
    scopes = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(scopes));
  }

  /** Where the list goes on behind this one. */
  public String place() {
    return ORDER.after(this);
  }

  static ApiKey read(ResultSet row) throws SQLException {
    return new ApiKey(
        row.getLong("id"),
        row.getLong("tenant_id"),
        row.getString("name"),
        row.getString("prefix"),
        Set.of(row.getString("scopes").split(",")),
        instant(row, "created_at"),
        instant(row, "expires_at"),
        instant(row, "last_used_at"),
        instant(row, "revoked_at"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    var at = row.getObject(column, LocalDateTime.class);
    return at == null ? null : at.toInstant(ZoneOffset.UTC);
  }

  /** "active", "revoked" or "expired". */
  public String state(Instant now) {
    if (revokedAt != null) {
      return "revoked";
    }
    return counts(now) ? "active" : "expired";
  }

  boolean counts(Instant now) {
    return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
  }

  /** Whether the key may do this; writing includes reading. */
  boolean may(String scope) {
    return scopes.contains("admin")
        || scopes.contains(scope)
        || (scope.endsWith(":read") && scopes.contains(scope.replace(":read", ":write")));
  }

  /** The least role that can do all that the scopes say; the scopes are asked before. */
  Role role() {
    var writes = scopes.stream().anyMatch(scope -> scope.endsWith(":write") && !isMoney(scope));
    var money = scopes.stream().anyMatch(ApiKey::isMoney);
    if (scopes.contains("admin") || (writes && money)) {
      return Role.OWNER;
    }
    if (writes) {
      return Role.MANAGER;
    }
    return money ? Role.FINANCE : Role.VIEWER;
  }

  private static boolean isMoney(String scope) {
    return scope.startsWith("money:");
  }
}
