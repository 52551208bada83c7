package livery.stock;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import livery.number.KeywordRent;
import livery.number.NumberRent;
import livery.store.Jobs;
import livery.store.Started;

/**
 * What happens to numbers and keywords with time: rent of a new month, end of a quarantine. Both
 * may be run twice and make up for what an outage missed.
 */
@ApplicationScoped
public class NumberJobs {

  private static final Duration PERIOD = Duration.ofMinutes(10);
  private static final System.Logger LOG = System.getLogger(NumberJobs.class.getName());

  private final NumberRent rent;
  private final KeywordRent keywords;
  private final Stock stock;
  private final Clock clock;

  @Inject
  NumberJobs(NumberRent rent, KeywordRent keywords, Stock stock, Clock clock) {
    this.rent = rent;
    this.keywords = keywords;
    this.stock = stock;
    this.clock = clock;
  }

  protected NumberJobs() {
    this(null, null, null, null);
  }

  void start(@Observes @Priority(Started.LINKS) Started started, Jobs jobs) {
    jobs.every(
        Jobs.Lane.LONG,
        Duration.ofMinutes(1),
        PERIOD,
        "Rents and quarantines were not brought up to date",
        this::run);
  }

  private void run() {
    stock.endQuarantine(clock.instant());
    var charged = rent.renew(clock.instant()) + keywords.renew(clock.instant());
    if (charged > 0) {
      LOG.log(System.Logger.Level.INFO, "{0} months of rent were charged", charged);
    }
  }
}
