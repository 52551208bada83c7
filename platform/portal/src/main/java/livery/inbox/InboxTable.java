package livery.inbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import livery.message.MessageRow;

/** The statements over inbox and inbox_part; each of them takes a whole batch. */
final class InboxTable {

  private static final String COLUMNS =
      "id, link_id, operator_ref, fingerprint, source, destination, text, data_coding, raw, parts,"
          + " partial, received_at";

  private static final String STORED =
      "i.id, i.link_id, i.source, i.destination, i.text, i.parts, i.received_at";

  /** As many octets of a message are kept at most. */
  private static final int RAW_MAX = 1 << 20;

  private static final int DELIVERIES_AT_ONCE = 5_000;

  /** One row of inbox. */
  record Row(long id, Arrival arrival, String text, byte[] raw, int parts, boolean partial) {

    Row {
      text = MessageRow.shortened(text);
      raw = raw.length > RAW_MAX ? Arrays.copyOf(raw, RAW_MAX) : raw;
    }

    static Row whole(long id, Arrival arrival) {
      return new Row(id, arrival, arrival.text(), arrival.raw(), arrival.parts(), false);
    }

    static Row joined(long id, LongMessages.Whole whole) {
      return new Row(id, whole.first(), whole.text(), whole.raw(), whole.parts(), whole.partial());
    }

    Stored stored() {
      return new Stored(
          id,
          arrival.linkId(),
          arrival.source(),
          arrival.destination(),
          text,
          parts,
          arrival.receivedAt());
    }
  }

  private InboxTable() {}

  static void insert(Connection connection, Collection<Row> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (var statement =
        connection.prepareStatement(
            "INSERT INTO inbox (" + COLUMNS + ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?)")) {
      for (var row : rows) {
        var arrival = row.arrival;
        statement.setLong(1, row.id);
        statement.setLong(2, arrival.linkId());
        statement.setString(3, arrival.operatorRef().orElse(null));
        statement.setLong(4, arrival.fingerprint());
        statement.setString(5, arrival.source());
        statement.setString(6, arrival.destination());
        statement.setString(7, row.text);
        statement.setInt(8, arrival.dataCoding());
        statement.setBytes(9, row.raw);
        statement.setInt(10, row.parts);
        statement.setBoolean(11, row.partial);
        statement.setTimestamp(12, Timestamp.from(arrival.receivedAt()));
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** The stored messages with these ids. */
  static List<Stored> byIds(Connection connection, List<Long> ids) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT "
                + STORED
                + " FROM inbox i FORCE INDEX (PRIMARY) WHERE i.id IN ("
                + String.join(",", Collections.nCopies(ids.size(), "?"))
                + ")")) {
      for (var i = 0; i < ids.size(); i++) {
        statement.setLong(i + 1, ids.get(i));
      }
      return stored(statement);
    }
  }

  /** Which of these operator's ids are stored, by {@link #key}, with their fingerprints. */
  static Map<String, Long> presentRefs(Connection connection, List<Arrival> arrivals)
      throws SQLException {
    if (arrivals.isEmpty()) {
      return new HashMap<>();
    }
    var present = new HashMap<String, Long>();
    try (var statement =
        connection.prepareStatement(
            "SELECT link_id, operator_ref, fingerprint FROM inbox"
                + " FORCE INDEX (inbox_operator_ref) WHERE (link_id, operator_ref) IN ("
                + String.join(",", Collections.nCopies(arrivals.size(), "(?,?)"))
                + ")")) {
      var index = 1;
      for (var arrival : arrivals) {
        statement.setLong(index++, arrival.linkId());
        statement.setString(index++, arrival.operatorRef().orElseThrow());
      }
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          present.put(key(rows.getLong(1), rows.getString(2)), rows.getLong(3));
        }
      }
    }
    return present;
  }

  static String key(long linkId, String operatorRef) {
    return linkId + "/" + operatorRef;
  }

  /** Stored messages from {@code fromId} on that nobody has decided yet, oldest first. */
  static List<Stored> undecided(Connection connection, long fromId, int limit) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT "
                + STORED
                + " FROM inbox i LEFT JOIN message m ON m.id = i.id"
                + " WHERE i.id >= ? AND m.id IS NULL ORDER BY i.id LIMIT ?")) {
      statement.setLong(1, fromId);
      statement.setInt(2, limit);
      return stored(statement);
    }
  }

  private static List<Stored> stored(PreparedStatement statement) throws SQLException {
    var found = new ArrayList<Stored>();
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        found.add(
            new Stored(
                rows.getLong(1),
                rows.getLong(2),
                rows.getString(3),
                rows.getString(4),
                rows.getString(5),
                rows.getInt(6),
                rows.getTimestamp(7).toInstant()));
      }
    }
    return found;
  }

  /**
   * What links delivered last: id, link, fingerprint and time, oldest first.
   *
   * @param within how long before the very last delivery
   * @param from none with a smaller id
   */
  static List<long[]> lastDeliveries(Connection connection, Duration within, long from)
      throws SQLException {
    var found = new ArrayList<long[]>();
    try (var statement =
        connection.prepareStatement(
            "SELECT id, link_id, fingerprint, received_at FROM inbox WHERE id < ?"
                + " AND id >= ? ORDER BY id DESC LIMIT ?")) {
      var before = Long.MAX_VALUE;
      while (before > 0) {
        statement.setLong(1, before);
        statement.setLong(2, from);
        statement.setInt(3, DELIVERIES_AT_ONCE);
        before = collect(statement, found, within);
      }
    }
    Collections.reverse(found);
    return found;
  }

  /** Adds one step's rows; returns where the next step begins, 0 when it was the last one. */
  private static long collect(PreparedStatement statement, List<long[]> found, Duration within)
      throws SQLException {
    try (var rows = statement.executeQuery()) {
      var count = 0;
      var id = 0L;
      while (rows.next()) {
        id = rows.getLong(1);
        var at = rows.getTimestamp(4).getTime();
        if (!found.isEmpty() && at < found.get(0)[3] - within.toMillis()) {
          return 0;
        }
        found.add(new long[] {id, rows.getLong(2), rows.getLong(3), at});
        count++;
      }
      return count < DELIVERIES_AT_ONCE ? 0 : id;
    }
  }

  static Timestamp timestamp(Instant at) {
    return at == null ? null : Timestamp.from(at);
  }
}
