package livery.message;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import livery.message.MessageRow.Direction;

/** The statements of the message path over the message table; each of them takes a whole batch. */
public final class MessageTable {

  private static final String OUTGOING =
      "id, tenant_id, number_id, number, phone, text, link_id, campaign_id, reply_to, received_at,"
          + " free, rule, label, price_micros, alphabet";

  /** The states that nearly every message is in; the others are found by {@code message_rare}. */
  private static final Set<String> COMMON = Set.of("DONE", "QUEUED", "SENT", "DELIVERED");

  private MessageTable() {}

  /** Whether few messages are in this state, so that they are found by it. */
  public static boolean isRare(String state) {
    return !COMMON.contains(state);
  }

  /** Inserts rows; an incoming message that is there already is an error. */
  public static void insert(Connection connection, Collection<MessageRow> rows)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (var statement =
        connection.prepareStatement(
            "INSERT INTO message (id, tenant_id, direction, number_id, number, phone, text,"
                + " alphabet, parts, link_id, campaign_id, reply_to, state, reason, rule, label,"
                + " note, price_micros, currency, received_at, decided_at, free, sent_at)"
                + " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)")) {
      for (var row : rows) {
        bind(statement, row);
        statement.addBatch();
      }
      statement.executeBatch();
    }
    insertRare(connection, rows.stream().filter(row -> isRare(row.state())).toList());
  }

  private static void insertRare(Connection connection, List<MessageRow> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (var statement =
        connection.prepareStatement(
            "INSERT INTO message_rare (tenant_id, state, message_id) VALUES (?,?,?)")) {
      for (var row : rows) {
        statement.setLong(1, row.tenantId());
        statement.setString(2, row.state());
        statement.setLong(3, row.id());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** Names texts that answer a message and go to another phone than it came from. */
  public static void insertToOthers(Connection connection, Collection<Outgoing> texts)
      throws SQLException {
    if (texts.isEmpty()) {
      return;
    }
    try (var statement =
        connection.prepareStatement(
            "INSERT INTO message_to_others (reply_to, message_id) VALUES (?,?)")) {
      for (var text : texts) {
        statement.setLong(1, text.replyTo());
        statement.setLong(2, text.id());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static void bind(java.sql.PreparedStatement statement, MessageRow row)
      throws SQLException {
    statement.setLong(1, row.id());
    statement.setLong(2, row.tenantId());
    statement.setString(3, row.direction().name());
    statement.setLong(4, row.numberId());
    statement.setString(5, row.number());
    statement.setString(6, row.phone());
    statement.setString(7, row.text());
    statement.setString(8, row.ucs2() ? "UCS2" : "GSM7");
    statement.setInt(9, row.parts());
    statement.setLong(10, row.linkId());
    statement.setObject(11, row.campaignId() == 0 ? null : row.campaignId());
    statement.setObject(12, row.replyTo() == 0 ? null : row.replyTo());
    statement.setString(13, row.state());
    statement.setString(14, row.reason());
    statement.setString(15, row.rule());
    statement.setString(16, row.label());
    statement.setString(17, row.note());
    statement.setLong(18, row.priceMicros());
    statement.setString(19, row.currency());
    statement.setTimestamp(20, Timestamp.from(row.receivedAt()));
    statement.setTimestamp(21, Timestamp.from(row.decidedAt()));
    statement.setBoolean(22, row.free());
    // Room for the moment that will be written here: a row that grows is written twice.
    var room = row.state().equals("QUEUED") ? Timestamp.from(row.decidedAt()) : null;
    statement.setTimestamp(23, room);
  }

  /** Which of these messages have been decided. */
  public static List<Long> present(Connection connection, List<Long> ids) throws SQLException {
    return among(connection, ids, "SELECT id FROM message FORCE INDEX (PRIMARY) WHERE id");
  }

  /** Which of these wait to be sent. */
  static List<Long> queued(Connection connection, List<Long> ids) throws SQLException {
    return among(
        connection,
        ids,
        "SELECT id FROM message FORCE INDEX (PRIMARY) WHERE direction = 'OUT'"
            + " AND state = 'QUEUED' AND id");
  }

  /** Ids that a query finds, which ends with the column that is among these. */
  static List<Long> among(Connection connection, List<Long> ids, String query) throws SQLException {
    var found = new ArrayList<Long>();
    try (var statement = connection.prepareStatement(query + " IN (" + marks(ids.size()) + ")")) {
      for (var i = 0; i < ids.size(); i++) {
        statement.setLong(i + 1, ids.get(i));
      }
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getLong(1));
        }
      }
    }
    return found;
  }

  /** Messages of a link that wait to be sent, from {@code fromId} on, oldest first. */
  static List<Outgoing> queued(Connection connection, long linkId, long fromId, int limit)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT "
                + OUTGOING
                + ", (SELECT kind FROM number n WHERE n.id = number_id) = 'SHORT' AS short_code"
                + " FROM message WHERE id >= ? AND direction = 'OUT' AND state = 'QUEUED'"
                + " AND link_id = ? ORDER BY id LIMIT ?")) {
      statement.setLong(1, fromId);
      statement.setLong(2, linkId);
      statement.setInt(3, limit);
      var found = new ArrayList<Outgoing>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(Outgoing.read(rows));
        }
      }
      return found;
    }
  }

  /** Writes what became of messages, the same for all of them. */
  static void finish(Connection connection, List<Long> ids, String state, String reason, Instant at)
      throws SQLException {
    // The states on the right are those before: sent_at says nothing while a message is QUEUED.
    var moment =
        state.equals("SENT")
            ? "sent_at = ?"
            : "sent_at = IF(state = 'QUEUED', NULL, sent_at), done_at = ?";
    try (var statement =
        connection.prepareStatement(
            "UPDATE message FORCE INDEX (PRIMARY) SET "
                + moment
                + ", state = ?, reason = ? WHERE direction = 'OUT' AND state IN ('QUEUED', 'SENT') AND "
                + IdSpans.condition("id", ids))) {
      statement.setTimestamp(1, Timestamp.from(at));
      statement.setString(2, state);
      statement.setString(3, reason);
      statement.executeUpdate();
    }
    if (isRare(state)) {
      nameRare(connection, ids, state);
    }
  }

  /** Names those of the messages that are in a rare state now; who was in it is named already. */
  private static void nameRare(Connection connection, List<Long> ids, String state)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "INSERT IGNORE INTO message_rare (tenant_id, state, message_id) SELECT tenant_id, state,"
                + " id FROM message FORCE INDEX (PRIMARY) WHERE state = ? AND id IN ("
                + marks(ids.size())
                + ")")) {
      statement.setString(1, state);
      for (var i = 0; i < ids.size(); i++) {
        statement.setLong(i + 2, ids.get(i));
      }
      statement.executeUpdate();
    }
  }

  /** Marks messages that may have reached the operator once before. */
  static void markResent(Connection connection, List<Long> ids) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "UPDATE message FORCE INDEX (PRIMARY) SET resent = TRUE WHERE id IN ("
                + marks(ids.size())
                + ")")) {
      for (var i = 0; i < ids.size(); i++) {
        statement.setLong(i + 1, ids.get(i));
      }
      statement.executeUpdate();
    }
  }

  /**
   * Takes an incoming message's row away, so that the message can be decided anew; false when it is
   * not as it was any more.
   */
  public static boolean takeAway(Connection connection, MessageRow row) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "DELETE FROM message WHERE id = ? AND tenant_id = ? AND direction = 'IN'"
                + " AND state = ? AND reason <=> ?")) {
      statement.setLong(1, row.id());
      statement.setLong(2, row.tenantId());
      statement.setString(3, row.state());
      statement.setString(4, row.reason());
      if (statement.executeUpdate() != 1) {
        return false;
      }
    }
    try (var statement =
        connection.prepareStatement(
            "DELETE FROM message_rare WHERE tenant_id = ? AND state = ? AND message_id = ?")) {
      statement.setLong(1, row.tenantId());
      statement.setString(2, row.state());
      statement.setLong(3, row.id());
      statement.executeUpdate();
    }
    return true;
  }

  static MessageRow row(Outgoing message, OutgoingPrice price, Instant now) {
    return new MessageRow(
        message.id(),
        message.tenantId(),
        Direction.OUT,
        message.numberId(),
        message.number(),
        message.phone(),
        MessageRow.shortened(message.text()),
        price.ucs2(),
        price.parts(),
        message.linkId(),
        message.campaignId(),
        message.replyTo(),
        price.refusal() == null ? "QUEUED" : "REFUSED",
        price.refusal(),
        message.rule(),
        message.label(),
        "",
        price.priceMicros(),
        price.currency(),
        message.createdAt(),
        now,
        message.free());
  }

  static String marks(int count) {
    return String.join(",", Collections.nCopies(count, "?"));
  }
}
