package livery.inbox;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import livery.store.Ids;
import livery.store.Store;

/**
 * Which deliveries' answers an operator may not have seen, from one run of the portal to the next:
 * those since the last id that was surely seen. A clean end moves that id to the very last one, so
 * that a subscriber's same text after a restart is a second message. Guards {@link Resends} by its
 * monitor.
 */
final class Doubts {

  private static final System.Logger LOG = System.getLogger(Doubts.class.getName());

  private final Resends resends;
  private final Store store;
  private final Ids ids;
  private final Clock clock;
  private final Watermark seen;

  /** An id that was new at {@link #markedAt}. */
  private long marked;

  private Instant markedAt = Instant.EPOCH;

  Doubts(Resends resends, Store store, Ids ids, Clock clock) {
    this.resends = resends;
    this.store = store;
    this.ids = ids;
    this.clock = clock;
    this.seen = new Watermark(store, "delivery");
  }

  /** Takes over what the run before left. */
  void begin() {
    var from = seen.read();
    var rows =
        store.inTransaction(
            connection -> InboxTable.lastDeliveries(connection, Resends.DOUBTFUL, from));
    Map<Long, Instant> last = new HashMap<>();
    synchronized (resends) {
      for (var row : rows) {
        var at = Instant.ofEpochMilli(row[2]);
        resends.remember(row[0], row[1], at, null);
        last.merge(row[0], at, (a, b) -> a.isAfter(b) ? a : b);
      }
      last.forEach((linkId, at) -> resends.bindLost(linkId, at, clock.instant()));
    }
  }

  /** As {@link Inbox#bindEnded}. */
  void bindEnded(long linkId, boolean taken) {
    synchronized (resends) {
      if (taken) {
        resends.bindReleased(linkId);
      } else {
        resends.bindLost(linkId, clock.instant(), clock.instant());
      }
    }
  }

  /**
   * From time to time: what was given its id longer ago than {@link Resends#DOUBTFUL} has been
   * answered and the answer was seen, unless a bind has been lost since.
   */
  void look() {
    var now = clock.instant();
    boolean expecting;
    synchronized (resends) {
      resends.forget(now);
      expecting = resends.isExpecting();
    }
    if (now.isBefore(markedAt.plus(Resends.DOUBTFUL))) {
      return;
    }
    if (marked > 0 && !expecting) {
      seen.write(marked);
    }
    marked = ids.next();
    markedAt = now;
  }

  /** After the last delivery of this run was stored. */
  void end() {
    boolean all;
    synchronized (resends) {
      all = resends.isAllSeen();
    }
    if (!all) {
      return;
    }
    try {
      seen.write(ids.next());
    } catch (RuntimeException failure) {
      LOG.log(
          System.Logger.Level.WARNING,
          "The next run will expect the last deliveries again: {0}",
          failure.getMessage());
    }
  }
}
