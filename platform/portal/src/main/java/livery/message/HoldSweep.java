package livery.message;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import livery.store.Jobs;
import livery.store.Started;
import livery.store.Store;

/** Every minute: holds that have run out are freed, or charged where their seller wants it so. */
@ApplicationScoped
public class HoldSweep {

  private static final int BATCH = 500;
  private static final System.Logger LOG = System.getLogger(HoldSweep.class.getName());

  private final Store store;
  private final ReceiptCharges charges;

  @Inject
  public HoldSweep(Store store, ReceiptCharges charges) {
    this.store = store;
    this.charges = charges;
  }

  protected HoldSweep() {
    this(null, null);
  }

  void start(@Observes @Priority(Started.LINKS) Started started, Jobs jobs) {
    jobs.every(
        Jobs.Lane.SOON, Duration.ofMinutes(1), "Holds that ran out were not ended", this::run);
  }

  private void run() {
    var ended = sweep();
    if (ended > 0) {
      LOG.log(System.Logger.Level.INFO, "The holds of {0} messages ran out", ended);
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
