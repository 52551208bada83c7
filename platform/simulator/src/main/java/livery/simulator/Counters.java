package livery.simulator;

import java.util.concurrent.atomic.LongAdder;

/** What has happened on one operator since its start. */
public final class Counters {

  final LongAdder binds = new LongAdder();
  final LongAdder refusedBinds = new LongAdder();
  final LongAdder lostBinds = new LongAdder();
  final LongAdder delivered = new LongAdder();
  final LongAdder acknowledged = new LongAdder();
  final LongAdder textsTaken = new LongAdder();
  final LongAdder temporarilyRefused = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder unanswered = new LongAdder();
  final LongAdder resent = new LongAdder();
  final LongAdder duplicated = new LongAdder();
  final LongAdder malformed = new LongAdder();
  final LongAdder malformedAnswered = new LongAdder();
  final LongAdder submits = new LongAdder();
  final LongAdder accepted = new LongAdder();
  final LongAdder throttled = new LongAdder();
  final LongAdder rejected = new LongAdder();
  final LongAdder receipts = new LongAdder();
  final LongAdder badPdus = new LongAdder();

  Snapshot snapshot() {
    return new Snapshot(
        binds.sum(),
        refusedBinds.sum(),
        lostBinds.sum(),
        delivered.sum(),
        acknowledged.sum(),
        textsTaken.sum(),
        temporarilyRefused.sum(),
        refused.sum(),
        unanswered.sum(),
        resent.sum(),
        duplicated.sum(),
        malformed.sum(),
        malformedAnswered.sum(),
        submits.sum(),
        accepted.sum(),
        throttled.sum(),
        rejected.sum(),
        receipts.sum(),
        badPdus.sum());
  }

  /**
   * All counters at one moment.
   *
   * @param delivered deliver_sm put on the wire, repeats included
   * @param acknowledged deliver_sm answered with 0
   * @param textsTaken those of them that were texts, not receipts
   * @param submits submit_sm that came
   * @param accepted submit_sm answered with 0
   * @param badPdus PDUs from the portal that could not be read
   */
  public record Snapshot(
      long binds,
      long refusedBinds,
      long lostBinds,
      long delivered,
      long acknowledged,
      long textsTaken,
      long temporarilyRefused,
      long refused,
      long unanswered,
      long resent,
      long duplicated,
      long malformed,
      long malformedAnswered,
      long submits,
      long accepted,
      long throttled,
      long rejected,
      long receipts,
      long badPdus) {}
}
