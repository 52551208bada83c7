package livery.store;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Migrates tables, and lets a server that is told to stop do so between two migrations only:
 * MariaDB commits after each statement that changes a table, so half a migration would stay and bar
 * every later start.
 */
public final class Migrations implements Callback {

  /** How long a server may be kept; whoever told it to stop will not wait for ever, either. */
  private static final long KEPT_SECONDS_MAX = 600;

  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean stopping;

  private Migrations() {}

  /**
   * Runs what is pending.
   *
   * @throws IllegalStateException when the server was told to stop before all had run; what had
   *     begun has run to its end
   */
  public static void run(FluentConfiguration flyway) {
    var migrations = new Migrations();
    var keeper = new Thread(migrations::keep, "migrations");
    Runtime.getRuntime().addShutdownHook(keeper);
    try {
      flyway.callbacks(migrations).load().migrate();
    } finally {
      migrations.ended.countDown();
      if (!migrations.stopping) {
        Runtime.getRuntime().removeShutdownHook(keeper);
      }
    }
  }

  /** Keeps the server's process, which ends when all of these threads have ended. */
  private void keep() {
    stopping = true;
    try {
      ended.await(KEPT_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean supports(Event event, Context context) {
    return event == Event.BEFORE_EACH_MIGRATE;
  }

  @Override
  public boolean canHandleInTransaction(Event event, Context context) {
    return true;
  }

  @Override
  public void handle(Event event, Context context) {
    if (stopping) {
      throw new IllegalStateException("The server is told to stop: no further migration begins");
    }
  }

  @Override
  public String getCallbackName() {
    return "stop between migrations";
  }
}
