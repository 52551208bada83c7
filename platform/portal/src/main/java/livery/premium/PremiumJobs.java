package livery.premium;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import livery.store.Jobs;
import livery.store.Started;

/**
 * Every ten minutes premium texts of today and the days before are counted, and confirmed income
 * becomes payable when its days are over. Makes up for an outage of a month.
 */
@ApplicationScoped
public class PremiumJobs {

  private static final Duration PERIOD = Duration.ofMinutes(10);
  private static final int BACK_DAYS = 2;
  private static final int FIRST_BACK_DAYS = 31;
  private static final System.Logger LOG = System.getLogger(PremiumJobs.class.getName());

  private final DayCount count;
  private final Income income;
  private LocalDate countedTo;

  @Inject
  PremiumJobs(DayCount count, Income income) {
    this.count = count;
    this.income = income;
  }

  protected PremiumJobs() {
    this(null, null);
  }

  void start(@Observes @Priority(Started.LINKS) Started started, Jobs jobs) {
    jobs.every(Jobs.Lane.LONG, Duration.ZERO, PERIOD, "Premium texts were not counted", this::run);
  }

  private void run() {
    var today = income.today();
    count.count(today.minusDays(countedTo == null ? FIRST_BACK_DAYS : BACK_DAYS), today);
    countedTo = today;
    var payable = income.ripen();
    if (payable > 0) {
      LOG.log(System.Logger.Level.INFO, "{0} rows of premium income are payable", payable);
    }
  }
}
