package livery.payment;

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

/** Ends payments of which nothing was heard, every minute. */
@ApplicationScoped
public class PaymentJobs {

  private static final System.Logger LOG = System.getLogger(PaymentJobs.class.getName());

  private final Payments payments;
  private Future<?> expiry;

  @Resource private ManagedScheduledExecutorService timer;

  @Inject
  PaymentJobs(Payments payments) {
    this.payments = payments;
  }

  protected PaymentJobs() {
    this(null);
  }

  void start(@Observes @Priority(Started.LINKS) Started started) {
    expiry = timer.scheduleWithFixedDelay(this::expire, 1, 1, TimeUnit.MINUTES);
  }

  void stop(@Observes Stopping stopping) {
    if (expiry != null) {
      expiry.cancel(false);
    }
  }

  /** A failure ends this run only; the next one takes it up again. */
  private void expire() {
    try {
      payments.expire();
    } catch (RuntimeException failure) {
      LOG.log(System.Logger.Level.ERROR, "Payments were not ended", failure);
    }
  }
}
