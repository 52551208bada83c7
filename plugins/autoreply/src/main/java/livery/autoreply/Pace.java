package livery.autoreply;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import livery.api.Incoming;

/** How many messages a phone sent in quick succession: one query and one upsert for a batch. */
final class Pace {

  /** Answer for a sender that is no phone: a name or a short number, which may be a machine. */
  static final int NOT_A_PHONE = -1;

  private static final Duration QUICK = Duration.ofSeconds(30);
  private static final String PHONE = "[1-9][0-9]{6,14}";

  private final DataSource dataSource;

  Pace(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  private record Step(int streak, Instant lastAt) {}

  /** Counts the messages in and says, for each, the how many-th in a row it is. */
  List<Integer> advance(long campaignId, List<Incoming> messages) {
    var phones =
        messages.stream()
            .map(Incoming::phone)
            .filter(phone -> phone.matches(PHONE))
            .map(Long::valueOf)
            .distinct()
            .sorted()
            .toList();
    try (var connection = dataSource.getConnection()) {
      var steps = phones.isEmpty() ? Map.<Long, Step>of() : read(connection, campaignId, phones);
      var next = new TreeMap<Long, Step>(steps);
      var streaks = new ArrayList<Integer>(messages.size());
      for (var message : messages) {
        streaks.add(message.phone().matches(PHONE) ? step(next, message) : NOT_A_PHONE);
      }
      if (!next.isEmpty()) {
        write(connection, campaignId, next);
      }
      return streaks;
    } catch (SQLException failure) {
      throw new IllegalStateException(
          "The pace of campaign " + campaignId + " was not kept", failure);
    }
  }

  private static int step(Map<Long, Step> steps, Incoming message) {
    return steps
        .merge(
            Long.valueOf(message.phone()),
            new Step(1, message.receivedAt()),
            (before, now) ->
                Duration.between(before.lastAt(), now.lastAt()).compareTo(QUICK) < 0
                    ? new Step(before.streak() + 1, now.lastAt())
                    : now)
        .streak();
  }

  private static Map<Long, Step> read(Connection connection, long campaignId, List<Long> phones)
      throws SQLException {
    var marks = phones.stream().map(phone -> "?").collect(Collectors.joining(","));
    var steps = new TreeMap<Long, Step>();
    try (var select =
        connection.prepareStatement(
            "SELECT phone, streak, last_at FROM autoreply_pace WHERE campaign_id = ?"
                + " AND phone IN ("
                + marks
                + ") ORDER BY phone FOR UPDATE")) {
      select.setLong(1, campaignId);
      for (var i = 0; i < phones.size(); i++) {
        select.setLong(i + 2, phones.get(i));
      }
      try (var row = select.executeQuery()) {
        while (row.next()) {
          steps.put(
              row.getLong("phone"),
              new Step(
                  row.getInt("streak"),
                  row.getObject("last_at", LocalDateTime.class).toInstant(ZoneOffset.UTC)));
        }
      }
    }
    return steps;
  }

  private static void write(Connection connection, long campaignId, Map<Long, Step> steps)
      throws SQLException {
    var marks = steps.keySet().stream().map(phone -> "(?,?,?,?)").collect(Collectors.joining(","));
    try (var upsert =
        connection.prepareStatement(
            "INSERT INTO autoreply_pace (campaign_id, phone, streak, last_at) VALUES "
                + marks
                + " ON DUPLICATE KEY UPDATE streak = VALUES(streak), last_at = VALUES(last_at)")) {
      var at = 1;
      for (var entry : steps.entrySet()) {
        upsert.setLong(at++, campaignId);
        upsert.setLong(at++, entry.getKey());
        upsert.setInt(at++, entry.getValue().streak());
        upsert.setObject(at++, LocalDateTime.ofInstant(entry.getValue().lastAt(), ZoneOffset.UTC));
      }
      upsert.executeUpdate();
    }
  }
}
