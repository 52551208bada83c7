package livery.history;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import livery.store.Store;
import org.jdbi.v3.core.Handle;

/**
 * Where the messages of a moment begin: ids grow with time, so a period is a range of ids and needs
 * no index of its own on the busiest table. Found by halving, some thirty look-ups by the primary
 * key; what is long past is remembered. Thread-safe.
 *
 * <p>Ids are given in the order of arrival but for moments, so callers leave {@link #SLACK} on both
 * sides and compare the times themselves.
 */
final class IdsByTime {

  static final Duration SLACK = Duration.ofHours(1);
  private static final int REMEMBERED = 1_000;

  private final Store store;
  private final Clock clock;
  private final Map<Instant, Long> past =
      Collections.synchronizedMap(
          new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Instant, Long> eldest) {
              return size() > REMEMBERED;
            }
          });

  IdsByTime(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  private record Place(long id, Instant at) {}

  /** No message from {@code from} on has a smaller id. */
  long floor(Instant from) {
    return from == null ? 0 : first(from.minus(SLACK));
  }

  /** No message before {@code to} has this id or a greater one. */
  long ceiling(Instant to) {
    return to == null || to.plus(SLACK).isAfter(clock.instant())
        ? Long.MAX_VALUE
        : first(to.plus(SLACK));
  }

  private long first(Instant moment) {
    var known = past.get(moment);
    if (known != null) {
      return known;
    }
    var found = store.jdbi().withHandle(handle -> search(handle, moment));
    if (moment.isBefore(clock.instant().minus(SLACK))) {
      past.put(moment, found);
    }
    return found;
  }

  private static long search(Handle handle, Instant moment) {
    var low = edge(handle, "MIN");
    var high = edge(handle, "MAX") + 1;
    while (low < high) {
      var middle = low + (high - low) / 2;
      var place = place(handle, middle);
      if (place != null && place.at.isBefore(moment)) {
        low = place.id + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static long edge(Handle handle, String which) {
    return handle
        .createQuery("SELECT COALESCE(" + which + "(id), 0) FROM message")
        .mapTo(Long.class)
        .one();
  }

  private static Place place(Handle handle, long id) {
    return handle
        .createQuery("SELECT id, received_at FROM message WHERE id >= :id ORDER BY id LIMIT 1")
        .bind("id", id)
        .map((row, context) -> new Place(row.getLong(1), instant(row.getTimestamp(2))))
        .findOne()
        .orElse(null);
  }

  private static Instant instant(Timestamp at) {
    return at.toInstant();
  }
}
