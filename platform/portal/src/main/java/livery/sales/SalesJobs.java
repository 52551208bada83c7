package livery.sales;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import livery.store.Jobs;
import livery.store.Pressure;
import livery.store.Started;

/**
 * Counts sales while the portal runs: what is new each minute, what has changed each day. While
 * messages come in faster than they are decided the count waits, at most {@link #WAITS}.
 */
@ApplicationScoped
public class SalesJobs {

  private static final Duration FIRST = Duration.ofSeconds(20);
  private static final Duration PERIOD = Duration.ofMinutes(1);
  static final Duration WAITS = Duration.ofMinutes(10);
  private static final Duration FIRST_LOOK_BACK = Duration.ofHours(1);
  private static final Duration LOOK_BACK = Duration.ofHours(24);

  private final SalesCount count;
  private final Clock clock;
  private final Pressure pressure;
  private Instant lookBackAt = Instant.MAX;
  private Instant countedAt = Instant.EPOCH;

  @Inject
  SalesJobs(SalesCount count, Clock clock, Pressure pressure) {
    this.count = count;
    this.clock = clock;
    this.pressure = pressure;
  }

  protected SalesJobs() {
    this(null, null, null);
  }

  void start(@Observes @Priority(Started.LINKS) Started started, Jobs jobs) {
    lookBackAt = clock.instant().plus(FIRST_LOOK_BACK);
    jobs.every(Jobs.Lane.LONG, FIRST, PERIOD, "Sales were not counted", this::run);
  }

  /** One after the other: both write the same counts. */
  void run() {
    var now = clock.instant();
    if (pressure.isHigh() && now.isBefore(countedAt.plus(WAITS))) {
      return;
    }
    countedAt = now;
    count.countGently();
    if (!now.isBefore(lookBackAt)) {
      lookBackAt = now.plus(LOOK_BACK);
      count.lookBack();
    }
  }
}
