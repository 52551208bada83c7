package livery.dispatch;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import livery.store.Started;
import livery.store.Store;
import livery.store.Utc;

/**
 * Who waits for whose next text. Thread-safe.
 *
 * <p>The table decides; memory knows which phones have a row, so that a batch without any asks
 * nothing, and a batch with some asks once. A phone too many in memory costs a query, one too few
 * an answer: what a transaction begins is known before its commit, what it ended is forgotten after
 * it, and after a commit of unknown end everything is read again, while no batch is decided.
 */
@ApplicationScoped
public class Dialogues {

  /** Most phones that memory holds; with more, every batch asks the table. */
  private static final int MOST = 500_000;

  /** A message that was parked may be decided so long after it came. */
  private static final Duration KEPT = Duration.ofDays(1);

  private static final int PURGE_MAX = 10_000;

  private final Store store;
  private final Clock clock;

  /** By phone, the text on which a campaign asked last. */
  private final Map<Key, Long> open = new ConcurrentHashMap<>();

  private volatile boolean overflown;

  /** A phone on a number. */
  record Key(long numberId, String phone) {

    @Override
    public boolean equals(Object that) {
      return that instanceof Key other && numberId == other.numberId && phone.equals(other.phone);
    }

    @Override
    public int hashCode() {
      var hash = Long.hashCode(numberId);
      return 31 * hash + phone.hashCode();
    }
  }

  /**
   * A campaign that waits.
   *
   * @param messageId the text on which it asked
   * @param until the first moment at which it waits no more
   */
  record Waiting(
      Key key, long tenantId, long campaignId, String topic, long messageId, Instant until) {}

  @Inject
  public Dialogues(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  protected Dialogues() {
    this(null, null);
  }

  void load(@Observes @Priority(Started.CACHES) Started started) {
    reload();
  }

  /** Reads anew which phones have a row. */
  void reload() {
    store.inTransaction(
        connection -> {
          Fence.pass(connection);
          var found = new HashMap<Key, Long>();
          try (var select =
                  connection.prepareStatement(
                      "SELECT number_id, phone, message_id FROM dialogue LIMIT " + (MOST + 1));
              var rows = select.executeQuery()) {
            while (rows.next()) {
              found.put(key(rows), rows.getLong("message_id"));
            }
          }
          overflown = found.size() > MOST;
          open.putAll(found);
          open.keySet().retainAll(found.keySet());
          return null;
        });
  }

  private static Key key(ResultSet row) throws SQLException {
    return new Key(row.getLong("number_id"), row.getString("phone"));
  }

  /** Whether a phone may have a row: no lock, no query. */
  boolean mayWait(Key key) {
    return overflown || open.containsKey(key);
  }

  /**
   * The campaigns that run and wait for one of these, locked until the end of the transaction.
   *
   * @param keys those of {@link #mayWait}
   */
  Map<Key, Waiting> find(Connection connection, Collection<Key> keys) throws SQLException {
    if (keys.isEmpty()) {
      return new HashMap<>();
    }
    var marks = String.join(",", Collections.nCopies(keys.size(), "(?,?)"));
    var found = new HashMap<Key, Waiting>();
    try (var statement =
        connection.prepareStatement(
            "SELECT d.number_id, d.phone, d.tenant_id, d.campaign_id, d.topic, d.message_id,"
                + " d.until_at FROM dialogue d JOIN campaign c ON c.id = d.campaign_id AND c.state"
                + " = 'RUNNING' JOIN number n ON n.id = d.number_id AND (n.shared OR n.state ="
                + " 'RENTED' AND n.tenant_id = d.tenant_id) WHERE (d.number_id, d.phone) IN ("
                + marks
                + ") FOR UPDATE")) {
      bind(statement, 1, keys);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var waiting =
              new Waiting(
                  key(rows),
                  rows.getLong("tenant_id"),
                  rows.getLong("campaign_id"),
                  rows.getString("topic"),
                  rows.getLong("message_id"),
                  Utc.read(rows, "until_at").orElseThrow());
          found.put(waiting.key(), waiting);
        }
      }
    }
    return found;
  }

  private static void bind(java.sql.PreparedStatement statement, int from, Collection<Key> keys)
      throws SQLException {
    var at = from;
    for (var key : keys) {
      statement.setLong(at++, key.numberId());
      statement.setString(at++, key.phone());
    }
  }

  /**
   * Writes what a batch ended and what it began, and remembers what it began; nothing for a batch
   * that did neither.
   */
  void write(Connection connection, Collection<Waiting> ended, Collection<Waiting> begun)
      throws SQLException {
    if (!ended.isEmpty()) {
      var marks = String.join(",", Collections.nCopies(ended.size(), "(?,?)"));
      try (var statement =
          connection.prepareStatement(
              "DELETE FROM dialogue WHERE (number_id, phone) IN (" + marks + ")")) {
        bind(statement, 1, ended.stream().map(Waiting::key).toList());
        statement.executeUpdate();
      }
    }
    if (begun.isEmpty()) {
      return;
    }
    try (var statement =
        connection.prepareStatement(
            "REPLACE INTO dialogue (number_id, phone, tenant_id, campaign_id, topic, message_id,"
                + " until_at) VALUES (?, ?, ?, ?, ?, ?, ?)")) {
      for (var waiting : begun) {
        statement.setLong(1, waiting.key().numberId());
        statement.setString(2, waiting.key().phone());
        statement.setLong(3, waiting.tenantId());
        statement.setLong(4, waiting.campaignId());
        statement.setString(5, waiting.topic());
        statement.setLong(6, waiting.messageId());
        statement.setObject(7, Utc.of(waiting.until()));
        statement.addBatch();
      }
      statement.executeBatch();
    }
    remember(begun);
  }

  private void remember(Collection<Waiting> begun) {
    if (open.size() + begun.size() > MOST) {
      overflown = true;
    } else {
      begun.forEach(waiting -> open.put(waiting.key(), waiting.messageId()));
    }
  }

  /** Called after the commit of {@link #write}; who has been asked anew since stays known. */
  void forget(Collection<Waiting> ended) {
    ended.forEach(waiting -> open.remove(waiting.key(), waiting.messageId()));
  }

  /** Deletes what nobody answered; called every half minute. */
  void purge() {
    var over = Utc.of(clock.instant().minus(KEPT));
    var gone =
        store
            .jdbi()
            .withHandle(
                handle ->
                    handle.execute(
                        "DELETE FROM dialogue WHERE until_at < ? LIMIT " + PURGE_MAX, over));
    if (gone > 0 || overflown) {
      reload();
    }
  }

  /** How many phones are waited for, for tests and pages of the platform. */
  List<Key> known() {
    return List.copyOf(open.keySet());
  }
}
