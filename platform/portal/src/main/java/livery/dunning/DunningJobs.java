package livery.dunning;

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

/** Reminds by itself, for those who want it. */
@ApplicationScoped
public class DunningJobs {

  private static final int PERIOD_MINUTES = 60;
  private static final System.Logger LOG = System.getLogger(DunningJobs.class.getName());

  private final Dunning dunning;
  private Future<?> job;

  @Resource private ManagedScheduledExecutorService timer;

  @Inject
  DunningJobs(Dunning dunning) {
    this.dunning = dunning;
  }

  protected DunningJobs() {
    this(null);
  }

  void start(@Observes @Priority(Started.LINKS) Started started) {
    job = timer.scheduleWithFixedDelay(this::run, 5, PERIOD_MINUTES, TimeUnit.MINUTES);
  }

  void stop(@Observes Stopping stopping) {
    if (job != null) {
      job.cancel(false);
    }
  }

  /** A failure ends this run only; the next one takes it up again. */
  private void run() {
    try {
      dunning.remindAll();
    } catch (RuntimeException failure) {
      LOG.log(System.Logger.Level.ERROR, "Nobody was reminded", failure);
    }
  }
}
