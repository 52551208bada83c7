package livery.voting;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The sums of one campaign: one upsert for a batch of votes, rows in the order of their key. */
final class Tally {

  private static final int RING_SECONDS = 60;
  private static final long HOUR_SECONDS = 3_600;

  private final Connection connection;
  private final long campaignId;

  Tally(Connection connection, long campaignId) {
    this.connection = connection;
    this.campaignId = campaignId;
  }

  /** Whose votes a row sums up, in the order of the primary key. */
  private record Key(Kind kind, long at, String option) implements Comparable<Key> {

    @Override
    public int compareTo(Key other) {
      return Comparator.comparing(Key::kind)
          .thenComparing(Key::at)
          .thenComparing(Key::option)
          .compare(this, other);
    }
  }

  /** What a row of {@code voting_sum} counts; as the column has them. */
  private enum Kind {
    /** All votes of an option. */
    OPTION,
    /** Votes of an option that were received in one hour. */
    HOUR,
    /** Votes counted in one second. */
    TICK
  }

  /** Adds the votes that have just been counted. */
  void add(List<Vote> counted, Instant now) throws SQLException {
    if (counted.isEmpty()) {
      return;
    }
    var sums = new TreeMap<Key, Long>();
    for (var vote : counted) {
      var option = vote.option().code();
      sums.merge(new Key(Kind.OPTION, 0, option), 1L, Long::sum);
      sums.merge(new Key(Kind.HOUR, hour(vote.message().receivedAt()), option), 1L, Long::sum);
    }
    var second = now.getEpochSecond();
    sums.put(new Key(Kind.TICK, second % RING_SECONDS, ""), (long) counted.size());
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO voting_sum (campaign_id, kind, at, option_code, second, votes) VALUES "
                + marks("(?,?,?,?,?,?)", sums.size())
                + " ON DUPLICATE KEY UPDATE"
                + " votes = IF(second = VALUES(second), votes + VALUES(votes), VALUES(votes)),"
                + " second = VALUES(second)")) {
      var at = 1;
      for (var sum : sums.entrySet()) {
        var key = sum.getKey();
        insert.setLong(at++, campaignId);
        insert.setString(at++, key.kind.name());
        insert.setLong(at++, key.at);
        insert.setString(at++, key.option);
        insert.setLong(at++, key.kind == Kind.TICK ? second : 0);
        insert.setLong(at++, sum.getValue());
      }
      insert.executeUpdate();
    }
  }

  private static long hour(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), HOUR_SECONDS);
  }

  /** Adds texts that did not count, by reason. */
  void addVoid(SortedMap<String, Long> reasons) throws SQLException {
    if (reasons.isEmpty()) {
      return;
    }
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO voting_void (campaign_id, reason, texts) VALUES "
                + marks("(?,?,?)", reasons.size())
                + " ON DUPLICATE KEY UPDATE texts = texts + VALUES(texts)")) {
      var at = 1;
      for (var reason : reasons.entrySet()) {
        insert.setLong(at++, campaignId);
        insert.setString(at++, reason.getKey());
        insert.setLong(at++, reason.getValue());
      }
      insert.executeUpdate();
    }
  }

  /** Votes by option code. */
  Map<String, Long> votes() throws SQLException {
    return sums(
        "SELECT option_code, votes FROM voting_sum WHERE campaign_id = ? AND kind = 'OPTION'"
            + " AND at = 0");
  }

  /** Texts that did not count, by reason. */
  Map<String, Long> voids() throws SQLException {
    return sums("SELECT reason, texts FROM voting_void WHERE campaign_id = ? ORDER BY reason");
  }

  private Map<String, Long> sums(String sql) throws SQLException {
    Map<String, Long> sums = new LinkedHashMap<>();
    try (var select = connection.prepareStatement(sql)) {
      select.setLong(1, campaignId);
      try (var row = select.executeQuery()) {
        while (row.next()) {
          sums.put(row.getString(1), row.getLong(2));
        }
      }
    }
    return sums;
  }

  /** Votes of the last hours by hour and option, at most {@code limit} hours, oldest first. */
  SortedMap<Instant, Map<String, Long>> hours(int limit) throws SQLException {
    var hours = new TreeMap<Instant, Map<String, Long>>();
    try (var select =
        connection.prepareStatement(
            "SELECT at, option_code, votes FROM voting_sum WHERE campaign_id = ? AND kind = 'HOUR'"
                + " AND at >= (SELECT MIN(h) FROM (SELECT DISTINCT at AS h FROM voting_sum"
                + " WHERE campaign_id = ? AND kind = 'HOUR' ORDER BY at DESC LIMIT ?) newest)")) {
      select.setLong(1, campaignId);
      select.setLong(2, campaignId);
      select.setInt(3, limit);
      try (var row = select.executeQuery()) {
        while (row.next()) {
          hours
              .computeIfAbsent(
                  Instant.ofEpochSecond(row.getLong(1) * HOUR_SECONDS), hour -> new HashMap<>())
              .put(row.getString(2), row.getLong(3));
        }
      }
    }
    return hours;
  }

  /** Votes counted in each of the sixty seconds before {@code now}, oldest first. */
  long[] lastMinute(Instant now) throws SQLException {
    var seconds = new long[RING_SECONDS];
    var first = now.getEpochSecond() - RING_SECONDS;
    try (var select =
        connection.prepareStatement(
            "SELECT second, votes FROM voting_sum WHERE campaign_id = ? AND kind = 'TICK'"
                + " AND second >= ? AND second < ?")) {
      select.setLong(1, campaignId);
      select.setLong(2, first);
      select.setLong(3, now.getEpochSecond());
      try (var row = select.executeQuery()) {
        while (row.next()) {
          seconds[(int) (row.getLong(1) - first)] = row.getLong(2);
        }
      }
    }
    return seconds;
  }

  private static String marks(String row, int count) {
    return String.join(",", java.util.Collections.nCopies(count, row));
  }
}
