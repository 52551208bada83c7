package livery.api;

import java.time.Instant;
import java.time.ZoneId;

/**
 * A campaign as its plugin sees it.
 *
 * @param id the campaign's id, which a plugin's own rows refer to
 * @param tenantId the client that owns it
 * @param name the name that the client gave it
 * @param zone the time zone in which days and hours of this campaign are meant
 * @param startsAt first moment at which it answers
 * @param endsAt first moment at which it does not answer any more, or {@code null} for no end
 * @param settings the values of the form that the type declared
 */
public record Campaign(
    long id,
    long tenantId,
    String name,
    ZoneId zone,
    Instant startsAt,
    Instant endsAt,
    Settings settings) {}
