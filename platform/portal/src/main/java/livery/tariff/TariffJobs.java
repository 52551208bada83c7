package livery.tariff;

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

/** Every minute: tariffs whose day has come hold. Makes up for what an outage missed. */
@ApplicationScoped
public class TariffJobs {

  private static final System.Logger LOG = System.getLogger(TariffJobs.class.getName());

  private final Tariffs tariffs;
  private Future<?> job;

  @Resource private ManagedScheduledExecutorService timer;

  @Inject
  TariffJobs(Tariffs tariffs) {
    this.tariffs = tariffs;
  }

  protected TariffJobs() {
    this(null);
  }

  void start(@Observes @Priority(Started.LINKS) Started started) {
    job = timer.scheduleWithFixedDelay(this::run, 0, 1, TimeUnit.MINUTES);
  }

  void stop(@Observes Stopping stopping) {
    if (job != null) {
      job.cancel(false);
    }
  }

  private void run() {
    try {
      var changed = tariffs.applyDue();
      if (changed > 0) {
        LOG.log(System.Logger.Level.INFO, "{0} numbers have another tariff today", changed);
      }
    } catch (RuntimeException failure) {
      LOG.log(System.Logger.Level.ERROR, "Tariffs of today were not taken over", failure);
    }
  }
}
