package livery.campaign;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import livery.store.Utc;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A campaign as it is stored.
 *
 * @param tenant the name of the tenant that owns it
 * @param type the campaign type's id
 * @param numberId the number it listens on; 0 for none yet
 * @param endsAt first moment at which it does not answer any more, {@code null} for no end
 * @param settings the values of the type's form: String, Long, Boolean, lists of maps
 */
public record CampaignRow(
    long id,
    long tenantId,
    String tenant,
    String name,
    String type,
    long numberId,
    ZoneId zone,
    State state,
    Instant startsAt,
    Instant endsAt,
    Instant createdAt,
    Map<String, Object> settings) {

  static final String COLUMNS =
      "c.id, c.tenant_id, t.name AS tenant_name, c.name, c.type, c.number_id, c.time_zone, c.state,"
          + " c.starts_at, c.ends_at, c.created_at, c.settings";

  /** {@link #status} in SQL; {@code :now} is the moment. */
  static final String STATUS =
      "CASE WHEN c.state = 'RUNNING' AND c.starts_at > :now THEN 'PLANNED'"
          + " WHEN c.state = 'RUNNING' AND c.ends_at <= :now THEN 'ENDED' ELSE c.state END";

  /** Where a campaign stands. Only a running one answers, within its period. */
  @Schema(name = "CampaignState")
  public enum State {
    DRAFT,
    RUNNING,
    PAUSED,
    ENDED
  }

  public CampaignRow {
    settings = Map.copyOf(settings);
  }

  static CampaignRow read(ResultSet row) throws SQLException {
    return new CampaignRow(
        row.getLong("id"),
        row.getLong("tenant_id"),
        Optional.ofNullable(row.getString("tenant_name")).orElse(""),
        row.getString("name"),
        row.getString("type"),
        row.getLong("number_id"),
        ZoneId.of(row.getString("time_zone")),
        State.valueOf(row.getString("state")),
        Utc.read(row, "starts_at").orElseThrow(),
        Utc.read(row, "ends_at").orElse(null),
        Utc.read(row, "created_at").orElseThrow(),
        SettingsJson.read(row.getString("settings")));
  }

  /** What people are told: {@code PLANNED} before the first moment of a running campaign. */
  public String status(Instant now) {
    if (state == State.RUNNING && now.isBefore(startsAt)) {
      return "PLANNED";
    }
    return state == State.RUNNING && endsAt != null && !now.isBefore(endsAt)
        ? State.ENDED.name()
        : state.name();
  }
}
