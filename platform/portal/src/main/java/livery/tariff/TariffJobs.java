package livery.tariff;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import livery.store.Jobs;
import livery.store.Started;

/** Every minute: tariffs whose day has come hold. Makes up for what an outage missed. */
@ApplicationScoped
public class TariffJobs {

  private static final System.Logger LOG = System.getLogger(TariffJobs.class.getName());

  private final Tariffs tariffs;

  @Inject
  TariffJobs(Tariffs tariffs) {
    this.tariffs = tariffs;
  }

  protected TariffJobs() {
    this(null);
  }

  void start(@Observes @Priority(Started.LINKS) Started started, Jobs jobs) {
    jobs.every(
        Jobs.Lane.SOON,
        Duration.ZERO,
        Duration.ofMinutes(1),
        "Tariffs of today were not taken over",
        this::run);
  }

  private void run() {
    var changed = tariffs.applyDue();
    if (changed > 0) {
      LOG.log(System.Logger.Level.INFO, "{0} numbers have another tariff today", changed);
    }
  }
}
