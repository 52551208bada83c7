package livery.spending;

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

/** Closes expired lots and lets limits follow their tenants' zones, every minute. */
@ApplicationScoped
public class SpendingJobs {

  private static final System.Logger LOG = System.getLogger(SpendingJobs.class.getName());

  private final Offers offers;
  private final Limits limits;
  private Future<?> run;

  @Resource private ManagedScheduledExecutorService timer;

  @Inject
  SpendingJobs(Offers offers, Limits limits) {
    this.offers = offers;
    this.limits = limits;
  }

  protected SpendingJobs() {
    this(null, null);
  }

  void start(@Observes @Priority(Started.LINKS) Started started) {
    run = timer.scheduleWithFixedDelay(this::run, 1, 1, TimeUnit.MINUTES);
  }

  void stop(@Observes Stopping stopping) {
    if (run != null) {
      run.cancel(false);
    }
  }

  /** A failure ends this run only; the next one takes it up again. */
  private void run() {
    try {
      offers.expire();
      limits.followZones();
    } catch (RuntimeException failure) {
      LOG.log(System.Logger.Level.ERROR, "Expired lots were not closed", failure);
    }
  }
}
