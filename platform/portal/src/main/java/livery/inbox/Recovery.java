package livery.inbox;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import livery.message.Sender;
import livery.store.Ids;
import livery.store.Jobs;
import livery.store.Started;
import livery.store.Store;
import livery.store.StoreFailure;

/**
 * Takes up what an earlier run of the portal left unfinished, and keeps the id below which nothing
 * is unfinished, so that the next start need not look at everything.
 */
@ApplicationScoped
public class Recovery {

  private static final int FETCH = 2_000;
  private static final Duration PERIOD = Duration.ofSeconds(20);
  private static final System.Logger LOG = System.getLogger(Recovery.class.getName());

  private final Store store;
  private final Ids ids;
  private final Inbox inbox;
  private final Sender sender;
  private final Watermark finished;
  private volatile LongSupplier firstUndecided = () -> Long.MAX_VALUE;
  private volatile Consumer<List<Stored>> takesUp = stored -> {};
  private long before;

  @Inject
  public Recovery(Store store, Ids ids, Inbox inbox, Sender sender) {
    this.store = store;
    this.ids = ids;
    this.inbox = inbox;
    this.sender = sender;
    this.finished = new Watermark(store, "message");
  }

  protected Recovery() {
    this(null, null, null, null);
  }

  /** Says who decides what was left undecided, and from which id on something is undecided now. */
  public void decidedBy(Consumer<List<Stored>> decides, LongSupplier first) {
    takesUp = decides;
    firstUndecided = first;
  }

  void start(@Observes @Priority(Started.RECOVERY) Started started, Jobs jobs) {
    var from = finished.read();
    before = from;
    sender.recover(from, ids.next());
    var next = from;
    var count = 0;
    while (true) {
      var low = next;
      var found = store.inTransaction(connection -> InboxTable.undecided(connection, low, FETCH));
      if (found.isEmpty()) {
        break;
      }
      takesUp.accept(found);
      count += found.size();
      next = found.get(found.size() - 1).id() + 1;
    }
    if (count > 0) {
      LOG.log(System.Logger.Level.INFO, "{0} messages of an earlier run are decided now", count);
    }
    jobs.every(Jobs.Lane.PATH, PERIOD, "What waits was not looked for", this::tick);
  }

  private void tick() {
    try {
      inbox.handOnLate();
      // What was given out as an id one period ago is in the table, in a queue, or finished.
      var now =
          Math.min(Math.min(firstUndecided.getAsLong(), sender.firstUnfinished()), ids.next());
      finished.write(Math.min(before, now));
      before = now;
    } catch (StoreFailure failure) {
      LOG.log(System.Logger.Level.WARNING, "The watermark waits: {0}", failure.getMessage());
    }
  }
}
