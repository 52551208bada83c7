package livery.issue;

import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import livery.bank.Demands;
import livery.document.Payments;
import livery.store.Started;
import livery.store.Stopping;

/**
 * Issues the documents of months whose day has come, goes on with runs that were cut off, and
 * closes proformas that the bank says are paid.
 */
@ApplicationScoped
public class IssueJobs {

  private static final int PERIOD_MINUTES = 15;
  private static final System.Logger LOG = System.getLogger(IssueJobs.class.getName());

  private final MonthIssue months;
  private final Payments payments;
  private Future<?> job;

  @Resource private ManagedScheduledExecutorService timer;

  @Inject
  IssueJobs(MonthIssue months, Payments payments) {
    this.months = months;
    this.payments = payments;
  }

  protected IssueJobs() {
    this(null, null);
  }

  void start(@Observes @Priority(Started.LINKS) Started started) {
    job = timer.scheduleWithFixedDelay(this::run, 2, PERIOD_MINUTES, TimeUnit.MINUTES);
  }

  void stop(@Observes Stopping stopping) {
    if (job != null) {
      job.cancel(false);
    }
  }

  /** Within the transaction that moves the money; what goes back opens the proforma again. */
  void paid(@Observes Demands.Paid paid) {
    if (paid.demand().documentId() != 0) {
      payments.counted(paid.demand().documentId(), paid.change());
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
