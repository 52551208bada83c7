package livery.voting;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import livery.api.Campaign;

/**
 * When votes count: from {@code opens} up to, not including, {@code closes} and the grace behind
 * it. What counts is when the portal took the message over, not when it came round to it.
 *
 * @param closes null for no end
 */
record Hours(Instant opens, Instant closes, Duration grace) {

  enum Verdict {
    OPEN,
    EARLY,
    LATE
  }

  static Hours of(Campaign campaign) {
    var settings = campaign.settings();
    return new Hours(
        moment(campaign, settings.text("opens"), campaign.startsAt()),
        moment(campaign, settings.text("closes"), campaign.endsAt()),
        Duration.ofSeconds(settings.number("grace")));
  }

  private static Instant moment(Campaign campaign, String local, Instant otherwise) {
    return local.isEmpty()
        ? otherwise
        : LocalDateTime.parse(local).atZone(campaign.zone()).toInstant();
  }

  Verdict at(Instant receivedAt) {
    if (opens != null && receivedAt.isBefore(opens)) {
      return Verdict.EARLY;
    }
    return closes == null || receivedAt.isBefore(closes.plus(grace)) ? Verdict.OPEN : Verdict.LATE;
  }
}
