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
    int parts,
    Instant receivedAt) {}
