package livery.launcher;

import java.util.Map;
import java.util.function.Consumer;

/**
 * The whole product, started and stopped as one.
 *
 * <p>Used by {@link Main} and by the system tests. Not thread-safe, but for {@link #close}.
 */
public final class Livery implements AutoCloseable {

  private final Settings settings;
  private final Database database;
  private final Operators operators;
  private final Portal portal;
  private volatile DataLock lock;
  private volatile boolean ending;

  public Livery(Settings settings) {
    this.settings = settings;
    this.database = new Database(settings);
    this.operators = new Operators(settings);
    this.portal = new Portal(settings, database);
  }

  /**
   * Starts the database, the operators and the portal, in this order, and says so.
   *
   * @throws LaunchFailure when something is missing or does not start, or when it is closed by
   *     another thread meanwhile; what was started is stopped
   */
  public void start(Consumer<String> progress) {
    Preflight.check(settings);
    lock = DataLock.take(settings.data());
    try {
      progress.accept("Starting MariaDB on port " + settings.databasePort());
      step(database::start);
      progress.accept("Starting two operators, SMPP on " + settings.smppAddresses());
      step(operators::start);
      progress.accept(
          "Starting the portal on port "
              + settings.httpPort()
              + ", about half a minute"
              + (settings.demo() ? ", the first time with the demo's month" : ""));
      step(() -> portal.start(Map.of()));
      portal.awaitReady(progress);
    } catch (LaunchFailure failure) {
      close();
      throw failure;
    }
  }

  /** One step of the start, for which the end waits: nothing starts that nobody would stop. */
  private synchronized void step(Runnable step) {
    if (ending) {
      throw new LaunchFailure("Livery was stopped before it had started.");
    }
    step.run();
  }

  /** Whether there is anything to stop. */
  public boolean isOpen() {
    return lock != null;
  }

  public Settings settings() {
    return settings;
  }

  /** The simulated operators. */
  public livery.simulator.Smsc operators() {
    return operators.smsc();
  }

  /** The JDBC address of the database for the owner of its tables, sign-in included. */
  public String ownerDatabaseUrl() {
    return settings.databaseUrl()
        + "&user="
        + Database.OWNER
        + "&password="
        + database.password(Database.OWNER);
  }

  /** Ends the portal's process at once, as a crash does. */
  public void killPortal() {
    portal.kill();
  }

  /** Starts the portal again. */
  public void startPortal() {
    startPortal(Map.of());
  }

  /** Starts the portal again with more in its environment. */
  public void startPortal(Map<String, String> environment) {
    portal.start(environment);
    portal.awaitReady(text -> {});
  }

  /** Ends MariaDB's process at once, as a crash does. */
  public void killDatabase() {
    database.kill();
  }

  /** Starts MariaDB again. */
  public void startDatabase() {
    startDatabase(Map.of());
  }

  /** Starts MariaDB again with more in its environment. */
  public void startDatabase(Map<String, String> environment) {
    database.start(environment);
  }

  /** MariaDB's process. */
  public long databasePid() {
    return database.pid();
  }

  /** The portal's process. */
  public long portalPid() {
    return portal.pid();
  }

  /** Waits until the portal's process ends. */
  public void waitForEnd() throws InterruptedException {
    portal.waitForEnd();
  }

  @Override
  public void close() {
    ending = true;
    synchronized (this) {
      portal.stop();
      operators.stop();
      database.stop();
      if (lock != null) {
        lock.close();
        lock = null;
      }
    }
  }
}
