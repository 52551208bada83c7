package livery.compose;

/**
 * A text that somebody wants sent.
 *
 * @param from the digits of a number that the tenant rents, or has a keyword on
 * @param to the receiver, E.164 with or without "+"
 * @param text as it is to arrive, at most {@value livery.message.Outbox#PARTS_MAX} parts
 * @param campaignId what it is counted for, 0 for none
 */
public record NewText(String from, String to, String text, long campaignId) {}
