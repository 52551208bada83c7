package livery.inbox;

import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import livery.inbox.Arrival.Concatenation;
import livery.message.MessageRow;
import livery.text.Ucs2;

/**
 * Puts the parts of long messages together: in any order, each part once, completed exactly once.
 *
 * <p>A message is known by link, source, destination, reference and number of parts. What is not
 * complete after {@link #WAIT_MINUTES}, or is the oldest of too many, is handed on as it is and
 * marked; so is a message whose reference is used again, for another text, before it was complete.
 * Parts that come again after their message was complete are the same message, unless all of them
 * come again.
 */
final class LongMessages {

  static final int WAIT_MINUTES = 30;
  private static final int UCS2_CODING = 8;
  private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

  /** What makes parts one message. */
  record Key(long linkId, String source, String destination, int reference, int total) {

    static Key of(Arrival arrival) {
      var place = arrival.concatenation().orElseThrow();
      return new Key(
          arrival.linkId(),
          arrival.source(),
          arrival.destination(),
          place.reference(),
          place.total());
    }
  }

  /**
   * A message without an id yet.
   *
   * @param last the part with which it was handed on, of one message only; {@code null} for a late
   *     one
   * @param fingerprints of its parts, in their order
   */
  record Whole(
      Arrival first,
      Arrival last,
      String text,
      byte[] raw,
      List<Long> fingerprints,
      boolean partial) {

    int parts() {
      return fingerprints.size();
    }
  }

  /**
   * A batch of messages whose other parts never came.
   *
   * @param more whether there may be others
   */
  record Late(List<Whole> wholes, boolean more) {}

  /** A message that is not complete. */
  private static final class Open {
    final SortedMap<Integer, Arrival> parts = new TreeMap<>();
    final List<Arrival> added = new ArrayList<>();
    boolean stored;

    Whole handedOn(Arrival last, boolean partial) {
      var whole = join(List.copyOf(parts.values()), last, partial);
      parts.clear();
      added.clear();
      return whole;
    }

    void put(Arrival part) {
      parts.put(place(part), part);
      added.add(part);
    }
  }

  private LongMessages() {}

  /** Stores parts, and takes out the messages that are complete with them. */
  static List<Whole> add(Connection connection, List<Arrival> parts) throws SQLException {
    if (parts.isEmpty()) {
      return List.of();
    }
    var keys = new LinkedHashSet<Key>();
    parts.forEach(part -> keys.add(Key.of(part)));
    var open = new LinkedHashMap<Key, Open>();
    for (var stored : select(connection, keys).entrySet()) {
      var message = open.computeIfAbsent(stored.getKey(), key -> new Open());
      stored.getValue().forEach(part -> message.parts.put(place(part), part));
      message.stored = true;
    }
    var wholes = new ArrayList<Whole>();
    var over = new LinkedHashSet<Key>();
    for (var part : parts) {
      var key = Key.of(part);
      var message = open.computeIfAbsent(key, absent -> new Open());
      var before = wholes.size();
      add(message, part, key.total).forEach(wholes::add);
      if (wholes.size() > before && message.stored) {
        over.add(key);
        message.stored = false;
      }
    }
    delete(connection, over);
    insert(connection, open.values().stream().flatMap(one -> one.added.stream()).toList());
    JoinedMessages.remember(connection, wholes.stream().filter(one -> !one.partial).toList());
    return wholes;
  }

  /** What is handed on when the part is there: nothing, a spoilt message, or the complete one. */
  private static List<Whole> add(Open message, Arrival part, int total) {
    var there = message.parts.get(place(part));
    if (there != null && Arrays.equals(there.raw(), part.raw())) {
      return List.of();
    }
    var spoilt = there == null ? null : message.handedOn(part, true);
    message.put(part);
    if (spoilt != null) {
      return List.of(spoilt);
    }
    return message.parts.size() == total ? List.of(message.handedOn(part, false)) : List.of();
  }

  private static int place(Arrival part) {
    return part.concatenation().orElseThrow().part();
  }

