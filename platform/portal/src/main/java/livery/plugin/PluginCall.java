package livery.plugin;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * The guard around every call into a plugin: bounded time, everything thrown is caught.
 * Thread-safe.
 *
 * <p>Java cannot end a thread. A call over its time is interrupted; while it does not come back, no
 * other call goes into the plugin, and when it does not come back at all the plugin is suspended.
 */
final class PluginCall implements AutoCloseable {

  /** How long a call may take. */
  static final Duration TIME_MAX = Duration.ofSeconds(2);

  /** After so many times {@link #TIME_MAX} a call is held to hang for ever. */
  private static final int HANGS_AFTER = 3;

  private final Duration timeMax;
  private final BiConsumer<RunningPlugin, String> onSuspended;
  private final ScheduledThreadPoolExecutor watchdog;

  /**
   * @param onSuspended told on the watchdog's thread, outside of any transaction
   */
  PluginCall(Duration timeMax, BiConsumer<RunningPlugin, String> onSuspended) {
    this.timeMax = timeMax;
    this.onSuspended = onSuspended;
    this.watchdog = new ScheduledThreadPoolExecutor(1, PluginCall::thread);
    watchdog.setRemoveOnCancelPolicy(true);
  }

  private static Thread thread(Runnable work) {
    var thread = new Thread(work, "livery-plugin-watchdog");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Runs a call on the caller's thread.
   *
   * @param count how many messages it decides, for the mean time
   * @throws PluginFailure when it throws or takes too long
   */
  <T> T run(RunningPlugin plugin, int count, Supplier<T> work) {
    if (!plugin.enter()) {
      throw new PluginFailure.Unavailable("Plugin " + plugin.jar().id() + " has been stopped");
    }
    var watch = new Watch(plugin, Thread.currentThread());
    var alarm = watchdog.schedule(watch::overdue, timeMax.toMillis(), TimeUnit.MILLISECONDS);
    var began = System.nanoTime();
    try {
      var result = work.get();
      var took = System.nanoTime() - began;
      if (watch.finish()) {
        throw new PluginFailure(
            "took " + took / 1_000_000 + " ms, allowed are " + timeMax.toMillis());
      }
      plugin.health().succeeded(count, took);
      return result;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError thrown) {
      watch.finish();
      throw failed(plugin, thrown);
    } finally {
      alarm.cancel(false);
      plugin.leave();
    }
  }

  /** Counts a failure that the caller found in the answer, and makes the exception for it. */
  PluginFailure failed(RunningPlugin plugin, Throwable thrown) {
    var reason = thrown instanceof PluginFailure ? thrown.getMessage() : thrown.toString();
    var text = "Plugin " + plugin.jar().id() + " " + plugin.jar().version() + ": " + reason;
    if (plugin.health().failed(shortened(text))) {
      watchdog.execute(() -> onSuspended.accept(plugin, shortened(text)));
    }
    return new PluginFailure(text, thrown);
  }

  private static String shortened(String text) {
    return text.length() > 400 ? text.substring(0, 399) + "…" : text;
  }

  @Override
  public void close() {
    watchdog.shutdownNow();
  }

  /** Watches one call. */
  private final class Watch {

    private final RunningPlugin plugin;
    private final Thread caller;
    private final AtomicBoolean finished = new AtomicBoolean();
    private boolean late;

    Watch(RunningPlugin plugin, Thread caller) {
      this.plugin = plugin;
      this.caller = caller;
    }

    synchronized void overdue() {
      if (finished.get()) {
        return;
      }
      late = true;
      plugin.health().overdue(true);
      caller.interrupt();
      watchdog.schedule(this::hangs, timeMax.toMillis() * (HANGS_AFTER - 1), TimeUnit.MILLISECONDS);
    }

    void hangs() {
      if (!finished.get()) {
        var text =
            "Plugin "
                + plugin.jar().id()
                + " "
                + plugin.jar().version()
                + ": a call did not come back within "
                + timeMax.toMillis() * HANGS_AFTER
                + " ms";
        if (plugin.health().suspend(text)) {
          onSuspended.accept(plugin, text);
        }
      }
    }

    /** The call came back; true when it was late. */
    synchronized boolean finish() {
      if (finished.compareAndSet(false, true) && late) {
        plugin.health().overdue(false);
        Thread.interrupted();
      }
      return late;
    }
  }
}
