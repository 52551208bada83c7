package livery.message;

import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import livery.message.Arrival.Concatenation;
import livery.text.Ucs2;

/**
 * Puts the parts of long messages together: in any order, each part once, completed exactly once.
 *
 * <p>A message is known by link, source, destination, reference and number of parts. What is not
 * complete after {@link #WAIT_MINUTES} is handed on as it is and marked.
 */
final class LongMessages {

  static final int WAIT_MINUTES = 30;
  private static final int UCS2_CODING = 8;

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

  /** A complete message without an id yet. */
  record Whole(Arrival first, String text, byte[] raw, int parts, boolean partial) {

    Key key() {
      return Key.of(first);
    }
  }

  private LongMessages() {}

  /** Stores parts, and takes out the messages that are complete with them. */
  static List<Whole> add(Connection connection, List<Arrival> parts) throws SQLException {
    if (parts.isEmpty()) {
      return List.of();
    }
    insert(connection, parts);
    var keys = new LinkedHashSet<Key>();
    parts.forEach(part -> keys.add(Key.of(part)));
    var complete = new LinkedHashMap<Key, List<Arrival>>();
    select(connection, keys)
        .forEach(
            (key, found) -> {
              if (found.size() == key.total) {
                complete.put(key, found);
              }
            });
    delete(connection, complete.keySet());
    return complete.values().stream().map(found -> join(found, false)).toList();
  }

  /** Takes out what has waited for its other parts since before {@code then}. */
  static List<Whole> late(Connection connection, Instant then, int limit) throws SQLException {
    var keys = new LinkedHashSet<Key>();
    try (var statement =
        connection.prepareStatement(
            "SELECT link_id, source, destination, reference, total FROM inbox_part"
                + " WHERE received_at < ? ORDER BY received_at LIMIT ?")) {
      statement.setTimestamp(1, Timestamp.from(then));
      statement.setInt(2, limit);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          keys.add(key(rows));
        }
      }
    }
    var found = select(connection, keys);
    delete(connection, found.keySet());
    return found.values().stream().map(parts -> join(parts, true)).toList();
  }

  private static void insert(Connection connection, List<Arrival> parts) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "INSERT IGNORE INTO inbox_part (link_id, source, destination, reference, total, part,"
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
        statement.setString(10, part.text());
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

  private static String in(Collection<Key> keys) {
    return "(link_id, source, destination, reference, total) IN ("
        + String.join(",", Collections.nCopies(keys.size(), "(?,?,?,?,?)"))
        + ")";
  }

  private static void bind(java.sql.PreparedStatement statement, Collection<Key> keys)
      throws SQLException {
    var index = 1;
    for (var key : keys) {
      statement.setLong(index++, key.linkId);
      statement.setString(index++, key.source);
      statement.setString(index++, key.destination);
      statement.setInt(index++, key.reference);
      statement.setInt(index++, key.total);
    }
  }

  private static Key key(ResultSet row) throws SQLException {
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

  private static Whole join(List<Arrival> parts, boolean partial) {
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
    return new Whole(first, together, octets.toByteArray(), parts.size(), partial);
  }
}
