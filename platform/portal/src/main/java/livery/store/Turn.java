package livery.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * One batch's place among those of a {@link Committer} whose batches overlap: the next is worked on
 * while this one's commit waits for the disk. Used on the thread of its batch alone.
 *
 * <p>InnoDB lets others see a commit, and releases its locks, before the log is on the disk.
 * Whoever has read such a commit commits after it and in the same log: no crash keeps the later one
 * alone. What else may go wrong with a commit is told by {@link #failed}, and the next batch then
 * begins anew.
 */
public final class Turn {

  /** The batch before has failed, and what was worked out on top of it is void. */
  public static final class BeforeFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    BeforeFailed() {
      super("the batch before failed");
    }
  }

  private final Runnable next;
  private final CompletableFuture<Boolean> good = new CompletableFuture<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private Turn before;
  private boolean handedOn;
  private boolean hasFailed;

  /**
   * @param before the turn before, null for the first
   * @param next lets the next batch begin
   */
  Turn(Turn before, Runnable next) {
    this.before = before;
    this.next = next;
  }

  /**
   * All of this batch is written and about to be committed: waits until the batch before has ended,
   * then lets the next begin. A batch that has failed once lets it begin by its end alone: it may
   * need several transactions.
   *
   * @throws BeforeFailed when the batch before failed: roll back, say {@link #failed}, begin anew
   */
  public void handOn() {
    if (before != null) {
      if (!before.good.join()) {
        throw new BeforeFailed();
      }
      before = null;
    }
    if (!hasFailed) {
      letBegin();
    }
  }

  private void letBegin() {
    if (!handedOn) {
      handedOn = true;
      next.run();
    }
  }

  /**
   * Something of this batch failed and is rolled back, or was committed nobody knows how: whoever
   * came after begins anew when this turn has ended. Waits until the batch before has ended.
   */
  public void failed() {
    hasFailed = true;
    if (handedOn) { // else nobody has come after
      good.complete(false);
    }
    if (before != null) {
      try {
        before.over.await();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for the batch before");
      }
      before = null;
    }
  }

  /** Everything that this batch makes others know is told. */
  void end() {
    good.complete(true);
    over.countDown();
    before = null;
    letBegin();
  }
}
