package livery.traffic;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import livery.fault.Check;
import livery.tenant.Scope;
import livery.tenant.TenantSql;

/**
 * Reads the counts that the message path keeps by the hour: how many messages of a tenant and of
 * those below it reached a state. A message is counted in each state that it reached. Thread-safe.
 */
@ApplicationScoped
public class TrafficCounts {

  /** Most sums that {@link #groups} answers with. */
  static final int GROUPS_MAX = 500_000;

  private final TenantSql sql;
  private final int most;

  @Inject
  public TrafficCounts(TenantSql sql) {
    this(sql, GROUPS_MAX);
  }

  TrafficCounts(TenantSql sql, int most) {
    this.sql = sql;
    this.most = most;
  }

  protected TrafficCounts() {
    this(null);
  }

  /** What the counts may be grouped by. */
  public enum By {
    TENANT("tenant_id"),
    NUMBER("number_id"),
    CAMPAIGN("campaign_id"),
    LINK("link_id");

    private final String column;

    By(String column) {
      this.column = column;
    }
  }

  /** The counts of one hour, which begins at {@code hour}. */
  public record Hour(
      Instant hour, boolean incoming, String state, long messages, long parts, long spendMicros) {}

  /** The counts of one group. */
  public record Group(
      long id, boolean incoming, String state, long messages, long parts, long spendMicros) {}

  /** People who said STOP within an hour and have not come back. */
  public record Blocked(Instant hour, long people) {}

  /**
   * The counts by hour.
   *
   * @param from a full hour
   * @param to a full hour, not included
   */
  public List<Hour> hours(Scope scope, Instant from, Instant to) {
    return sql.query(
        scope,
        "SELECT hour, direction, state, SUM(messages), SUM(parts), SUM(spend_micros)"
            + " FROM traffic_hour WHERE tenant_id IN (<subtree>) AND hour >= :from AND hour < :to"
            + " GROUP BY hour, direction, state",
        query ->
            query
                .bind("from", Timestamp.from(from))
                .bind("to", Timestamp.from(to))
                .map(
                    (row, context) ->
                        new Hour(
                            row.getTimestamp(1).toInstant(),
                            row.getString(2).equals("IN"),
                            row.getString(3),
                            row.getLong(4),
                            row.getLong(5),
                            row.getLong(6)))
                .list());
  }

  /**
   * The counts of a period by tenant, number, campaign or link; see {@link #hours}. All of them, in
   * no order: whoever looks for the largest or the sum needs each.
   *
   * @throws livery.fault.Fault where the period has more than {@value #GROUPS_MAX}
   */
  public List<Group> groups(Scope scope, By by, Instant from, Instant to) {
    var groups =
        sql.query(
            scope,
            "SELECT %1$s, direction, state, SUM(messages), SUM(parts), SUM(spend_micros)"
                    .formatted(by.column)
                + " FROM traffic_hour WHERE tenant_id IN (<subtree>) AND hour >= :from AND hour < :to"
                + " GROUP BY %s, direction, state LIMIT %s".formatted(by.column, most + 1L),
            query ->
                query
                    .bind("from", Timestamp.from(from))
                    .bind("to", Timestamp.from(to))
                    .map(
                        (row, context) ->
                            new Group(
                                row.getLong(1),
                                row.getString(2).equals("IN"),
                                row.getString(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getLong(6)))
                    .list());
    return Check.lines("from", groups, most);
  }

  /** How many people said STOP, by hour. */
  public List<Blocked> blocked(Scope scope, Instant from, Instant to) {
    return sql.query(
        scope,
        "SELECT CAST(DATE_FORMAT(created_at, '%Y-%m-%d %H:00:00') AS DATETIME) AS at, COUNT(*)"
            + " FROM opt_out WHERE tenant_id IN (<subtree>) AND created_at >= :from"
            + " AND created_at < :to GROUP BY at",
        query ->
            query
                .bind("from", Timestamp.from(from))
                .bind("to", Timestamp.from(to))
                .map((row, context) -> new Blocked(row.getTimestamp(1).toInstant(), row.getLong(2)))
                .list());
  }
}
