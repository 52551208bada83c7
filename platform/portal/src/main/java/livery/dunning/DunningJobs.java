package livery.dunning;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import livery.store.Jobs;
import livery.store.Started;

/** Reminds by itself, for those who want it. */
@ApplicationScoped
public class DunningJobs {

  private static final Duration PERIOD = Duration.ofHours(1);

  private final Dunning dunning;

  @Inject
  DunningJobs(Dunning dunning) {
    this.dunning = dunning;
  }

  protected DunningJobs() {
    this(null);
  }

  void start(@Observes @Priority(Started.LINKS) Started started, Jobs jobs) {
    jobs.every(
        Jobs.Lane.LONG, Duration.ofMinutes(5), PERIOD, "Nobody was reminded", dunning::remindAll);
  }
}
