package livery.plugin;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import livery.store.Store;

/**
 * The guard around every call into a plugin: bounded time, everything thrown is caught.
 * Thread-safe.
 *
 * <p>A call runs on a thread of its own, with the caller's transaction, so that the caller can give
 * it up after its time. Java cannot end a thread: one that hangs stays until the restart. While it
 * does, no other call goes into its plugin, and soon the plugin is suspended, so that it can take
 * no more than a few of the threads.
 */
public final class PluginCall implements AutoCloseable {

  /** How long a call may take. */
  static final Duration TIME_MAX = Duration.ofSeconds(2);

  /** So many times its time may a call take whose statement the database does not answer. */
  private static final int IN_DATABASE = 5;

  private static final String DRIVER = "org.mariadb.jdbc.";

  /** After so many times {@link #TIME_MAX} a call is held to hang for ever. */
  private static final int HANGS_AFTER = 3;

  private static final int THREADS_MAX = 64;
  private static final int IDLE_SECONDS = 60;

  private final Duration timeMax;
  private final BiConsumer<RunningPlugin, String> onSuspended;
  private final ScheduledThreadPoolExecutor watchdog;
  private final ThreadPoolExecutor threads;
  private final TransactionCarry transactions = TransactionCarry.find();

  /**
   * @param factory makes the threads that calls run on
   * @param onSuspended told on the watchdog's thread, outside of any transaction
   */
  PluginCall(
      Duration timeMax, ThreadFactory factory, BiConsumer<RunningPlugin, String> onSuspended) {
    this.timeMax = timeMax;
    this.onSuspended = onSuspended;
    this.watchdog = new ScheduledThreadPoolExecutor(1, PluginCall::daemon);
    this.threads =
        new ThreadPoolExecutor(
            0,
            THREADS_MAX,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> quiet(factory.newThread(work)));
  }

  /** A thread ends by an exception after a call that was given up; that is nobody's news. */
  private static Thread quiet(Thread thread) {
    thread.setName("livery-plugin");
    thread.setUncaughtExceptionHandler((ended, thrown) -> {});
    return thread;
  }

  /** A thread that does not keep the process alive. */
  static Thread daemon(Runnable work) {
    var thread = new Thread(work, "livery-plugin");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Runs a call and waits for it, within bounds.
   *
   * @param count how many messages it decides, for the mean time
   * @throws PluginFailure when it throws or takes too long; the caller then rolls back. After a
   *     call that was given up the transaction has been rolled back and the caller has none
   */
  public <T> T run(RunningPlugin plugin, int count, Supplier<T> work) {
    var transaction = transactions.take();
    var call = new Call<>(plugin, () -> transactions.with(transaction, work));
    try {
      var began = System.nanoTime();
      threads.execute(call);
      var result = call.await();
      plugin.health().succeeded(count, System.nanoTime() - began);
      return result;
    } catch (RejectedExecutionException full) {
      throw new PluginFailure.Unavailable("All threads for plugins are taken");
    } finally {
      if (call.isGivenUp()) {
        transactions.rollBack(transaction);
      } else {
        transactions.put(transaction);
      }
    }
  }

  private PluginFailure failed(RunningPlugin plugin, Throwable thrown) {
    var reason = thrown instanceof PluginFailure ? thrown.getMessage() : thrown.toString();
    var text = named(plugin) + reason;
    if (!Store.isPassing(thrown) && plugin.health().failed(shortened(text))) {
      watchdog.execute(() -> onSuspended.accept(plugin, shortened(text)));
    }
    return thrown instanceof PluginFailure.Late
        ? new PluginFailure.Late(text)
        : new PluginFailure(text, thrown);
  }

  private static String named(RunningPlugin plugin) {
    return "Plugin " + plugin.jar().id() + " " + plugin.jar().version() + ": ";
  }

  private static String shortened(String text) {
    return text.length() > 400 ? text.substring(0, 399) + "…" : text;
  }

  @Override
  public void close() {
    watchdog.shutdownNow();
    threads.shutdownNow();
  }

  /** One call. */
  private final class Call<T> implements Runnable {

    private final RunningPlugin plugin;
    private final Supplier<T> work;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private volatile Thread runner;
    private boolean done;
    private boolean givenUp;

    Call(RunningPlugin plugin, Supplier<T> work) {
      this.plugin = plugin;
      this.work = work;
    }

    /** On the call's own thread, which ends if the call was given up: it is no use to others. */
    @Override
    public void run() {
      runner = Thread.currentThread();
      try {
        answer.complete(perform());
      } catch (Throwable thrown) {
        answer.completeExceptionally(thrown);
      }
      if (isGivenUp()) {
        throw new IllegalStateException("given up");
      }
    }

    private T perform() {
      if (!plugin.enter()) {
        throw new PluginFailure.Replaced(named(plugin) + "has been stopped");
      }
      try {
        return work.get();
      } finally {
        plugin.leave();
        finish();
      }
    }

    /** On the caller's thread. */
    T await() {
      var allowed = timeMax.toMillis();
      try {
        return answer(allowed);
      } catch (TimeoutException late) {
        giveUp();
        throw failed(plugin, new PluginFailure.Late("took longer than " + allowed + " ms"));
      } catch (InterruptedException interrupted) {
        giveUp();
        Thread.currentThread().interrupt();
        throw new PluginFailure.Unavailable(named(plugin) + "the portal stops");
      } catch (ExecutionException thrown) {
        if (thrown.getCause() instanceof PluginFailure.Unavailable gone) {
          throw gone;
        }
        throw failed(plugin, thrown.getCause());
      }
    }

    /** A plugin whose statement waits is not to blame for a database that stands still. */
    private T answer(long allowed)
        throws TimeoutException, InterruptedException, ExecutionException {
      try {
        return answer.get(allowed, TimeUnit.MILLISECONDS);
      } catch (TimeoutException late) {
        if (!isInDatabase()) {
          throw late;
        }
        return answer.get(allowed * (IN_DATABASE - 1), TimeUnit.MILLISECONDS);
      }
    }

    private boolean isInDatabase() {
      var thread = runner;
      return thread != null
          && Arrays.stream(thread.getStackTrace())
              .anyMatch(frame -> frame.getClassName().startsWith(DRIVER));
    }

    private synchronized void giveUp() {
      if (done) {
        return;
      }
      givenUp = true;
      plugin.health().overdue(true);
      if (runner != null) {
        runner.interrupt();
      }
      watchdog.schedule(this::hangs, timeMax.toMillis() * (HANGS_AFTER - 1), TimeUnit.MILLISECONDS);
    }

    synchronized boolean isGivenUp() {
      return givenUp;
    }

    private synchronized boolean isDone() {
      return done;
    }

    private synchronized void finish() {
      if (!done && givenUp) {
        plugin.health().overdue(false);
      }
      done = true;
    }

    private void hangs() {
      var text = named(plugin) + "a call did not come back";
      if (!isDone() && plugin.health().suspend(text)) {
        onSuspended.accept(plugin, text);
      }
    }
  }
}
