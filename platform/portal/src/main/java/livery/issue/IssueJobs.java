package livery.issue;

import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import livery.store.Started;
import livery.store.Stopping;

/** Issues the documents of months whose day has come, and goes on with runs that were cut off. */
@ApplicationScoped
public class IssueJobs {

  private static final int PERIOD_MINUTES = 15;
  private static final System.Logger LOG = System.getLogger(IssueJobs.class.getName());

  private final MonthIssue months;
  private Future<?> job;

  @Resource private ManagedScheduledExecutorService timer;

  @Inject
  IssueJobs(MonthIssue months) {
    this.months = months;
  }

  protected IssueJobs() {
    this(null);
  }

  void start(@Observes @Priority(Started.LINKS) Started started) {
    job = timer.scheduleWithFixedDelay(this::run, 2, PERIOD_MINUTES, TimeUnit.MINUTES);
  }

  void stop(@Observes Stopping stopping) {
    if (job != null) {
      job.cancel(false);
    }
  }

  /** A failure ends this run only; the next one takes it up again. */
  private void run() {
    try {
      months.runDue();
    } catch (RuntimeException failure) {
      LOG.log(System.Logger.Level.ERROR, "Documents of ended months were not issued", failure);
    }
  }
}
