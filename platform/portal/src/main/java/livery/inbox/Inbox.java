package livery.inbox;

import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import livery.inbox.InboxTable.Row;
import livery.message.NotStored;
import livery.store.Committer;
import livery.store.Ids;
import livery.store.Started;
import livery.store.Stopping;
import livery.store.Store;
import livery.store.StoreFailure;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Takes what operators deliver and makes it durable before it is acknowledged. Thread-safe.
 *
 * <p>What has come in while the last commit ran is the next transaction. A batch whose commit
 * failed is kept and written again until the database answers, under the same ids, so that a commit
 * whose outcome was lost is not repeated; those who wait are told {@link NotStored} after {@link
 * #PATIENCE}, and when the operator sends the message again it is recognised.
 *
 * <p>The environment sets how many parts may wait for the rest of their messages: {@code
 * LIVERY_OPEN_PARTS}.
 */
@ApplicationScoped
public class Inbox {

  static final Duration PATIENCE = Duration.ofSeconds(8);
  static final int QUEUE_MAX = 4_096;
  static final int BATCH_MAX = 500;

  /** Under a light load so long between commits, unless so many deliveries wait. */
  private static final int REST_MILLIS = 3;

  private static final int ENOUGH = 5;
  private static final int PLAIN_OCTETS_MAX = 1 << 19;
  private static final int STOP_MILLIS = 10_000;
  private static final Duration RETRY_PAUSE = Duration.ofMillis(250);
  private static final System.Logger LOG = System.getLogger(Inbox.class.getName());

  private static final class Waiting implements Resends.Origin {
    final Arrival arrival;
    final CompletableFuture<Void> stored = new CompletableFuture<>();
    volatile long id;

    Waiting(Arrival arrival) {
      this.arrival = arrival;
    }

    @Override
    public long id() {
      return id;
    }

    /** The same to be written; who waits, waits for the first one. */
    Waiting withoutRef() {
      var same = new Waiting(arrival.withoutRef());
      same.id = id;
      return same;
    }
  }

  private final Store store;
  private final Ids ids;
  private final Clock clock;
  private final OpenParts open;
  private final Resends resends = new Resends();
  private final Doubts doubts;
  private Committer<Waiting> committer;
  private volatile Consumer<List<Stored>> next = stored -> {};

  @Resource private ManagedThreadFactory threads;

  @Inject
  public Inbox(
      Store store,
      Ids ids,
      Clock clock,
      @ConfigProperty(name = "LIVERY_OPEN_PARTS", defaultValue = "100000") int openParts) {
    this.store = store;
    this.ids = ids;
    this.clock = clock;
    this.open = new OpenParts(store, ids, openParts);
    this.doubts = new Doubts(resends, store, ids, clock);
  }

  protected Inbox() {
    this(null, null, null, 0);
  }

  void start(@Observes @Priority(Started.CACHES) Started started) {
    begin(threads);
  }

  void begin(ThreadFactory threads) {
    open.start();
    committer =
        new Committer<>("inbox", QUEUE_MAX, BATCH_MAX, threads, this::write)
            .resting(REST_MILLIS, ENOUGH)
            .start();
    doubts.begin();
  }

  void stop(@Observes @Priority(Stopping.QUEUES) Stopping stopping) {
    end();
  }

  void end() {
    committer.close(STOP_MILLIS);
    doubts.end();
  }

  /**
   * Says who decides about stored messages. Called after the commit and before the acknowledgement,
   * on the inbox's own thread: it may wait for room, which holds the operators back.
   */
  public void whenStored(Consumer<List<Stored>> decides) {
    next = decides;
  }

  /**
   * Takes one delivery; the stage completes when it is stored, or exceptionally with {@link
   * NotStored}. A resend of something stored completes like the first one.
   */
  public CompletableFuture<Void> offer(Arrival arrival) {
    var waiting = new Waiting(arrival);
    synchronized (resends) {
      var resend =
          resends.remember(arrival.linkId(), arrival.fingerprint(), arrival.receivedAt(), waiting);
      if (resend.isPresent()) {
        return resend.get().origin instanceof Waiting first
            ? patient(first, resend.get())
            : CompletableFuture.completedFuture(null);
      }
      if (!committer.offer(waiting)) {
        resends.forgetLast(arrival.linkId());
        return CompletableFuture.failedFuture(new NotStored(NotStored.Reason.FULL));
      }
      return patient(waiting, resends.last(arrival.linkId()));
    }
  }

  /** As {@link #offer}, but waits; throws {@link NotStored}. */
  public void accept(Arrival arrival) {
    try {
      offer(arrival).join();
    } catch (CompletionException failure) {
      throw failure.getCause() instanceof NotStored notStored ? notStored : failure;
    }
  }

  /**
   * A bind ended.
   *
   * @param taken whether the operator is known to have read every answer; otherwise what the link
   *     delivered last may come again
   */
  public void bindEnded(long linkId, boolean taken) {
    doubts.bindEnded(linkId, taken);
  }

  /** The stored messages with these ids, to be decided anew in the caller's transaction. */
  public static List<Stored> stored(java.sql.Connection connection, List<Long> ids)
      throws SQLException {
    return InboxTable.byIds(connection, ids);
  }

  /** How many deliveries wait to be stored. */
  public int waiting() {
    return committer.size();
  }

  /** The caller's own view of the stage: gives up after a while, the message itself does not. */
  private CompletableFuture<Void> patient(Waiting waiting, Resends.Delivery delivery) {
    if (waiting.stored.isDone()) {
      return waiting.stored;
    }
    return waiting
        .stored
        .copy()
        .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .handle(
            (nothing, failure) -> {
              if (failure == null) {
                return null;
              }
              synchronized (resends) {
                resends.refused(waiting.arrival.linkId(), delivery, clock.instant());
              }
              throw new CompletionException(new NotStored(NotStored.Reason.DATABASE));
            });
  }

  private void write(List<Waiting> batch) {
    var first = ids.next(batch.size());
    for (var i = 0; i < batch.size(); i++) {
      batch.get(i).id = first + i;
    }
    try {
      writeUntilStored(batch);
    } catch (RuntimeException | Error failure) {
      batch.forEach(waiting -> waiting.stored.completeExceptionally(failure));
      throw failure;
    }
    limitOpen(batch);
  }

  private void limitOpen(List<Waiting> batch) {
    var parts = batch.stream().filter(one -> one.arrival.concatenation().isPresent()).count();
    try {
      open.stored((int) parts, next);
    } catch (StoreFailure failure) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Parts over the limit wait for the next ones: {0}",
          failure.getMessage());
    }
  }

  private void writeUntilStored(List<Waiting> batch) {
    for (var attempt = 1; ; attempt++) {
      try {
        var again = attempt > 1;
        var stored =
            again || !isPlain(batch)
                ? store.inTransaction(connection -> insert(connection, batch, again))
                : store.alone(connection -> insertPlain(connection, batch));
        if (!stored.isEmpty()) {
          next.accept(stored);
        }
        batch.forEach(waiting -> waiting.stored.complete(null));
        return;
      } catch (StoreFailure failure) {
        LOG.log(
            System.Logger.Level.WARNING,
            "{0} incoming messages wait for the database (attempt {1}): {2}",
            batch.size(),
            attempt,
            failure.getMessage());
        if (failure.isForGood()) {
          refuse(batch, failure);
          return;
        }
        LockSupport.parkNanos(RETRY_PAUSE.toNanos());
      }
    }
  }

  /** What the database will never take must not hold up the rest: that is looked for alone. */
  private void refuse(List<Waiting> batch, StoreFailure failure) {
    if (batch.size() > 1) {
      batch.forEach(waiting -> writeUntilStored(List.of(waiting)));
      return;
    }
    LOG.log(System.Logger.Level.ERROR, "An incoming message cannot be stored", failure);
    batch.get(0).stored.completeExceptionally(failure);
  }

  /** Whether a batch is one insert that fits into one packet: no look-up, nothing to join. */
  private static boolean isPlain(List<Waiting> batch) {
    var octets = 0;
    for (var waiting : batch) {
      var arrival = waiting.arrival;
      octets += 4 * arrival.text().length() + arrival.raw().length;
      if (arrival.concatenation().isPresent()
          || arrival.operatorRef().isPresent()
          || octets > PLAIN_OCTETS_MAX) {
        return false;
      }
    }
    return true;
  }

  private static List<Stored> insertPlain(Connection connection, List<Waiting> batch)
      throws SQLException {
    var rows = batch.stream().map(waiting -> Row.whole(waiting.id, waiting.arrival)).toList();
    InboxTable.insert(connection, rows);
    return rows.stream().map(Row::stored).toList();
  }

  private List<Stored> insert(Connection connection, List<Waiting> batch, boolean again)
      throws SQLException {
    if (again) {
      var committed = InboxTable.byIds(connection, batch.stream().map(one -> one.id).toList());
      if (!committed.isEmpty()) {
        return committed; // only the answer to the commit was lost
      }
    }
    var rows = new ArrayList<Row>();
    var parts = new ArrayList<Waiting>();
    for (var waiting : withoutKnownRefs(connection, batch)) {
      if (waiting.arrival.concatenation().isPresent()) {
        parts.add(waiting);
      } else {
        rows.add(Row.whole(waiting.id, waiting.arrival));
      }
    }
    rows.addAll(join(connection, parts));
    InboxTable.insert(connection, rows);
    return rows.stream().map(Row::stored).toList();
  }

  /** A message takes the id of the part with which it was handed on. */
  private static List<Row> join(Connection connection, List<Waiting> parts) throws SQLException {
    var ids = new IdentityHashMap<Arrival, Long>();
    parts.forEach(part -> ids.put(part.arrival, part.id));
    return LongMessages.add(connection, parts.stream().map(part -> part.arrival).toList()).stream()
        .map(whole -> Row.joined(ids.get(whole.last()), whole))
        .toList();
  }

  /**
   * Leaves out what the operator has delivered under the same id before. Operators use their ids
   * again after a while: another text under a known id is another message, kept without the id.
   */
  private static List<Waiting> withoutKnownRefs(Connection connection, List<Waiting> batch)
      throws SQLException {
    var referenced =
        batch.stream()
            .map(waiting -> waiting.arrival)
            .filter(arrival -> arrival.operatorRef().isPresent())
            .filter(arrival -> arrival.concatenation().isEmpty())
            .toList();
    if (referenced.isEmpty()) {
      return batch;
    }
    var known = InboxTable.presentRefs(connection, referenced);
    var rest = new ArrayList<Waiting>(batch.size());
    for (var waiting : batch) {
      var arrival = waiting.arrival;
      if (arrival.concatenation().isPresent() || arrival.operatorRef().isEmpty()) {
        rest.add(waiting);
        continue;
      }
      var key = InboxTable.key(arrival.linkId(), arrival.operatorRef().get());
      var before = known.putIfAbsent(key, arrival.fingerprint());
      if (before == null) {
        rest.add(waiting);
      } else if (before != arrival.fingerprint()) {
        rest.add(waiting.withoutRef());
      }
    }
    return rest;
  }

  /** Hands on all long messages whose other parts never came. */
  void handOnLate() {
    open.handOnLate(clock.instant().minus(Duration.ofMinutes(LongMessages.WAIT_MINUTES)), next);
    doubts.look();
  }
}
