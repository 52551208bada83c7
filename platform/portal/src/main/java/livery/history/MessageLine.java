package livery.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import livery.message.MessageRow;
import livery.message.MessageRow.Direction;
import livery.message.Networks;

/**
 * A message as lists show it.
 *
 * @param numberId 0 for a number that is not ours
 * @param number our number
 * @param phone the subscriber's
 * @param campaignId 0 for none
 * @param campaign its name, empty for none
 * @param campaignType the id of its type, empty for none
 * @param replyTo the incoming message that it answers, 0 for none
 * @param reason why it was refused, parked or failed; {@code null} otherwise
 * @param network the operator's name
 * @param priceMicros what the tenant pays for all parts
 * @param sentAt {@code null} before the operator took it, and for incoming ones
 * @param doneAt {@code null} before the operator's last word, and for incoming ones
 */
public record MessageLine(
    long id,
    long tenantId,
    Direction direction,
    long numberId,
    String number,
    String phone,
    String text,
    boolean ucs2,
    int parts,
    long linkId,
    String network,
    long campaignId,
    String campaign,
    String campaignType,
    long replyTo,
    String state,
    String reason,
    String rule,
    String label,
    String note,
    long priceMicros,
    String currency,
    boolean free,
    boolean resent,
    Instant receivedAt,
    Instant decidedAt,
    Instant sentAt,
    Instant doneAt) {

  static final String COLUMNS =
      "m.id, m.tenant_id, m.direction, m.number_id, m.number, m.phone, m.text, m.alphabet,"
          + " m.parts, m.link_id, m.campaign_id, m.reply_to, m.state, m.reason, m.rule, m.label,"
          + " m.note, m.price_micros, m.currency, m.free, m.resent, m.received_at, m.decided_at,"
          + " IF(m.state = 'QUEUED', NULL, m.sent_at) AS sent_at, m.done_at, c.name AS campaign,"
          + " c.type AS campaign_type";

  static MessageLine read(ResultSet row, Networks networks) throws SQLException {
    var campaign = row.getString("campaign");
    return new MessageLine(
        row.getLong("id"),
        row.getLong("tenant_id"),
        Direction.valueOf(row.getString("direction")),
        row.getLong("number_id"),
        row.getString("number"),
        row.getString("phone"),
        row.getString("text"),
        row.getString("alphabet").equals("UCS2"),
        row.getInt("parts"),
        row.getLong("link_id"),
        networks.name(row.getLong("link_id")),
        row.getLong("campaign_id"),
        campaign == null ? "" : campaign,
        campaign == null ? "" : row.getString("campaign_type"),
        row.getLong("reply_to"),
        row.getString("state"),
        row.getString("reason"),
        row.getString("rule"),
        row.getString("label"),
        row.getString("note"),
        row.getLong("price_micros"),
        row.getString("currency"),
        row.getBoolean("free"),
        row.getBoolean("resent"),
        instant(row, "received_at"),
        instant(row, "decided_at"),
        instant(row, "sent_at"),
        instant(row, "done_at"));
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }

  /** Its row, as it was written. */
  public MessageRow row() {
    return new MessageRow(
        id,
        tenantId,
        direction,
        numberId,
        number,
        phone,
        text,
        ucs2,
        parts,
        linkId,
        campaignId,
        replyTo,
        state,
        reason,
        rule,
        label,
        note,
        priceMicros,
        currency,
        receivedAt,
        decidedAt,
        free);
  }

  public boolean incoming() {
    return direction == Direction.IN;
  }

  /** "good", "warn", "bad", "info" or "quiet": how the state reads. */
  public String tone() {
    return switch (state) {
      case "DONE", "DELIVERED" -> "good";
      case "SENT", "QUEUED" -> "info";
      case "PARKED", "UNCLAIMED", "EXPIRED" -> "warn";
      case "REFUSED", "FAILED" -> "bad";
      default -> "quiet";
    };
  }

  /** Whether it may be decided anew: it waits, or was refused for money or a price. */
  public boolean retryable() {
    return incoming()
        && (state.equals("PARKED")
            || state.equals("REFUSED")
                && List.of("no-money", "no-price", "no-rate", "day-limit")
                    .contains(String.valueOf(reason)));
  }
}
