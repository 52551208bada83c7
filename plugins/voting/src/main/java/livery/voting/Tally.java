package livery.voting;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The sums of one campaign: one upsert for each table and batch, rows in the order of their key.
 */
final class Tally {

  private static final int RING_SECONDS = 60;

  private final Connection connection;
  private final long campaignId;

  Tally(Connection connection, long campaignId) {
    this.connection = connection;
    this.campaignId = campaignId;
  }

  /** Adds the votes that have just been counted. */
  void add(List<Vote> counted, Instant now) throws SQLException {
    if (counted.isEmpty()) {
      return;
    }
    addOptions(counted);
    addHours(counted);
    addTick(counted.size(), now.getEpochSecond());
  }

  private void addOptions(List<Vote> counted) throws SQLException {
    var sums =
        counted.stream()
            .collect(
                Collectors.groupingBy(
                    vote -> vote.option().code(), TreeMap::new, Collectors.counting()));
    upsert(
        "INSERT INTO voting_tally (campaign_id, option_code, votes) VALUES "
            + marks("(?,?,?)", sums.size())
            + " ON DUPLICATE KEY UPDATE votes = votes + VALUES(votes)",
        sums);
  }

  private void addHours(List<Vote> counted) throws SQLException {
    record Key(LocalDateTime hour, String option) {}
    var sums = new HashMap<Key, Long>();
    for (var vote : counted) {
      var received = LocalDateTime.ofInstant(vote.message().receivedAt(), ZoneOffset.UTC);
      sums.merge(
          new Key(received.truncatedTo(ChronoUnit.HOURS), vote.option().code()), 1L, Long::sum);
    }
    var sorted =
        sums.entrySet().stream()
            .sorted(
                java.util.Comparator.comparing(
                        (Map.Entry<Key, Long> entry) -> entry.getKey().hour())
                    .thenComparing(entry -> entry.getKey().option()))
            .toList();
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO voting_hour (campaign_id, hour, option_code, votes) VALUES "
                + marks("(?,?,?,?)", sorted.size())
                + " ON DUPLICATE KEY UPDATE votes = votes + VALUES(votes)")) {
      var at = 1;
      for (var entry : sorted) {
        insert.setLong(at++, campaignId);
        insert.setObject(at++, entry.getKey().hour());
        insert.setString(at++, entry.getKey().option());
        insert.setLong(at++, entry.getValue());
      }
      insert.executeUpdate();
    }
  }

  private void addTick(int votes, long second) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO voting_tick (campaign_id, ring, second, votes) VALUES (?,?,?,?)"
                + " ON DUPLICATE KEY UPDATE"
                + " votes = IF(second = VALUES(second), votes + VALUES(votes), VALUES(votes)),"
                + " second = VALUES(second)")) {
      insert.setLong(1, campaignId);
      insert.setLong(2, second % RING_SECONDS);
      insert.setLong(3, second);
      insert.setLong(4, votes);
      insert.executeUpdate();
    }
  }

  /** Adds texts that did not count, by reason. */
  void addVoid(SortedMap<String, Long> reasons) throws SQLException {
    if (!reasons.isEmpty()) {
      upsert(
          "INSERT INTO voting_void (campaign_id, reason, texts) VALUES "
              + marks("(?,?,?)", reasons.size())
              + " ON DUPLICATE KEY UPDATE texts = texts + VALUES(texts)",
          reasons);
    }
  }

  private void upsert(String sql, SortedMap<String, Long> sums) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      var at = 1;
      for (var entry : sums.entrySet()) {
        insert.setLong(at++, campaignId);
        insert.setString(at++, entry.getKey());
        insert.setLong(at++, entry.getValue());
      }
      insert.executeUpdate();
    }
  }

  /** Votes by option code. */
  Map<String, Long> votes() throws SQLException {
    return sums("SELECT option_code, votes FROM voting_tally WHERE campaign_id = ?");
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
            "SELECT hour, option_code, votes FROM voting_hour WHERE campaign_id = ? AND hour >="
                + " (SELECT MIN(h) FROM (SELECT DISTINCT hour AS h FROM voting_hour"
                + " WHERE campaign_id = ? ORDER BY hour DESC LIMIT ?) newest)")) {
      select.setLong(1, campaignId);
      select.setLong(2, campaignId);
      select.setInt(3, limit);
      try (var row = select.executeQuery()) {
        while (row.next()) {
          hours
              .computeIfAbsent(
                  row.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC),
                  hour -> new HashMap<>())
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
            "SELECT second, votes FROM voting_tick WHERE campaign_id = ? AND second >= ?"
                + " AND second < ?")) {
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
