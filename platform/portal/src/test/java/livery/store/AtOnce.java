package livery.store;

import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import livery.fault.Fault;

/** The same wish of several at the same moment. */
public final class AtOnce {

  private static final int MANY = 8;

  private AtOnce() {}

  /**
   * How many of eight were granted; the others were refused by a {@link Fault}, and nothing else.
   *
   * @param wish of each, by its number from 0
   */
  public static long granted(IntFunction<Callable<?>> wish) throws Exception {
    var barrier = new CyclicBarrier(MANY);
    var threads = Executors.newFixedThreadPool(MANY);
    try {
      var granted = 0;
      for (var outcome :
          threads.invokeAll(
              IntStream.range(0, MANY)
                  .mapToObj(
                      i ->
                          (Callable<Object>)
                              () -> {
                                barrier.await();
                                return wish.apply(i).call();
                              })
                  .toList())) {
        granted += isGranted(outcome) ? 1 : 0;
      }
      return granted;
    } finally {
      threads.shutdown();
    }
  }

  private static boolean isGranted(Future<?> outcome) throws Exception {
    try {
      outcome.get();
      return true;
    } catch (ExecutionException ended) {
      if (ended.getCause() instanceof Fault) {
        return false;
      }
      throw ended;
    }
  }
}
