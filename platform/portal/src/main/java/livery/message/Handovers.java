package livery.message;

import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.LongSupplier;

/**
 * Messages between their commit and their arrival at the sender, so that who finds them in the
 * table knows that they still come. Thread-safe.
 */
final class Handovers {

  private final LongSupplier newId;
  private final ConcurrentSkipListSet<Long> open = new ConcurrentSkipListSet<>();

  /**
   * @param newId gives ids that only grow, and that messages get too
   */
  Handovers(LongSupplier newId) {
    this.newId = newId;
  }

  /** All ids that messages get from now on are above the number that is returned. */
  long begin() {
    var floor = newId.getAsLong();
    open.add(floor);
    return floor;
  }

  void end(long floor) {
    open.remove(floor);
  }

  /** Messages below this id that are in the table have all been handed over. */
  long allBelow() {
    // The new id first: what begins after it gets higher ones.
    var fresh = newId.getAsLong();
    var lowest = open.ceiling(Long.MIN_VALUE);
    return lowest == null ? fresh : Math.min(lowest, fresh);
  }
}
