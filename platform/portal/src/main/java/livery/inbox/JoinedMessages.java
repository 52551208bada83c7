package livery.inbox;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import livery.inbox.LongMessages.Key;
import livery.inbox.LongMessages.Whole;

/** Long messages that became complete lately, so that a part that comes again is known. */
final class JoinedMessages {

  private JoinedMessages() {}

  static void remember(Connection connection, List<Whole> wholes) throws SQLException {
    if (wholes.isEmpty()) {
      return;
    }
    try (var statement =
        connection.prepareStatement(
            "REPLACE INTO inbox_joined (link_id, source, destination, reference, total,"
                + " fingerprints, joined_at) VALUES (?,?,?,?,?,?,?)")) {
      for (var whole : wholes) {
        var key = Key.of(whole.first());
        statement.setLong(1, key.linkId());
        statement.setString(2, key.source());
        statement.setString(3, key.destination());
        statement.setInt(4, key.reference());
        statement.setInt(5, key.total());
        statement.setBytes(6, octets(whole.fingerprints()));
        statement.setTimestamp(7, Timestamp.from(whole.last().receivedAt()));
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** The fingerprints of the parts of those messages that are remembered. */
  static Map<Key, Set<Long>> parts(Connection connection, Collection<Key> keys)
      throws SQLException {
    if (keys.isEmpty()) {
      return Map.of();
    }
    var found = new HashMap<Key, Set<Long>>();
    try (var statement =
        connection.prepareStatement(
            "SELECT link_id, source, destination, reference, total, fingerprints"
                + " FROM inbox_joined WHERE "
                + LongMessages.in(keys))) {
      LongMessages.bind(statement, keys);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          found.put(LongMessages.key(rows), fingerprints(rows.getBytes("fingerprints")));
        }
      }
    }
    return found;
  }

  static void forget(Connection connection, Instant before) throws SQLException {
    try (var statement =
        connection.prepareStatement("DELETE FROM inbox_joined WHERE joined_at < ?")) {
      statement.setTimestamp(1, Timestamp.from(before));
      statement.executeUpdate();
    }
  }

  private static byte[] octets(List<Long> fingerprints) {
    var octets = ByteBuffer.allocate(fingerprints.size() * Long.BYTES);
    fingerprints.forEach(octets::putLong);
    return octets.array();
  }

  private static Set<Long> fingerprints(byte[] octets) {
    var fingerprints = new HashSet<Long>();
    var buffer = ByteBuffer.wrap(octets);
    while (buffer.hasRemaining()) {
      fingerprints.add(buffer.getLong());
    }
    return fingerprints;
  }
}
