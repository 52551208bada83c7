package livery.message;

import java.time.Instant;

/**
 * A row of the message table, in either direction, before it is written.
 *
 * @param numberId 0 for a number that is not ours
 * @param campaignId 0 for none
 * @param replyTo the incoming message that it answers, 0 for none
 * @param state incoming DONE, UNCLAIMED, REFUSED, PARKED, OPT_OUT; outgoing QUEUED, REFUSED
 * @param reason why REFUSED or PARKED, {@code null} otherwise
 * @param rule which rule took it, as people read it
 * @param priceMicros what the tenant pays for all parts
 * @param free whether nobody pays: the answers to STOP, START and HELP
 */
public record MessageRow(
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
    long campaignId,
    long replyTo,
    String state,
    String reason,
    String rule,
    String label,
    String note,
    long priceMicros,
    String currency,
    Instant receivedAt,
    Instant decidedAt,
    boolean free) {

  /** Which way it goes, seen from the portal. */
  public enum Direction {
    IN,
    OUT
  }
}
