package livery.message;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * A text on its way out.
 *
 * @param numberId our number, which the text is sent from
 * @param number its digits, as the subscriber knows it
 * @param shortCode whether it is a short code (it decides TON and NPI)
 * @param phone E.164 without "+"
 * @param linkId the operator's link that takes it
 * @param campaignId 0 for none
 * @param replyTo the incoming message that it answers, 0 for none
 * @param free whether nobody pays for it: the one answer to STOP, START and HELP, which also goes
 *     to people who are blocked
 * @param rule which rule it comes from, as people read it
 * @param label the plugin's outcome
 * @param createdAt when it was made; its time to live begins here
 * @param priceMicros what the tenant pays for all parts; 0 until {@link Outbox} has priced it
 */
public record Outgoing(
    long id,
    long tenantId,
    long numberId,
    String number,
    boolean shortCode,
    String phone,
    String text,
    long linkId,
    long campaignId,
    long replyTo,
    boolean free,
    String rule,
    String label,
    Instant createdAt,
    long priceMicros) {

  /** The same once it is priced. */
  Outgoing priced(long micros) {
    return new Outgoing(
        id,
        tenantId,
        numberId,
        number,
        shortCode,
        phone,
        text,
        linkId,
        campaignId,
        replyTo,
        free,
        rule,
        label,
        createdAt,
        micros);
  }

  static Outgoing read(ResultSet row) throws SQLException {
    return new Outgoing(
        row.getLong("id"),
        row.getLong("tenant_id"),
        row.getLong("number_id"),
        row.getString("number"),
        row.getBoolean("short_code"),
        row.getString("phone"),
        row.getString("text"),
        row.getLong("link_id"),
        row.getLong("campaign_id"),
        row.getLong("reply_to"),
        row.getBoolean("free"),
        row.getString("rule"),
        row.getString("label"),
        row.getTimestamp("received_at").toInstant(),
        row.getLong("price_micros"));
  }
}
