package livery.inbox;

import java.time.Instant;

/**
 * A whole incoming message that is safe in the inbox and waits to be decided.
 *
 * @param parts how many SMS it came in
 */
public record Stored(
    long id,
    long linkId,
    String source,
    String destination,
    String text,
    int parts,
    Instant receivedAt) {}
