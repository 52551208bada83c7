package livery.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import livery.demo.cast.Rows;
import livery.message.MessageRow;
import livery.message.MessageTable;
import livery.message.Traffic;
import livery.text.Gsm7;
import livery.text.Segments;
import livery.text.Ucs2;

/**
 * Writes the month's messages: as they came, as their tenants see them, part by part, and counted
 * for the dashboards.
 */
final class Archive implements AutoCloseable {

  private static final int BATCH_MAX = 1_000;
  private static final int DATA_CODING_UCS2 = 8;

  private final Connection connection;
  private final Rows inbox;
  private final Rows parts;
  private final Traffic traffic = new Traffic();
  private final List<MessageRow> messages = new ArrayList<>(BATCH_MAX);
  private final Map<Long, Long> lastRefByLink = new HashMap<>();
  private long firstId;

  Archive(Connection connection) throws SQLException {
    this.connection = connection;
    this.inbox =
        new Rows(
            connection,
            "inbox",
            "id, link_id, fingerprint, source, destination, text, data_coding, raw, parts,"
                + " received_at");
    this.parts =
        new Rows(
            connection,
            "message_part",
            "message_id, part, link_id, operator_ref, status, submitted_at, answered_at, receipt,"
                + " receipt_error, receipt_at");
  }

  void add(Taken message) throws SQLException {
    var event = message.event;
    var ucs2 = message.segments.alphabet() == Segments.Alphabet.UCS2;
    inbox.add(
        message.id,
        event.phone().operator().linkId(),
        message.id,
        event.phone().digits(),
        message.number.digits(),
        event.text(),
        ucs2 ? DATA_CODING_UCS2 : 0,
        ucs2 ? Ucs2.encode(event.text()) : Gsm7.encode(event.text()),
        message.segments.count(),
        event.at());
    var row = message.row();
    traffic.count(row, message.priceMicros);
    add(row);
  }

  void add(Sending message) throws SQLException {
    add(message.row());
    if (message.fate == null) {
      traffic.count(message.row(), 0);
      return;
    }
    var fate = message.fate;
    for (var part = 1; part <= message.segments.count(); part++) {
      parts.add(
          message.id,
          part,
          message.phone.operator().linkId(),
          fate.taken() ? ref(message.phone.operator().linkId(), fate.submittedAt()) : null,
          fate.status(),
          fate.submittedAt(),
          fate.answeredAt(),
          fate.receipt(),
          fate.error(),
          fate.receiptAt());
    }
    traffic.count(message.row("QUEUED", null, message.createdAt), 0);
    if (fate.taken()) {
      traffic.count(message.row("SENT", null, fate.answeredAt()), message.priceMicros);
    }
    if (!fate.state().equals("SENT")) {
      var done = fate.taken() ? fate.receiptAt() : fate.answeredAt();
      traffic.count(message.row(fate.state(), null, done), 0);
    }
  }

  /** An operator's id, of the kind that the simulated ones give, and never theirs again. */
  private String ref(long linkId, Instant at) {
    var ref =
        lastRefByLink.merge(
            linkId, at.toEpochMilli() * 1_000, (last, next) -> Math.max(last + 1, next));
    return Long.toString(ref);
  }

  private void add(MessageRow row) throws SQLException {
    if (firstId == 0) {
      firstId = row.id();
    }
    messages.add(row);
    if (messages.size() == BATCH_MAX) {
      write();
    }
  }

  private void write() throws SQLException {
    MessageTable.insert(connection, messages);
    messages.clear();
  }

  @Override
  public void close() throws SQLException {
    try (inbox;
        parts) {
      write();
      traffic.write(connection);
    }
    finish();
  }

  /** When the operator took a message, and when its end was known, is in its parts. */
  private void finish() throws SQLException {
    try (var update =
        connection.prepareStatement(
            "UPDATE message m JOIN (SELECT message_id, MAX(status) AS failed, MAX(answered_at) AS"
                + " answered, MAX(receipt_at) AS received FROM message_part WHERE message_id >= ?"
                + " GROUP BY message_id) p ON p.message_id = m.id"
                + " SET m.sent_at = IF(p.failed = 0, p.answered, NULL),"
                + " m.done_at = IF(p.failed = 0, p.received, p.answered)")) {
      update.setLong(1, firstId);
      update.executeUpdate();
    }
  }
}
