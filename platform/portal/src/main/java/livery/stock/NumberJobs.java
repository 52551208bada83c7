package livery.stock;

import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import livery.number.KeywordRent;
import livery.number.NumberRent;
import livery.store.Started;
import livery.store.Stopping;

/**
 * What happens to numbers and keywords with time: rent of a new month, end of a quarantine. Both
 * may be run twice and make up for what an outage missed.
 */
@ApplicationScoped
public class NumberJobs {

  private static final int PERIOD_MINUTES = 10;
  private static final System.Logger LOG = System.getLogger(NumberJobs.class.getName());

  private final NumberRent rent;
  private final KeywordRent keywords;
  private final Stock stock;
  private final Clock clock;
  private Future<?> job;

  @Resource private ManagedScheduledExecutorService timer;

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

  void start(@Observes @Priority(Started.LINKS) Started started) {
    job = timer.scheduleWithFixedDelay(this::run, 1, PERIOD_MINUTES, TimeUnit.MINUTES);
  }

  void stop(@Observes Stopping stopping) {
    if (job != null) {
      job.cancel(false);
    }
  }

  /** Once. A failure ends this run only; the next one takes it up again. */
  private void run() {
    try {
      stock.endQuarantine(clock.instant());
      var charged = rent.renew(clock.instant()) + keywords.renew(clock.instant());
      if (charged > 0) {
        LOG.log(System.Logger.Level.INFO, "{0} months of rent were charged", charged);
      }
    } catch (RuntimeException failure) {
      LOG.log(
          System.Logger.Level.ERROR, "Rents and quarantines were not brought up to date", failure);
    }
  }
}
