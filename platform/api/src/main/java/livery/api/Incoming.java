package livery.api;

import java.time.Instant;

/**
 * One text that a subscriber sent, put together from all its parts.
 *
 * @param id the message's id in the portal
 * @param phone the subscriber's number, E.164 without "+"
 * @param number the number that was texted, as the subscriber knows it
 * @param country ISO 3166 code of the number's country
 * @param text the whole text as it came
 * @param keyword the keyword that led here, empty when the number's catch-all did
 * @param rest the text behind the keyword, trimmed
 * @param topic what the campaign is waiting for, as {@link Outcome#ask} named it: then the text is
 *     the answer, and {@code rest} is all of it; empty for any other text
 * @param parts how many SMS the operator counts, 1 or more; a campaign counts one
 * @param receivedAt when the portal took it over from the operator
 */
public record Incoming(
    long id,
    String phone,
    String number,
    String country,
    String text,
    String keyword,
    String rest,
    String topic,
    int parts,
    Instant receivedAt) {

  /** Whether it is the answer to a question of the campaign. */
  public boolean isAnswer() {
    return !topic.isEmpty();
  }
}
