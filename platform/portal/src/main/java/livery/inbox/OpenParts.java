package livery.inbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import livery.inbox.InboxTable.Row;
import livery.store.Ids;
import livery.store.Store;

/**
 * The parts that wait for the rest of their message: for half an hour, and no more of them than a
 * limit says. Beyond either they are handed on as they are, marked, oldest first. Thread-safe.
 */
final class OpenParts {

  /** Says which parts are handed on, so many at once. */
  private interface Choice {
    LongMessages.Late of(Connection connection, int limit) throws SQLException;
  }

  private record Batch(List<Stored> stored, boolean more) {}

  private static final int AT_ONCE = 500;

  /** Of a full table so much is handed on, so that it is not counted for each part. */
  private static final int SHARE = 20;

  private static final System.Logger LOG = System.getLogger(OpenParts.class.getName());

  private final Store store;
  private final Ids ids;
  private final int most;

  /** Never less than there are: what became whole since the last count is still in it. */
  private final AtomicLong atMost = new AtomicLong();

  private final AtomicLong handedOn = new AtomicLong();

  OpenParts(Store store, Ids ids, int most) {
    this.store = store;
    this.ids = ids;
    this.most = Math.max(1, most);
  }

  /** Looks how many an earlier run has left. */
  void start() {
    atMost.set(store.inTransaction(LongMessages::count));
  }

  /** So many parts were stored; hands the oldest on when they are more than the limit. */
  void stored(int parts, Consumer<List<Stored>> next) {
    if (parts == 0 || atMost.addAndGet(parts) <= most) {
      return;
    }
    var count = store.inTransaction(LongMessages::count);
    if (count > most) {
      var over = count - most + most / SHARE;
      for (var left = over; left > 0; left -= AT_ONCE) {
        var limit = (int) Math.min(left, AT_ONCE);
        handOn(next, (connection, any) -> LongMessages.oldest(connection, limit));
      }
      handedOn.addAndGet(over);
      count = store.inTransaction(LongMessages::count);
    }
    atMost.set(count);
  }

  /** Hands on what has waited since before {@code then}; batches, so no transaction is long. */
  void handOnLate(Instant then, Consumer<List<Stored>> next) {
    var over = handedOn.getAndSet(0);
    if (over > 0) {
      LOG.log(
          System.Logger.Level.WARNING,
          "More than {0} parts of incomplete messages waited (LIVERY_OPEN_PARTS): the {1} oldest"
              + " were handed on as they are",
          most,
          over);
    }
    var more = true;
    while (more && !Thread.currentThread().isInterrupted()) {
      more = handOn(next, (connection, limit) -> LongMessages.late(connection, then, limit));
    }
  }

  /** One batch; false when there are no more. */
  private boolean handOn(Consumer<List<Stored>> next, Choice choice) {
    var batch =
        store.inTransaction(
            connection -> {
              var late = choice.of(connection, AT_ONCE);
              var rows =
                  late.wholes().stream().map(whole -> Row.joined(ids.next(), whole)).toList();
              InboxTable.insert(connection, rows);
              return new Batch(rows.stream().map(Row::stored).toList(), late.more());
            });
    if (!batch.stored.isEmpty()) {
      next.accept(batch.stored);
    }
    return batch.more;
  }
}
