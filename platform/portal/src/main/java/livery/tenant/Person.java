package livery.tenant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Somebody who signs in.
 *
 * @param mustChange the password is one that somebody else has seen: change it before anything else
 * @param lastSignInAt {@code null} for nobody who has not come yet
 */
public record Person(
    long id,
    long tenantId,
    String email,
    String name,
    Role role,
    String language,
    boolean active,
    boolean mustChange,
    Instant lastSignInAt) {

  public static final String COLUMNS =
      "id, tenant_id, email, name, role, language, state, must_change, last_sign_in_at";

  public static Person read(ResultSet row) throws SQLException {
    return new Person(
        row.getLong("id"),
        row.getLong("tenant_id"),
        row.getString("email"),
        row.getString("name"),
        Role.valueOf(row.getString("role")),
        row.getString("language"),
        "ACTIVE".equals(row.getString("state")),
        row.getBoolean("must_change"),
        Optional.ofNullable(row.getObject("last_sign_in_at", LocalDateTime.class))
            .map(at -> at.toInstant(ZoneOffset.UTC))
            .orElse(null));
  }

  /** What this person may do at home. */
  public Scope scope() {
    return new Scope(tenantId, tenantId, id, email, role);
  }
}
