package livery.message;

import java.util.HashSet;
import java.util.Set;

/**
 * Which messages of a link wait in the table and not in memory, and what a fetch from there may
 * take without taking anything twice. Guarded by its link's queue.
 */
final class Backlog {

  private static final long NONE = Long.MAX_VALUE;

  /** Finished since the fetch began: they may still stand in its answer. */
  private final Set<Long> finished = new HashSet<>();

  /** Fetched although they may not have been handed over: they may still come. */
  private final Set<Long> early = new HashSet<>();

  private long first = NONE;
  private long leftSinceFetch = NONE;
  private long handedOverBelow;

  /** From which id on messages wait in the table alone; {@link Long#MAX_VALUE} for none. */
  long first() {
    return first;
  }

  boolean isEmpty() {
    return first == NONE;
  }

  /** The table may hold messages from this id on. */
  void leave(long fromId) {
    first = Math.min(first, fromId);
    leftSinceFetch = Math.min(leftSinceFetch, fromId);
  }

  /**
   * A fetch begins.
   *
   * @param allBelow messages below this id have been handed over, see {@link Handovers#allBelow}
   */
  void fetching(long allBelow) {
    finished.clear();
    early.removeIf(id -> id < allBelow);
    leftSinceFetch = NONE;
    handedOverBelow = allBelow;
  }

  /** Whether a message that the fetch found, and that is not in memory, is to be sent. */
  boolean takes(long id) {
    if (finished.contains(id)) {
      return false;
    }
    if (id >= handedOverBelow) {
      early.add(id);
    }
    return true;
  }

  /** The fetch ends; the table holds more from this id on, {@link Long#MAX_VALUE} for no more. */
  void fetched(long more) {
    first = Math.min(more, leftSinceFetch);
  }

  /** Whether a message that is handed over only now has been fetched before. */
  boolean hadBefore(long id) {
    return early.remove(id);
  }

  /** A message has its last word in the table. */
  void finished(long id) {
    if (!isEmpty()) {
      finished.add(id);
    }
  }
}
