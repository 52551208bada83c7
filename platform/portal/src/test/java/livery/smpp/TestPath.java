package livery.smpp;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import livery.inbox.Arrival;
import livery.message.Carrier;
import livery.message.Receipt;

/** Takes what a link hands over, and lets a test wait for it. */
final class TestPath implements MessagePath {

  private static final int WAIT_SECONDS = 10;

  final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  final BlockingQueue<Receipt> receipts = new LinkedBlockingQueue<>();
  final BlockingQueue<Carrier> opened = new LinkedBlockingQueue<>();
  final BlockingQueue<Carrier> closed = new LinkedBlockingQueue<>();
  final AtomicInteger lost = new AtomicInteger();
  final AtomicInteger released = new AtomicInteger();

  /** What becomes of the next arrivals. */
  volatile CompletionStage<Void> verdict = CompletableFuture.completedStage(null);

  @Override
  public CompletionStage<Void> accept(Arrival arrival) {
    arrivals.add(arrival);
    return verdict;
  }

  @Override
  public CompletionStage<Void> accept(Receipt receipt) {
    receipts.add(receipt);
    return verdict;
  }

  @Override
  public void bindEnded(long linkId, boolean taken) {
    (taken ? released : lost).incrementAndGet();
  }

  @Override
  public void open(Carrier carrier) {
    opened.add(carrier);
  }

  @Override
  public void close(Carrier carrier) {
    closed.add(carrier);
  }

  /** The next one, within ten seconds. */
  static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    var next = queue.poll(WAIT_SECONDS, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing came within " + WAIT_SECONDS + " seconds");
    }
    return next;
  }
}
