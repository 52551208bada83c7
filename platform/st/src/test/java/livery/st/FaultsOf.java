package livery.st;

import java.util.List;
import livery.simulator.Faults;
import livery.simulator.Faults.Freeze;
import livery.simulator.Faults.IdFormat;
import livery.simulator.Faults.Receipts;
import livery.simulator.wire.Status;

/** One thing wrong with an operator at a time. */
final class FaultsOf {

  private record Throttle(double percent, int perSecond, int burstMillis, int status) {}

  private static final Throttle FREE = new Throttle(0, 0, 1_000, Status.THROTTLED);

  private FaultsOf() {}

  /** Closes every connection this often. */
  static Faults dropping(int everySeconds) {
    return faults(everySeconds, false, Freeze.NONE, 0, 0, FREE, Receipts.AS_ASKED, IdFormat.SAME);
  }

  /** Tears every connection this often, with RST in the middle of a PDU. */
  static Faults tearing(int everySeconds) {
    return faults(everySeconds, true, Freeze.NONE, 0, 0, FREE, Receipts.AS_ASKED, IdFormat.SAME);
  }

  /** Leaves connections open on which nothing moves. */
  static Faults freezing(Freeze which) {
    return faults(0, false, which, 0, 0, FREE, Receipts.AS_ASKED, IdFormat.SAME);
  }

  /** Answers submit_sm this late. */
  static Faults slow(int millis) {
    return faults(0, false, Freeze.NONE, millis, 0, FREE, Receipts.AS_ASKED, IdFormat.SAME);
  }

  /** Takes submit_sm and never answers them. */
  static Faults silent() {
    return faults(0, false, Freeze.NONE, 0, 100, FREE, Receipts.AS_ASKED, IdFormat.SAME);
  }

  /** Refuses a share of all submit_sm. */
  static Faults refusing(double percent, int status) {
    var throttle = new Throttle(percent, 0, 1_000, status);
    return faults(0, false, Freeze.NONE, 0, 0, throttle, Receipts.AS_ASKED, IdFormat.SAME);
  }

  /** Refuses what is above a limit that may be used up at once for so long. */
  static Faults limited(int perSecond, int burstMillis) {
    var throttle = new Throttle(0, perSecond, burstMillis, Status.THROTTLED);
    return faults(0, false, Freeze.NONE, 0, 0, throttle, Receipts.AS_ASKED, IdFormat.SAME);
  }

  /** Gives receipts in a way of its own. */
  static Faults receipts(Receipts when, IdFormat ids) {
    return faults(0, false, Freeze.NONE, 0, 0, FREE, when, ids);
  }

  private static Faults faults(
      int dropSeconds,
      boolean insidePdu,
      Freeze freeze,
      int delayMillis,
      double silentPercent,
      Throttle throttle,
      Receipts receipts,
      IdFormat ids) {
    var none = Faults.NONE;
    return new Faults(
        dropSeconds,
        insidePdu,
        freeze,
        delayMillis,
        silentPercent,
        throttle.percent,
        throttle.perSecond,
        throttle.burstMillis,
        throttle.status,
        none.duplicatePercent(),
        none.reorderParts(),
        none.missingPartPercent(),
        none.malformedPercent(),
        List.of(),
        receipts,
        none.receiptDelayMillis(),
        none.receiptMissingPercent(),
        none.receiptFailedPercent(),
        ids);
  }
}
