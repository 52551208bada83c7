package livery.message;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import livery.text.Segments;

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
 * @param ucs2 whether it was counted in UCS-2, which {@link Outbox} decides by the link too
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
    long priceMicros,
    boolean ucs2) {

  /** A text that {@link Outbox} has not counted yet. */
  public Outgoing(
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
    this(
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
        priceMicros,
        false);
  }

  /** Its parts as they are counted, charged and sent. */
  Segments segments() {
    return ucs2 ? Segments.of(text, Segments.Alphabet.UCS2) : Segments.of(text);
  }

  /** The same once it is priced. */
  Outgoing priced(OutgoingPrice price) {
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
        price.priceMicros(),
        price.ucs2());
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
        row.getLong("price_micros"),
        row.getString("alphabet").equals("UCS2"));
  }
}
