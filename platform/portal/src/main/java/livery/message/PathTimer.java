package livery.message;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import livery.store.Stopping;

/**
 * What the message path looks after again and again, on threads of its own: the container's timer
 * has one thread for all jobs, and a report or a check that takes it for minutes must not hold up a
 * text. Thread-safe.
 */
@ApplicationScoped
class PathTimer {

  private static final System.Logger LOG = System.getLogger(PathTimer.class.getName());
  private static final int THREADS = 2;

  @Resource private ManagedThreadFactory threads;
  private ScheduledExecutorService timer;

  @PostConstruct
  void begin() {
    begin(threads);
  }

  void begin(ThreadFactory factory) {
    timer = Executors.newScheduledThreadPool(THREADS, factory);
  }

  /** Runs so long after its last end, for ever: what it throws is logged. */
  void every(long millis, Runnable tick) {
    timer.scheduleWithFixedDelay(() -> run(tick), millis, millis, TimeUnit.MILLISECONDS);
  }

  private static void run(Runnable tick) {
    try {
      tick.run();
    } catch (RuntimeException failure) {
      LOG.log(System.Logger.Level.WARNING, "A tick of the message path failed", failure);
    }
  }

  void stop(@Observes @Priority(Stopping.LINKS) Stopping stopping) {
    timer.shutdownNow();
  }
}
