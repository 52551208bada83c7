package livery.month;

import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import livery.store.Started;
import livery.store.Stopping;

/**
 * Hands closes of months to Jakarta Batch: those that somebody has begun, those that the calendar
 * asks for, and those that an earlier process left unfinished. Looks after agents, too.
 */
@ApplicationScoped
public class MonthJobs {

  private static final int PERIOD_SECONDS = 30;
  private static final System.Logger LOG = System.getLogger(MonthJobs.class.getName());

  private final Months months;
  private final Agents agents;
  private Future<?> watch;

  @Resource private ManagedScheduledExecutorService timer;

  @Inject
  MonthJobs(Months months, Agents agents) {
    this.months = months;
    this.agents = agents;
  }

  protected MonthJobs() {
    this(null, null);
  }

  /** Before the first message: who sells to whom is part of its price. */
  void load(@Observes @Priority(Started.CACHES + 50) Started started) {
    agents.refresh();
  }

  void start(@Observes @Priority(Started.LINKS) Started started) {
    watch = timer.scheduleWithFixedDelay(this::watch, 1, PERIOD_SECONDS, TimeUnit.SECONDS);
  }

  void stop(@Observes Stopping stopping) {
    if (watch != null) {
      watch.cancel(false);
    }
  }

  void begin(@Observes Months.Begun begun) {
    submit(begun.period());
  }

  private void watch() {
    look("agents", agents::refresh);
    look("commissions", agents::accrue);
    look(
        "closes of months",
        () -> {
          months.beginByCalendar();
          months.unfinished().forEach(MonthJobs::submit);
        });
  }

  /** A failure ends this look only; the next one takes it up again. */
  private static void look(String what, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException failure) {
      LOG.log(System.Logger.Level.ERROR, "Not looked after: " + what, failure);
    }
  }

  /** Harmless for one that runs already: the second finds the lock taken and ends. */
  private static void submit(int period) {
    JobOperator operator = BatchRuntime.getJobOperator();
    var parameters = new Properties();
    parameters.setProperty(MonthBatchlet.PERIOD, Integer.toString(period));
    operator.start(MonthBatchlet.JOB, parameters);
  }
}
