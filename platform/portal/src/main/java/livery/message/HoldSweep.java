package livery.message;

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
import livery.store.Store;

/** Every minute: holds that have run out are freed, or charged where their seller wants it so. */
@ApplicationScoped
public class HoldSweep {

  private static final int BATCH = 500;
  private static final System.Logger LOG = System.getLogger(HoldSweep.class.getName());

  private final Store store;
  private final ReceiptCharges charges;
  private Future<?> job;

  @Resource private ManagedScheduledExecutorService timer;

  @Inject
  public HoldSweep(Store store, ReceiptCharges charges) {
    this.store = store;
    this.charges = charges;
  }

  protected HoldSweep() {
    this(null, null);
  }

  void start(@Observes @Priority(Started.LINKS) Started started) {
    job = timer.scheduleWithFixedDelay(this::run, 1, 1, TimeUnit.MINUTES);
  }

  void stop(@Observes Stopping stopping) {
    if (job != null) {
      job.cancel(false);
    }
  }

  private void run() {
    try {
      var ended = sweep();
      if (ended > 0) {
        LOG.log(System.Logger.Level.INFO, "The holds of {0} messages ran out", ended);
      }
    } catch (RuntimeException failure) {
      LOG.log(System.Logger.Level.ERROR, "Holds that ran out were not ended", failure);
    }
  }

  /** Ends all there are, a batch in each transaction; says how many events that was. */
  int sweep() {
    var all = 0;
    while (true) {
      int ended = store.inTransaction(connection -> charges.expire(connection, BATCH));
      all += ended;
      if (ended == 0) {
        return all;
      }
    }
  }
}
