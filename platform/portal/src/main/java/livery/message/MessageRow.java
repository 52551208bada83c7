package livery.message;

import java.time.Instant;
import livery.billing.Refusal;

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

  /** Longer texts are kept to this many characters: more than any person sends, less than TEXT. */
  private static final int TEXT_MAX = 20_000;

  /** Which way it goes, seen from the portal. */
  public enum Direction {
    IN,
    OUT
  }

  /** How a row says why nobody paid for the message. */
  public static String reason(Refusal refusal) {
    return refusal.reason() == Refusal.Reason.DAY_LIMIT ? "day-limit" : "no-money";
  }

  /** As much of a text as is kept. */
  public static String shortened(String text) {
    if (text.length() <= TEXT_MAX) {
      return text;
    }
    var end = Character.isHighSurrogate(text.charAt(TEXT_MAX - 1)) ? TEXT_MAX - 1 : TEXT_MAX;
    return text.substring(0, end);
  }
}
