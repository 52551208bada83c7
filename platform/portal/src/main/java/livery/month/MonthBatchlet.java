package livery.month;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** The step of {@code batch-jobs/month-close.xml}. */
@Named
@Dependent
public class MonthBatchlet extends AbstractBatchlet {

  static final String JOB = "month-close";
  static final String PERIOD = "period";

  @Inject private MonthClose close;
  @Inject private JobContext job;

  @Override
  public String process() {
    close.run(Integer.parseInt(job.getProperties().getProperty(PERIOD)));
    return "done";
  }
}
