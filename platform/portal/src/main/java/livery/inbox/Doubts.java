package livery.inbox;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import livery.store.Ids;
import livery.store.Store;

/**
 * Which deliveries' answers an operator may not have seen, from one run of the portal to the next:
 * those since the last id that was surely seen, and those before it that are kept one by one. A
 * clean end moves that id to the very last one, so that a subscriber's same text after a restart is
 * a second message. Guards {@link Resends} by its monitor.
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
    var now = clock.instant();
    var kept = store.inTransaction(connection -> DoubtTable.read(connection, now));
    var rows =
        store.inTransaction(
            connection -> InboxTable.lastDeliveries(connection, Resends.DOUBTFUL, from));
    var last = rows.stream().map(row -> row[0]).collect(Collectors.toSet());
    synchronized (resends) {
      expect(rows, now);
      kept.stream().filter(doubt -> !last.contains(doubt.id())).forEach(resends::take);
    }
  }

  private void expect(List<long[]> rows, Instant now) {
    Map<Long, Instant> last = new HashMap<>();
    for (var row : rows) {
      var at = Instant.ofEpochMilli(row[3]);
      resends.remember(row[1], row[2], at, () -> row[0]);
      last.merge(row[1], at, (a, b) -> a.isAfter(b) ? a : b);
    }
    last.forEach((linkId, at) -> resends.bindLost(linkId, at, now));
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
    List<Resends.Doubt> doubts;
    synchronized (resends) {
      resends.forget(now);
      doubts = resends.doubts();
    }
    if (now.isBefore(markedAt.plus(Resends.DOUBTFUL))) {
      return;
    }
    if (marked > 0) {
      keep(marked, doubts, now);
    }
    marked = ids.next();
    markedAt = now;
  }

  /** After the last delivery of this run was stored. */
  void end() {
    var now = clock.instant();
    List<Resends.Doubt> doubts;
    synchronized (resends) {
      resends.allBindsLost(now);
      resends.forget(now);
      doubts = resends.doubts();
    }
    try {
      keep(ids.next(), doubts, now);
    } catch (RuntimeException failure) {
      LOG.log(
          System.Logger.Level.WARNING,
          "The next run will expect the last deliveries again: {0}",
          failure.getMessage());
    }
  }

  private void keep(long mark, List<Resends.Doubt> doubts, Instant now) {
    store.inTransaction(
        connection -> {
          seen.write(connection, mark);
          DoubtTable.replace(connection, doubts, now);
          return null;
        });
  }
}
