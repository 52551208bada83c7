package livery.traffic;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import livery.store.Jobs;
import livery.store.Started;
import livery.tenant.Role;
import livery.tenant.Scope;
import livery.tenant.TenantSql;
import livery.tenant.TenantTree;

/**
 * Messages a second over the last minutes, for every tenant. Thread-safe.
 *
 * <p>One small query over the current hour's counts for all tenants each few seconds, whoever
 * looks; everybody who looks reads from memory.
 */
@ApplicationScoped
public class Pulse {

  /** How far apart the rates are. */
  public static final int PERIOD_SECONDS = 5;

  static final int BEATS = 60;
  private static final System.Logger LOG = System.getLogger(Pulse.class.getName());

  private final TenantSql sql;
  private final TenantTree tree;
  private final Clock clock;
  private final Deque<Map<Long, double[]>> beats = new ArrayDeque<>();
  private Map<Key, Long> totals;
  private Instant at;

  private record Key(long tenantId, Instant hour, boolean incoming) {}

  /**
   * Messages a second, oldest first, one for each {@value #PERIOD_SECONDS} seconds.
   *
   * @param received what came in
   * @param sent what operators took
   */
  public record Rates(List<Double> received, List<Double> sent) {

    /** The newest of both together; 0 before the first. */
    public double now() {
      return received.isEmpty() ? 0 : received.get(received.size() - 1) + sent.get(sent.size() - 1);
    }
  }

  @Inject
  public Pulse(TenantSql sql, TenantTree tree, Clock clock) {
    this.sql = sql;
    this.tree = tree;
    this.clock = clock;
  }

  protected Pulse() {
    this(null, null, null);
  }

  void start(@Observes @Priority(Started.LINKS) Started started, Jobs jobs) {
    jobs.every(
        Jobs.Lane.SOON,
        Duration.ofSeconds(PERIOD_SECONDS),
        "The pulse was not taken",
        this::sample);
  }

  /** Takes the counts and keeps what has been added since the last time. */
  void sample() {
    var root = tree.root();
    if (root.isEmpty()) {
      return;
    }
    var now = clock.instant();
    var found = totals(root.get().id(), now);
    synchronized (beats) {
      if (totals != null && now.isAfter(at)) {
        beats.addLast(beat(totals, found, Duration.between(at, now).toMillis() / 1_000.0));
        if (beats.size() > BEATS) {
          beats.removeFirst();
        }
      }
      totals = found;
      at = now;
    }
  }

  private static Map<Long, double[]> beat(
      Map<Key, Long> before, Map<Key, Long> after, double seconds) {
    var beat = new HashMap<Long, double[]>();
    after.forEach(
        (key, count) -> {
          var added = count - before.getOrDefault(key, 0L);
          if (added > 0) {
            beat.computeIfAbsent(key.tenantId, id -> new double[2])[key.incoming ? 0 : 1] +=
                added / seconds;
          }
        });
    return beat;
  }

  private Map<Key, Long> totals(long root, Instant now) {
    var found = new HashMap<Key, Long>();
    sql.query(
            new Scope(root, root, 0, "pulse", Role.VIEWER),
            "SELECT tenant_id, hour, direction, SUM(messages) FROM traffic_hour"
                + " WHERE tenant_id IN (<subtree>) AND hour >= :from"
                + " AND (direction = 'IN' OR state = 'SENT') GROUP BY tenant_id, hour, direction",
            query ->
                query
                    .bind(
                        "from",
                        Timestamp.from(
                            now.truncatedTo(ChronoUnit.HOURS).minus(1, ChronoUnit.HOURS)))
                    .map(
                        (row, context) ->
                            Map.entry(
                                new Key(
                                    row.getLong(1),
                                    row.getTimestamp(2).toInstant(),
                                    row.getString(3).equals("IN")),
                                row.getLong(4)))
                    .list())
        .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
    return found;
  }

  /** The rates of a tenant and of those below it. */
  public Rates of(Scope scope) {
    var tenants = tree.subtree(scope.tenantId());
    var received = new ArrayList<Double>();
    var sent = new ArrayList<Double>();
    synchronized (beats) {
      for (var beat : beats) {
        var sum = new double[2];
        for (var tenant : tenants) {
          var rates = beat.get(tenant);
          if (rates != null) {
            sum[0] += rates[0];
            sum[1] += rates[1];
          }
        }
        received.add(sum[0]);
        sent.add(sum[1]);
      }
    }
    return new Rates(received, sent);
  }
}
