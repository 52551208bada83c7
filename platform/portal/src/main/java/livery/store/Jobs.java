package livery.store;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Work that comes again and again while the portal runs, on a few threads for each kind of it: the
 * container's timer has one thread for everything, and a count that takes it for minutes would hold
 * up a text, a mail and the end of a campaign. Thread-safe.
 */
@ApplicationScoped
public class Jobs {

  private static final System.Logger LOG = System.getLogger(Jobs.class.getName());

  /** Who waits for whom: jobs of one lane share its threads. */
  public enum Lane {
    /** What the message path looks after: milliseconds, and a text may wait for it. */
    PATH(2),
    /** What is over within seconds and somebody may wait for. */
    SOON(3),
    /** What may take minutes: counts, checks, documents. */
    LONG(2);

    final int threads;

    Lane(int threads) {
      this.threads = threads;
    }
  }

  private final Map<Lane, ScheduledExecutorService> lanes = new EnumMap<>(Lane.class);

  @Resource private ManagedThreadFactory factory;

  @PostConstruct
  void begin() {
    begin(factory);
  }

  void begin(ThreadFactory threads) {
    for (var lane : Lane.values()) {
      lanes.put(lane, Executors.newScheduledThreadPool(lane.threads, threads));
    }
  }

  /**
   * Runs {@code work} again and again until the portal ends, never twice at once. What it throws
   * ends that run only.
   *
   * @param first how long from now until the first run
   * @param pause how long from the end of a run to the next
   * @param failure what has not been done when a run fails, as a sentence for the log
   */
  public void every(Lane lane, Duration first, Duration pause, String failure, Runnable work) {
    lanes
        .get(lane)
        .scheduleWithFixedDelay(
            () -> run(failure, work), first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The same, first after one pause. */
  public void every(Lane lane, Duration pause, String failure, Runnable work) {
    every(lane, pause, pause, failure, work);
  }

  /** Runs {@code work} once, so long from now. */
  public void once(Lane lane, Duration pause, String failure, Runnable work) {
    lanes.get(lane).schedule(() -> run(failure, work), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void run(String failure, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException thrown) {
      LOG.log(System.Logger.Level.ERROR, failure, thrown);
    }
  }

  /** Before anything closes: no job begins any more, and those of the message path end at once. */
  void stop(@Observes @Priority(Stopping.LINKS) Stopping stopping) {
    lanes.get(Lane.PATH).shutdownNow();
    lanes.values().forEach(ScheduledExecutorService::shutdown);
  }
}
