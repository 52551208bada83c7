package livery.message;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts of one batch for the dashboards: how many messages reached a state in an hour. A message
 * is counted once in each state that it reaches. Not thread-safe; made for each batch.
 */
public final class Traffic {

  private record Key(
      long tenantId,
      Instant hour,
      String direction,
      long numberId,
      long campaignId,
      long linkId,
      String state)
      implements Comparable<Key> {

    private static final Comparator<Key> ORDER =
        Comparator.comparingLong(Key::tenantId)
            .thenComparing(Key::hour)
            .thenComparing(Key::direction)
            .thenComparingLong(Key::numberId)
            .thenComparingLong(Key::campaignId)
            .thenComparingLong(Key::linkId)
            .thenComparing(Key::state);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }

    @Override
    public boolean equals(Object that) {
      return that instanceof Key other
          && tenantId == other.tenantId
          && numberId == other.numberId
          && campaignId == other.campaignId
          && linkId == other.linkId
          && direction.equals(other.direction)
          && state.equals(other.state)
          && hour.equals(other.hour);
    }

    @Override
    public int hashCode() {
      var hash = Long.hashCode(tenantId);
      hash = 31 * hash + Long.hashCode(numberId);
      hash = 31 * hash + Long.hashCode(campaignId);
      hash = 31 * hash + direction.hashCode();
      hash = 31 * hash + state.hashCode();
      return 31 * hash + hour.hashCode();
    }
  }

  private static final class Sum {
    long messages;
    long parts;
    long spendMicros;
  }

  private final Map<Key, Sum> sums = new HashMap<>();

  /** Counts one message of the batch. */
  public void count(MessageRow row, long spendMicros) {
    count(
        row.tenantId(),
        row.decidedAt(),
        row.direction().name(),
        row.numberId(),
        row.campaignId(),
        row.linkId(),
        row.state(),
        row.parts(),
        spendMicros);
  }

  /**
   * Takes an earlier count of a message back, because the message is counted anew; booked in the
   * hour of {@code at}, so that hours which have passed stay as they are.
   */
  public void takeBack(MessageRow row, Instant at) {
    var sum =
        sums.computeIfAbsent(
            new Key(
                row.tenantId(),
                at.truncatedTo(ChronoUnit.HOURS),
                row.direction().name(),
                row.numberId(),
                row.campaignId(),
                row.linkId(),
                row.state()),
            absent -> new Sum());
    sum.messages--;
    sum.parts -= row.parts();
  }

  void count(
      long tenantId,
      Instant at,
      String direction,
      long numberId,
      long campaignId,
      long linkId,
      String state,
      int parts,
      long spendMicros) {
    var key =
        new Key(
            tenantId,
            at.truncatedTo(ChronoUnit.HOURS),
            direction,
            numberId,
            campaignId,
            linkId,
            state);
    var sum = sums.computeIfAbsent(key, absent -> new Sum());
    sum.messages++;
    sum.parts += parts;
    sum.spendMicros += spendMicros;
  }

  /** Adds the counts to the table, one row for each key, in the order of the keys. */
  public void write(Connection connection) throws SQLException {
    if (sums.isEmpty()) {
      return;
    }
    try (var statement =
        connection.prepareStatement(
            "INSERT INTO traffic_hour (tenant_id, hour, direction, number_id, campaign_id, link_id,"
                + " state, messages, parts, spend_micros) VALUES (?,?,?,?,?,?,?,?,?,?)"
                + " ON DUPLICATE KEY UPDATE messages = messages + VALUES(messages),"
                + " parts = parts + VALUES(parts),"
                + " spend_micros = spend_micros + VALUES(spend_micros)")) {
      for (var entry : new TreeMap<>(sums).entrySet()) {
        var key = entry.getKey();
        statement.setLong(1, key.tenantId);
        statement.setTimestamp(2, Timestamp.from(key.hour));
        statement.setString(3, key.direction);
        statement.setLong(4, key.numberId);
        statement.setLong(5, key.campaignId);
        statement.setLong(6, key.linkId);
        statement.setString(7, key.state);
        statement.setLong(8, entry.getValue().messages);
        statement.setLong(9, entry.getValue().parts);
        statement.setLong(10, entry.getValue().spendMicros);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
