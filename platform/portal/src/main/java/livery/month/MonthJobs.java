package livery.month;

import jakarta.annotation.Priority;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Properties;
import livery.store.Jobs;
import livery.store.Started;

/**
 * Hands closes of months to Jakarta Batch: those that somebody has begun, those that the calendar
 * asks for, and those that an earlier process left unfinished. Looks after agents, too.
 */
@ApplicationScoped
public class MonthJobs {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration PERIOD = Duration.ofSeconds(30);

  private final Months months;
  private final Agents agents;

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

  void start(@Observes @Priority(Started.LINKS) Started started, Jobs jobs) {
    jobs.every(Jobs.Lane.SOON, FIRST, PERIOD, "Agents were not looked after", agents::refresh);
    jobs.every(
        Jobs.Lane.SOON, FIRST, PERIOD, "Closes of months were not looked after", this::closeDue);
    jobs.every(Jobs.Lane.LONG, FIRST, PERIOD, "Commissions were not booked", agents::accrue);
  }

  void begin(@Observes Months.Begun begun) {
    submit(begun.period());
  }

  private void closeDue() {
    months.beginByCalendar();
    months.unfinished().forEach(MonthJobs::submit);
  }

  /** Harmless for one that runs already: the second finds the lock taken and ends. */
  private static void submit(int period) {
    JobOperator operator = BatchRuntime.getJobOperator();
    var parameters = new Properties();
    parameters.setProperty(MonthBatchlet.PERIOD, Integer.toString(period));
    operator.start(MonthBatchlet.JOB, parameters);
  }
}
