package livery.payment;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import livery.store.Jobs;
import livery.store.Started;

/** Ends payments of which nothing was heard, every minute. */
@ApplicationScoped
public class PaymentJobs {

  private final Payments payments;

  @Inject
  PaymentJobs(Payments payments) {
    this.payments = payments;
  }

  protected PaymentJobs() {
    this(null);
  }

  void start(@Observes @Priority(Started.LINKS) Started started, Jobs jobs) {
    jobs.every(Jobs.Lane.SOON, Duration.ofMinutes(1), "Payments were not ended", payments::expire);
  }
}
