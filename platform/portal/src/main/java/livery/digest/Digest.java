package livery.digest;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import livery.store.Utc;

/**
 * A subscription.
 *
 * @param userId who gets it
 * @param since first day of the period that is told next
 * @param dueAt when it is told
 * @param address of the portal
 * @param stopCode what ends it without a sign-in
 */
public record Digest(
    long id,
    long tenantId,
    long userId,
    String name,
    String email,
    Every every,
    LocalDate since,
    Instant dueAt,
    String address,
    String stopCode) {

  static final String COLUMNS =
      "SELECT d.id, d.tenant_id, d.user_id, u.name, u.email, d.every, d.since, d.due_at, d.address,"
          + " d.stop_code, u.language, u.role, u.state FROM digest d JOIN app_user u ON u.id ="
          + " d.user_id ";

  static Digest read(ResultSet row) throws SQLException {
    return new Digest(
        row.getLong("id"),
        row.getLong("tenant_id"),
        row.getLong("user_id"),
        row.getString("name"),
        row.getString("email"),
        Every.valueOf(row.getString("every")),
        row.getObject("since", LocalDate.class),
        Utc.read(row, "due_at").orElseThrow(),
        row.getString("address"),
        row.getString("stop_code"));
  }
}
