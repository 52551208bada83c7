package livery.sales;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import livery.store.Jobs;
import livery.store.Started;

/** Counts sales while the portal runs: what is new each minute, what has changed each day. */
@ApplicationScoped
public class SalesJobs {

  private static final Duration FIRST = Duration.ofSeconds(20);
  private static final Duration PERIOD = Duration.ofMinutes(1);
  private static final Duration FIRST_LOOK_BACK = Duration.ofHours(1);
  private static final Duration LOOK_BACK = Duration.ofHours(24);

  private final SalesCount count;
  private final Clock clock;
  private Instant lookBackAt;

  @Inject
  SalesJobs(SalesCount count, Clock clock) {
    this.count = count;
    this.clock = clock;
  }

  protected SalesJobs() {
    this(null, null);
  }

  void start(@Observes @Priority(Started.LINKS) Started started, Jobs jobs) {
    lookBackAt = clock.instant().plus(FIRST_LOOK_BACK);
    jobs.every(Jobs.Lane.LONG, FIRST, PERIOD, "Sales were not counted", this::run);
  }

  /** One after the other: both write the same counts. */
  private void run() {
    count.count();
    var now = clock.instant();
    if (!now.isBefore(lookBackAt)) {
      lookBackAt = now.plus(LOOK_BACK);
      count.lookBack();
    }
  }
}
