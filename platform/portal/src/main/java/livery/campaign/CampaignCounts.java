package livery.campaign;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import livery.store.Utc;
import livery.tenant.Scope;
import livery.tenant.TenantSql;

/** What came to campaigns and went out from them, from the hourly counts. Thread-safe. */
@ApplicationScoped
public class CampaignCounts {

  private static final int HOURS = 24;
  private static final int MESSAGES_MAX = 20;

  private final TenantSql sql;
  private final Clock clock;

  @Inject
  CampaignCounts(TenantSql sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  protected CampaignCounts() {
    this(null, null);
  }

  /**
   * The sums of one campaign.
   *
   * @param received messages that came, whatever became of them
   * @param today those of the last 24 hours
   * @param sent messages that went out
   * @param spentMicros what the tenant paid for both
   */
  public record Count(long received, long today, long sent, long spentMicros) {
    static final Count NONE = new Count(0, 0, 0, 0);
  }

  /** A message as the page of its campaign lists it. */
  public record Line(
      long id,
      String direction,
      String phone,
      String text,
      String state,
      String label,
      Instant at) {

    static Line read(ResultSet row) throws SQLException {
      return new Line(
          row.getLong("id"),
          row.getString("direction"),
          row.getString("phone"),
          row.getString("text"),
          row.getString("state"),
          row.getString("label"),
          Utc.read(row, "received_at").orElseThrow());
    }
  }

  /** The sums of all campaigns of the tenant and of those below it. */
  Map<Long, Count> all(Scope scope) {
    var counts = new HashMap<Long, Count>();
    sql.query(
            scope,
            "SELECT campaign_id, SUM(IF(direction = 'IN', messages, 0)) AS received,"
                + " SUM(IF(direction = 'IN' AND hour >= :day, messages, 0)) AS today,"
                + " SUM(IF(direction = 'OUT' AND state = 'SENT', messages, 0)) AS sent,"
                + " SUM(spend_micros) AS spent"
                + " FROM traffic_hour WHERE tenant_id IN (<subtree>) AND campaign_id <> 0"
                + " GROUP BY campaign_id",
            query ->
                query
                    .bind("day", Utc.of(hour().minus(Duration.ofHours(HOURS - 1L))))
                    .map(
                        (row, context) ->
                            Map.entry(
                                row.getLong("campaign_id"),
                                new Count(
                                    row.getLong("received"),
                                    row.getLong("today"),
                                    row.getLong("sent"),
                                    row.getLong("spent"))))
                    .list())
        .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
    return counts;
  }

  /** What one campaign received in each of the last 24 hours, the oldest first. */
  List<Long> lastDay(Scope scope, long campaignId) {
    var from = hour().minus(Duration.ofHours(HOURS - 1L));
    var byHour = new HashMap<Instant, Long>();
    sql.query(
            scope,
            "SELECT hour, SUM(messages) AS messages FROM traffic_hour"
                + " WHERE tenant_id IN (<subtree>) AND hour >= :from AND direction = 'IN'"
                + " AND campaign_id = :campaign GROUP BY hour",
            query ->
                query
                    .bind("from", Utc.of(from))
                    .bind("campaign", campaignId)
                    .map(
                        (row, context) ->
                            Map.entry(Utc.read(row, "hour").orElseThrow(), row.getLong("messages")))
                    .list())
        .forEach(entry -> byHour.put(entry.getKey(), entry.getValue()));
    var points = new ArrayList<Long>();
    for (var i = 0; i < HOURS; i++) {
      points.add(byHour.getOrDefault(from.plus(Duration.ofHours(i)), 0L));
    }
    return points;
  }

  /** The newest messages of a campaign of this very tenant. */
  List<Line> newest(Scope scope, long campaignId) {
    return sql.query(
        scope,
        "SELECT id, direction, phone, text, state, label, received_at FROM message"
            + " WHERE tenant_id = :tenant AND campaign_id = :campaign ORDER BY id DESC LIMIT "
            + MESSAGES_MAX,
        query -> query.bind("campaign", campaignId).map((row, context) -> Line.read(row)).list());
  }

  private Instant hour() {
    return clock.instant().truncatedTo(ChronoUnit.HOURS);
  }
}
