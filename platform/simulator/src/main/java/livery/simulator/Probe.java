package livery.simulator;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the answer to one PDU. */
final class Probe implements Delivery.Watcher {

  private final CompletableFuture<Integer> status = new CompletableFuture<>();

  int await(Duration atMost) throws InterruptedException {
    try {
      return status.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return -1;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void sent(Delivery delivery) {}

  @Override
  public void acknowledged(Delivery delivery) {
    status.complete(0);
  }

  @Override
  public void refused(Delivery delivery, int answer) {
    status.complete(answer);
  }
}
