package livery.dispatch;

import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import livery.billing.BillingException;
import livery.contact.Blocks;
import livery.inbox.Inbox;
import livery.inbox.Recovery;
import livery.inbox.Stored;
import livery.message.MessageTable;
import livery.message.Sender;
import livery.store.Committer;
import livery.store.Pressure;
import livery.store.Started;
import livery.store.Stopping;
import livery.store.Store;
import livery.store.StoreFailure;
import livery.store.Turn;

/**
 * Takes stored messages in batches and has each batch decided in one transaction; the next is
 * decided while the log of the one before is written.
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
  private final Pressure pressure;
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
      Recovery recovery,
      Pressure pressure) {
    this.store = store;
    this.inbox = inbox;
    this.decision = decision;
    this.parking = parking;
    this.optOut = optOut;
    this.blocks = blocks;
    this.sender = sender;
    this.recovery = recovery;
    this.pressure = pressure;
  }

  protected Dispatcher() {
    this(null, null, null, null, null, null, null, null, null);
  }

  void start(@Observes @Priority(Started.RECOVERY - 50) Started started) {
    start(threads);
  }

  /** Begins on threads of this kind. */
  void start(ThreadFactory kind) {
    committer =
        Committer.overlapping("dispatcher", QUEUE_MAX, BATCH_MAX, kind, this::decideAll).start();
    inbox.whenStored(
        stored -> {
          optOut.blockAtOnce(stored);
          takeUp(stored);
        });
    recovery.decidedBy(this::takeUp, this::firstUndecided);
    pressure.at(() -> waiting() > BATCH_MAX);
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

  private void decideAll(List<Stored> batch, Turn turn) {
    try {
      decideUntilDone(batch, turn);
    } finally {
      batch.forEach(message -> undecided.remove(message.id()));
    }
  }

  private void decideUntilDone(List<Stored> batch, Turn turn) {
    var open = batch;
    var locks = Decision.Locks.LATE;
    while (!open.isEmpty()) {
      var attempt = new Attempt(open, turn, locks);
      try {
        attempt.decide();
        return;
      } catch (RuntimeException | Error failure) {
        turn.failed();
        if (failure instanceof Turn.BeforeFailed) {
          continue;
        }
        if (failure instanceof BillingException.Overtaken) {
          locks = Decision.Locks.EARLY;
          continue;
        }
        if (isDatabase(failure)) {
          LOG.log(
              System.Logger.Level.WARNING,
              "{0} messages could not be decided: {1}",
              open.size(),
              failure.getMessage());
          open = afterFailure(attempt);
          continue;
        }
        LOG.log(
            System.Logger.Level.WARNING,
            "A batch of {0} messages failed and is decided one by one: {1}",
            open.size(),
            failure.toString());
        open.forEach(message -> decideAlone(message, turn));
        return;
      }
    }
  }

  /** Some messages that are decided together, or not at all. */
  private final class Attempt {

    private final List<Stored> batch;
    private final Turn turn;
    private final Decision.Locks locks;
    private final List<Blocks.Block> lifted = new ArrayList<>();

    Attempt(List<Stored> batch, Turn turn, Decision.Locks locks) {
      this.batch = batch;
      this.turn = turn;
      this.locks = locks;
    }

    void decide() {
      var committed = false;
      try (var handover = sender.handover()) {
        var result =
            store.inTransaction(
                connection -> {
                  var decided = decision.decide(connection, batch, lifted, locks);
                  turn.handOn();
                  return decided;
                });
        committed = true;
        result.talk().forget();
        handover.take(result.outgoing());
      } finally {
        if (!committed) {
          lifted.forEach(blocks::remember);
        }
      }
    }

    /** These were committed all the same. */
    void decidedAfterAll(Set<Long> messages) {
      lifted.stream().filter(block -> messages.contains(block.messageId())).forEach(blocks::forget);
    }
  }

  /** In our own statements, or in those of a plugin: it says nothing about the messages. */
  private static boolean isDatabase(Throwable failure) {
    return failure instanceof StoreFailure || Store.isPassing(failure);
  }

  private void decideAlone(Stored message, Turn turn) {
    Throwable last = null;
    for (var tries = 1; tries <= ATTEMPTS_MAX; tries++) {
      var attempt = new Attempt(List.of(message), turn, Decision.Locks.EARLY);
      try {
        attempt.decide();
        return;
      } catch (RuntimeException | Error failure) {
        last = failure;
        if (!isDatabase(failure)) {
          break;
        }
        if (!decidedAfterAll(attempt).isEmpty()) {
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
  private List<Stored> afterFailure(Attempt attempt) {
    var decided = decidedAfterAll(attempt);
    if (decided.isEmpty()) {
      attempt.batch.forEach(message -> decideAlone(message, attempt.turn));
      return List.of();
    }
    return attempt.batch.stream().filter(message -> !decided.contains(message.id())).toList();
  }

  /**
   * Waits for the database and says which messages had been committed; their texts, which nobody
   * has handed to the sender, are fetched from the table.
   */
  private Set<Long> decidedAfterAll(Attempt attempt) {
    var ids = attempt.batch.stream().map(Stored::id).toList();
    while (true) {
      try {
        var decided =
            Set.copyOf(store.inTransaction(connection -> MessageTable.present(connection, ids)));
        if (!decided.isEmpty()) {
          sender.fetchFrom(Collections.min(ids));
          decision.unsure();
          attempt.decidedAfterAll(decided);
        }
        return decided;
      } catch (StoreFailure stillDown) {
        LockSupport.parkNanos(RETRY_PAUSE.toNanos());
      }
    }
  }
}
