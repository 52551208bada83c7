package livery.voting;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import livery.api.Campaign;

/**
 * How often one phone may vote.
 *
 * @param period the stretch of time in which votes are counted
 * @param count so many votes are allowed in it
 * @param perOption whether every option has its own limit
 * @param zone where days, weeks and months begin
 */
record Limit(Period period, long count, boolean perOption, ZoneId zone) {

  static final Duration ROLLING = Duration.ofHours(24);

  private static final int PERIOD_BITS = 24;

  enum Period {
    ONCE,
    DAY,
    ROLLING,
    WEEK,
    MONTH,
    UNLIMITED
  }

  static Limit of(Campaign campaign) {
    var settings = campaign.settings();
    var period = Period.valueOf(settings.text("limit").toUpperCase(java.util.Locale.ROOT));
    return new Limit(
        period,
        period == Period.ONCE ? 1 : settings.number("count"),
        settings.flag("per_option"),
        campaign.zone());
  }

  /**
   * The window that a vote falls into: the option, where each has its own limit, above the number
   * of the period. Weeks are ISO weeks of the ISO week's year, so that none is cut at New Year.
   */
  long windowKey(Option option, Instant receivedAt) {
    var day = LocalDate.ofInstant(receivedAt, zone);
    var number =
        switch (period) {
          case ONCE, ROLLING, UNLIMITED -> 0;
          case DAY -> day.toEpochDay();
          case WEEK ->
              day.get(IsoFields.WEEK_BASED_YEAR) * 100L
                  + day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
          case MONTH -> day.getYear() * 100L + day.getMonthValue();
        };
    return (perOption ? option.key() << PERIOD_BITS : 0) + number;
  }
}
