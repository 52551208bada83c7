package livery.dispatch;

import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.locks.LockSupport;
import livery.contact.Blocks;
import livery.inbox.Inbox;
import livery.inbox.Recovery;
import livery.inbox.Stored;
import livery.message.MessageTable;
import livery.message.Sender;
import livery.store.Committer;
import livery.store.Started;
import livery.store.Stopping;
import livery.store.Store;
import livery.store.StoreFailure;

/**
 * Takes stored messages in batches and has each batch decided in one transaction.
 *
 * <p>When a batch fails, it is rolled back and decided one message at a time; a message that fails
 * by itself is parked with its reason. While the database does not answer, the batch waits.
 */
@ApplicationScoped
public class Dispatcher {

  static final int QUEUE_MAX = 8_192;
  static final int BATCH_MAX = 900; // as an IN takes
  private static final int STOP_MILLIS = 10_000;
  private static final int ATTEMPTS_MAX = 3;
  private static final Duration RETRY_PAUSE = Duration.ofMillis(250);
  private static final System.Logger LOG = System.getLogger(Dispatcher.class.getName());

  private final Store store;
  private final Inbox inbox;
  private final Decision decision;
  private final Parking parking;
  private final OptOut optOut;
  private final Blocks blocks;
  private final Sender sender;
  private final Recovery recovery;
  private final ConcurrentSkipListSet<Long> undecided = new ConcurrentSkipListSet<>();
  private Committer<Stored> committer;

  @Resource private ManagedThreadFactory threads;

  @Inject
  Dispatcher(
      Store store,
      Inbox inbox,
      Decision decision,
      Parking parking,
      OptOut optOut,
      Blocks blocks,
      Sender sender,
      Recovery recovery) {
    this.store = store;
    this.inbox = inbox;
    this.decision = decision;
    this.parking = parking;
    this.optOut = optOut;
    this.blocks = blocks;
    this.sender = sender;
    this.recovery = recovery;
  }

  protected Dispatcher() {
    this(null, null, null, null, null, null, null, null);
  }

  void start(@Observes @Priority(Started.RECOVERY - 50) Started started) {
    committer =
        new Committer<>("dispatcher", QUEUE_MAX, BATCH_MAX, threads, this::decideAll).start();
    inbox.whenStored(
        stored -> {
          optOut.blockAtOnce(stored);
          takeUp(stored);
        });
    recovery.decidedBy(this::takeUp, this::firstUndecided);
  }

  void stop(@Observes @Priority(Stopping.QUEUES + 20) Stopping stopping) {
    committer.close(STOP_MILLIS);
  }

  private void takeUp(List<Stored> stored) {
    for (var message : stored) {
      undecided.add(message.id());
      committer.put(message);
    }
  }

  private long firstUndecided() {
    var first = undecided.ceiling(0L);
    return first == null ? Long.MAX_VALUE : first;
  }

  /** How many messages wait to be decided. */
  public int waiting() {
    return committer.size();
  }

  private void decideAll(List<Stored> batch) {
    try {
      decideUntilDone(batch);
    } finally {
      batch.forEach(message -> undecided.remove(message.id()));
    }
  }

  private void decideUntilDone(List<Stored> batch) {
    var open = batch;
    while (!open.isEmpty()) {
      try {
        decide(open);
        return;
      } catch (RuntimeException | Error failure) {
        if (isDatabase(failure)) {
          LOG.log(
              System.Logger.Level.WARNING,
              "{0} messages could not be decided: {1}",
              open.size(),
              failure.getMessage());
          open = afterFailure(open);
          continue;
        }
        LOG.log(
            System.Logger.Level.WARNING,
            "A batch of {0} messages failed and is decided one by one: {1}",
            open.size(),
            failure.toString());
        open.forEach(this::decideAlone);
        return;
      }
    }
  }

  private void decide(List<Stored> batch) {
    try (var handover = sender.handover()) {
      var result = store.inTransaction(connection -> decision.decide(connection, batch));
      result.lifted().forEach(blocks::forget);
      result.talk().remember();
      handover.take(result.outgoing());
    }
  }

  /** In our own statements, or in those of a plugin: it says nothing about the messages. */
  private static boolean isDatabase(Throwable failure) {
    return failure instanceof StoreFailure || Store.isPassing(failure);
  }

  private void decideAlone(Stored message) {
    Throwable last = null;
    for (var attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
      try {
        decide(List.of(message));
        return;
      } catch (RuntimeException | Error failure) {
        last = failure;
        if (!isDatabase(failure)) {
          break;
        }
        if (!decidedAfterAll(List.of(message)).isEmpty()) {
          return;
        }
      }
    }
    LOG.log(
        System.Logger.Level.WARNING,
        "Message {0} is parked: {1}",
        message.id(),
        String.valueOf(last));
    parking.park(message, last);
  }

  /**
   * The commit failed, or its answer was lost: what had not been committed is decided one by one.
   */
  private List<Stored> afterFailure(List<Stored> batch) {
    var decided = decidedAfterAll(batch);
    if (decided.isEmpty()) {
      batch.forEach(this::decideAlone);
      return List.of();
    }
    return batch.stream().filter(message -> !decided.contains(message.id())).toList();
  }

  /**
   * Waits for the database and says which messages had been committed; their texts, which nobody
   * has handed to the sender, are fetched from the table.
   */
  private Set<Long> decidedAfterAll(List<Stored> batch) {
    var ids = batch.stream().map(Stored::id).toList();
    while (true) {
      try {
        var decided =
            Set.copyOf(store.inTransaction(connection -> MessageTable.present(connection, ids)));
        if (!decided.isEmpty()) {
          sender.fetchFrom(Collections.min(ids));
          decision.unsure();
        }
        return decided;
      } catch (StoreFailure stillDown) {
        LockSupport.parkNanos(RETRY_PAUSE.toNanos());
      }
    }
  }
}
