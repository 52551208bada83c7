package livery.message;

import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import livery.contact.Blocks;
import livery.store.Ids;
import livery.store.Jobs;
import livery.store.Started;
import livery.store.Stopping;
import livery.store.Store;

/**
 * Hands messages to the links. The only place that decides about retries. Thread-safe.
 *
 * <p>Messages come from memory right after their commit; what does not fit, and what an earlier run
 * left, comes from the table.
 */
@ApplicationScoped
public class Sender {

  private static final int FETCH = 5_000;
  private static final int REFILL_BELOW = LinkQueue.MEMORY_MAX / 5;
  private static final Duration TICK = Duration.ofMillis(100);
  private static final System.Logger LOG = System.getLogger(Sender.class.getName());

  private final Store store;
  private final Blocks blocks;
  private final Answers answers;
  private final Clock clock;
  private final Handovers handovers;
  private final Map<Long, LinkQueue> queues = new ConcurrentHashMap<>();
  private volatile AnswerJournal journal = AnswerJournal.none();
  private volatile long recoverBelow;
  private volatile long recoverFrom;

  @Resource private ManagedThreadFactory threads;

  @Inject
  public Sender(Store store, Ids ids, Blocks blocks, Answers answers, Clock clock) {
    this.store = store;
    this.handovers = new Handovers(ids == null ? () -> 0 : ids::next);
    this.blocks = blocks;
    this.answers = answers;
    this.clock = clock;
  }

  protected Sender() {
    this(null, null, null, null, null);
  }

  /** Reads what an earlier run heard from operators and had not stored. */
  void load(@Observes @Priority(Started.CACHES) Started started) {
    var folder = System.getenv("LIVERY_JOURNAL");
    if (folder == null || folder.isBlank()) {
      LOG.log(
          System.Logger.Level.INFO,
          "LIVERY_JOURNAL is not set: a killed portal sends again what operators have just taken");
      return;
    }
    use(AnswerJournal.open(Path.of(folder)));
  }

  void use(AnswerJournal opened) {
    var known = List.copyOf(opened.messages());
    var waiting = new ArrayList<Long>();
    for (var from = 0; from < known.size(); from += FETCH) {
      var ids = known.subList(from, Math.min(known.size(), from + FETCH));
      waiting.addAll(
          store.<List<Long>>inTransaction(connection -> MessageTable.queued(connection, ids)));
    }
    opened.keepOnly(waiting);
    if (!waiting.isEmpty()) {
      LOG.log(
          System.Logger.Level.INFO,
          "Operators answered {0} messages that the table does not know of yet",
          waiting.size());
    }
    journal = opened;
  }

  void end(@Observes @Priority(Stopping.QUEUES + 60) Stopping stopping) throws IOException {
    journal.close();
  }

  void start(@Observes @Priority(Started.RECOVERY) Started started, Jobs jobs) {
    answers.whenWritten((linkId, messageId) -> queue(linkId).forget(messageId));
    jobs.every(Jobs.Lane.PATH, TICK, "What waits was not taken up", this::refill);
  }

  void stop(@Observes @Priority(Stopping.LINKS) Stopping stopping) {
    queues.values().forEach(LinkQueue::stop);
  }

  /**
   * Takes up what an earlier run left in the table.
   *
   * @param fromId nothing below it is unfinished
   * @param belowId ids from here on belong to this run
   */
  public void recover(long fromId, long belowId) {
    recoverFrom = fromId;
    recoverBelow = belowId;
  }

  /**
   * A handover of messages, from before they get their ids until the sender has taken them, or
   * until it is known that nothing, or not what, was committed. Always closed.
   */
  public final class Handover implements AutoCloseable {
    private final long floor = handovers.begin();

    private Handover() {}

    /** Hands over messages whose rows are committed. Returns at once. */
    public void take(Collection<Outgoing> messages) {
      enqueue(messages);
    }

    @Override
    public void close() {
      handovers.end(floor);
    }
  }

  /** Begins a handover: see there. */
  public Handover handover() {
    return new Handover();
  }

  /** What a handover brings. */
  protected void enqueue(Collection<Outgoing> messages) {
    messages.stream()
        .collect(Collectors.groupingBy(Outgoing::linkId))
        .forEach((linkId, group) -> queue(linkId).add(group));
  }

  /** Looks in the table for messages from this id on that no handover brought. */
  public void fetchFrom(long id) {
    queues.values().forEach(queue -> queue.leaveInTable(id));
  }

  /** A link is bound for sending. */
  public void open(Carrier carrier) {
    queue(carrier.linkId()).open(carrier);
  }

  /** A link is not bound any more; what it has not answered it answers now. */
  public void close(Carrier carrier) {
    queue(carrier.linkId()).close(carrier);
  }

  /** How many messages wait for a link in memory. */
  public int waiting(long linkId) {
    return queue(linkId).size();
  }

  /** Submissions a second that a link's operator allows at the moment; 0 for no limit met. */
  public double perSecond(long linkId) {
    return queue(linkId).perSecond();
  }

  /** The smallest id of a message that has not got its operator's last word. */
  public long firstUnfinished() {
    return queues.values().stream()
        .mapToLong(LinkQueue::firstUnfinished)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private LinkQueue queue(long linkId) {
    return queues.computeIfAbsent(
        linkId,
        id -> {
          var queue =
              new LinkQueue(id, clock, blocks::isBlocked, answers::finished, journal, threads);
          if (recoverFrom < recoverBelow) {
            queue.leaveInTable(recoverFrom);
          }
          return queue;
        });
  }

  private void refill() {
    for (var entry : queues.entrySet()) {
      var queue = entry.getValue();
      var from = queue.firstLeftInTable();
      if (from != Long.MAX_VALUE && queue.size() < REFILL_BELOW) {
        try {
          fetch(entry.getKey(), queue, from);
        } catch (RuntimeException failure) {
          LOG.log(
              System.Logger.Level.WARNING,
              "Messages of link {0} could not be fetched: {1}",
              entry.getKey(),
              failure.getMessage());
        }
      }
    }
  }

  private void fetch(long linkId, LinkQueue queue, long from) {
    queue.fetching(handovers.allBelow());
    var found =
        store.inTransaction(connection -> MessageTable.queued(connection, linkId, from, FETCH));
    var old =
        found.stream()
            .filter(message -> message.id() < recoverBelow && !journal.knowsAll(message))
            .toList();
    if (!old.isEmpty()) {
      markResent(old);
    }
    queue.fetched(found, found.size() < FETCH, recoverBelow);
  }

  private void markResent(List<Outgoing> messages) {
    store.inTransaction(
        connection -> {
          MessageTable.markResent(connection, messages.stream().map(Outgoing::id).toList());
          return null;
        });
  }
}
