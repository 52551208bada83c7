package livery.premium;

import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import livery.store.Started;
import livery.store.Stopping;

/**
 * Every ten minutes premium texts of today and the days before are counted, and confirmed income
 * becomes payable when its days are over. Makes up for an outage of a month.
 */
@ApplicationScoped
public class PremiumJobs {

  private static final int PERIOD_MINUTES = 10;
  private static final int BACK_DAYS = 2;
  private static final int FIRST_BACK_DAYS = 31;
  private static final System.Logger LOG = System.getLogger(PremiumJobs.class.getName());

  private final DayCount count;
  private final Income income;
  private Future<?> job;
  private LocalDate countedTo;

  @Resource private ManagedScheduledExecutorService timer;

  @Inject
  PremiumJobs(DayCount count, Income income) {
    this.count = count;
    this.income = income;
  }

  protected PremiumJobs() {
    this(null, null);
  }

  void start(@Observes @Priority(Started.LINKS) Started started) {
    job = timer.scheduleWithFixedDelay(this::run, 0, PERIOD_MINUTES, TimeUnit.MINUTES);
  }

  void stop(@Observes Stopping stopping) {
    if (job != null) {
      job.cancel(false);
    }
  }

  /** A failure ends this run only; the next one takes it up again. */
  private void run() {
    try {
      var today = income.today();
      count.count(today.minusDays(countedTo == null ? FIRST_BACK_DAYS : BACK_DAYS), today);
      countedTo = today;
      var payable = income.ripen();
      if (payable > 0) {
        LOG.log(System.Logger.Level.INFO, "{0} rows of premium income are payable", payable);
      }
    } catch (RuntimeException failure) {
      LOG.log(System.Logger.Level.ERROR, "Premium texts were not counted", failure);
    }
  }
}
