package livery.tenant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One node of the tree: the platform, a reseller at any depth, or a client.
 *
 * @param parentId 0 for the platform
 * @param path ids from the root down to this tenant, for example {@code /1/7/12/}
 * @param currency ISO 4217, the currency of its wallet
 * @param language ISO 639 of its people, "en", "uk" or "ru"
 * @param country ISO 3166
 */
public record Tenant(
    long id,
    long parentId,
    Kind kind,
    String name,
    String path,
    boolean active,
    String currency,
    ZoneId zone,
    String language,
    String country) {

  /** What a tenant is to the others. */
  @Schema(name = "TenantKind")
  public enum Kind {
    PLATFORM,
    RESELLER,
    CLIENT
  }

  static Tenant read(ResultSet row) throws SQLException {
    return new Tenant(
        row.getLong("id"),
        row.getLong("parent_id"),
        Kind.valueOf(row.getString("kind")),
        row.getString("name"),
        row.getString("path"),
        "ACTIVE".equals(row.getString("state")),
        row.getString("currency"),
        ZoneId.of(row.getString("time_zone")),
        row.getString("language"),
        row.getString("country"));
  }
}
