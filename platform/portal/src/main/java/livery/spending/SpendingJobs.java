package livery.spending;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import livery.store.Jobs;
import livery.store.Started;

/** Closes expired lots and lets limits follow their tenants' zones, every minute. */
@ApplicationScoped
public class SpendingJobs {

  private final Offers offers;
  private final Limits limits;

  @Inject
  SpendingJobs(Offers offers, Limits limits) {
    this.offers = offers;
    this.limits = limits;
  }

  protected SpendingJobs() {
    this(null, null);
  }

  void start(@Observes @Priority(Started.LINKS) Started started, Jobs jobs) {
    jobs.every(Jobs.Lane.SOON, Duration.ofMinutes(1), "Expired lots were not closed", this::run);
  }

  private void run() {
    offers.expire();
    limits.followZones();
  }
}