  /** How many parts wait. */
  static long count(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement("SELECT COUNT(*) FROM inbox_part");
        var rows = statement.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /**
   * Takes out what has waited for its other parts since before {@code then}.
   *
   * @param limit how many parts are looked at
   */
  static Late late(Connection connection, Instant then, int limit) throws SQLException {
    JoinedMessages.forget(connection, then.minus(Duration.ofMinutes(WAIT_MINUTES)));
    return takeOut(connection, then, limit);
  }

  /** Takes out what has waited longest, with all parts of its messages. */
  static Late oldest(Connection connection, int limit) throws SQLException {
    return takeOut(connection, NEVER, limit);
  }

  private static Late takeOut(Connection connection, Instant before, int limit)
      throws SQLException {
    var keys = new LinkedHashSet<Key>();
    var count = 0;
    try (var statement =
        connection.prepareStatement(
            "SELECT link_id, source, destination, reference, total FROM inbox_part"
                + " WHERE received_at < ? ORDER BY received_at LIMIT ?")) {
      statement.setTimestamp(1, Timestamp.from(before));
      statement.setInt(2, limit);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          keys.add(key(rows));
          count++;
        }
      }
    }
    var found = select(connection, keys);
    delete(connection, found.keySet());
    var joined = JoinedMessages.parts(connection, found.keySet());
    var wholes =
        found.entrySet().stream()
            .filter(late -> !cameAgain(late.getValue(), joined.get(late.getKey())))
            .map(late -> join(late.getValue(), null, true))
            .toList();
    return new Late(wholes, count == limit);
  }

  private static boolean cameAgain(List<Arrival> parts, Set<Long> joined) {
    return joined != null && parts.stream().allMatch(part -> joined.contains(part.fingerprint()));
  }

  private static void insert(Connection connection, List<Arrival> parts) throws SQLException {
    if (parts.isEmpty()) {
      return;
    }
    try (var statement =
        connection.prepareStatement(
            "INSERT INTO inbox_part (link_id, source, destination, reference, total, part,"
                + " operator_ref, data_coding, raw, text, received_at)"
                + " VALUES (?,?,?,?,?,?,?,?,?,?,?)")) {
      for (var part : parts) {
        var place = part.concatenation().orElseThrow();
        statement.setLong(1, part.linkId());
        statement.setString(2, part.source());
        statement.setString(3, part.destination());
        statement.setInt(4, place.reference());
        statement.setInt(5, place.total());
        statement.setInt(6, place.part());
        statement.setString(7, part.operatorRef().orElse(null));
        statement.setInt(8, part.dataCoding());
        statement.setBytes(9, part.raw());
        statement.setString(10, MessageRow.shortened(part.text()));
        statement.setTimestamp(11, Timestamp.from(part.receivedAt()));
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static Map<Key, List<Arrival>> select(Connection connection, Collection<Key> keys)
      throws SQLException {
    if (keys.isEmpty()) {
      return Map.of();
    }
    var found = new LinkedHashMap<Key, List<Arrival>>();
    try (var statement =
        connection.prepareStatement(
            "SELECT link_id, source, destination, reference, total, part, operator_ref,"
                + " data_coding, raw, text, received_at FROM inbox_part WHERE "
                + in(keys)
                + " ORDER BY link_id, source, destination, reference, total, part FOR UPDATE")) {
      bind(statement, keys);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          found.computeIfAbsent(key(rows), key -> new ArrayList<>()).add(arrival(rows));
        }
      }
    }
    return found;
  }

  private static void delete(Connection connection, Collection<Key> keys) throws SQLException {
    if (keys.isEmpty()) {
      return;
    }
    try (var statement = connection.prepareStatement("DELETE FROM inbox_part WHERE " + in(keys))) {
      bind(statement, keys);
      statement.executeUpdate();
    }
  }

  static String in(Collection<Key> keys) {
    return "(link_id, source, destination, reference, total) IN ("
        + String.join(",", Collections.nCopies(keys.size(), "(?,?,?,?,?)"))
        + ")";
  }

  static void bind(PreparedStatement statement, Collection<Key> keys) throws SQLException {
    var index = 1;
    for (var key : keys) {
      statement.setLong(index++, key.linkId);
      statement.setString(index++, key.source);
      statement.setString(index++, key.destination);
      statement.setInt(index++, key.reference);
      statement.setInt(index++, key.total);
    }
  }

  static Key key(ResultSet row) throws SQLException {
    return new Key(
        row.getLong("link_id"),
        row.getString("source"),
        row.getString("destination"),
        row.getInt("reference"),
        row.getInt("total"));
  }

  private static Arrival arrival(ResultSet row) throws SQLException {
    var place = new Concatenation(row.getInt("reference"), row.getInt("total"), row.getInt("part"));
    return new Arrival(
        row.getLong("link_id"),
        Optional.ofNullable(row.getString("operator_ref")),
        row.getString("source"),
        row.getString("destination"),
        row.getInt("data_coding"),
        row.getBytes("raw"),
        row.getString("text"),
        Optional.of(place),
        row.getTimestamp("received_at").toInstant());
  }

  private static Whole join(List<Arrival> parts, Arrival last, boolean partial) {
    var octets = new ByteArrayOutputStream();
    var text = new StringBuilder();
    for (var part : parts) {
      octets.writeBytes(part.raw());
      text.append(part.text());
    }
    var first = parts.get(0);
    // A character of two UCS-2 units may lie over two parts, so these are decoded as one.
    var together =
        first.dataCoding() == UCS2_CODING && !partial
            ? Ucs2.decode(octets.toByteArray())
            : text.toString();
    return new Whole(
        first,
        last,
        together,
        octets.toByteArray(),
        parts.stream().map(Arrival::fingerprint).toList(),
        partial);
  }
}
