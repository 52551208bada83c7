package livery.sales;

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

/** Counts sales while the portal runs: what is new each minute, what has changed each day. */
@ApplicationScoped
public class SalesJobs {

  private static final System.Logger LOG = System.getLogger(SalesJobs.class.getName());
  private static final long FIRST_SECONDS = 20;
  private static final long EACH_SECONDS = 60;
  private static final long LOOK_BACK_HOURS = 24;

  private final SalesCount count;
  private Future<?> counting;
  private Future<?> lookingBack;

  @Resource private ManagedScheduledExecutorService timer;

  @Inject
  SalesJobs(SalesCount count) {
    this.count = count;
  }

  protected SalesJobs() {
    this(null);
  }

  void start(@Observes @Priority(Started.LINKS) Started started) {
    counting =
        timer.scheduleWithFixedDelay(
            () -> quietly(count::count), FIRST_SECONDS, EACH_SECONDS, TimeUnit.SECONDS);
    lookingBack =
        timer.scheduleWithFixedDelay(
            () -> quietly(count::lookBack), 1, LOOK_BACK_HOURS, TimeUnit.HOURS);
  }

  void stop(@Observes Stopping stopping) {
    for (var job : new Future<?>[] {counting, lookingBack}) {
      if (job != null) {
        job.cancel(false);
      }
    }
  }

  /** A failure ends this run only; the next one takes it up again. */
  private static void quietly(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException failure) {
      LOG.log(System.Logger.Level.ERROR, "Sales were not counted", failure);
    }
  }
}
