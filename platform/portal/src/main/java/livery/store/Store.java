package livery.store;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jdbi.v3.core.Jdbi;

/**
 * The portal's database, whole and without regard to tenants. Thread-safe.
 *
 * <p>Connections take part in the transaction of the calling thread where there is one.
 */
@ApplicationScoped
public class Store {

  private static final int TRIES = 4;
  private static final java.util.Set<Integer> LOCK_FAILURES = java.util.Set.of(1205, 1213);
  private static final int CONNECTION_KILLED = 1927;

  @Resource(lookup = "java:app/jdbc/livery")
  private DataSource dataSource;

  @Resource(lookup = "java:comp/UserTransaction")
  private UserTransaction transaction;

  @Resource(lookup = "java:appserver/TransactionManager")
  private TransactionManager transactions;

  private volatile Jdbi jdbi;

  protected Store() {}

  /** A store outside of a container. */
  public Store(DataSource dataSource, UserTransaction transaction) {
    this.dataSource = dataSource;
    this.transaction = transaction;
  }

  /** Plain JDBC. */
  public DataSource dataSource() {
    return dataSource;
  }

  /** Statements with named parameters. */
  public Jdbi jdbi() {
    if (jdbi == null) {
      jdbi = Jdbi.create(dataSource);
    }
    return jdbi;
  }

  /**
   * Gives Flyway its connection: as the owner of the tables where the environment names one
   * (LIVERY_DB_OWNER_USER, LIVERY_DB_OWNER_PASSWORD), else as the portal's own user.
   */
  public FluentConfiguration connectForMigrations(FluentConfiguration flyway) {
    var owner = System.getenv("LIVERY_DB_OWNER_USER");
    return owner == null
        ? flyway.dataSource(dataSource)
        : flyway.dataSource(
            System.getenv("LIVERY_DB_URL"), owner, System.getenv("LIVERY_DB_OWNER_PASSWORD"));
  }

  /** Work on one connection inside one transaction. */
  @FunctionalInterface
  public interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  /**
   * Runs the work in a transaction: the caller's if it has one, else a new one that commits when
   * the work returns and rolls back when it throws.
   *
   * @throws StoreFailure when the database refuses; nothing of the work remains then
   */
  public <T> T inTransaction(Work<T> work) {
    try {
      if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
        return onConnection(work);
      }
      return inNewTransaction(work);
    } catch (SQLException | jakarta.transaction.SystemException failure) {
      throw new StoreFailure(failure);
    }
  }

  /**
   * As {@link #inTransaction}, and once more when a deadlock or a lock that took too long has
   * undone it; within a caller's transaction it is the caller who may begin again.
   */
  public <T> T repeating(Work<T> work) {
    for (var tries = 1; ; tries++) {
      try {
        return inTransaction(work);
      } catch (RuntimeException failure) {
        if (tries == TRIES || inside() || !isLockFailure(failure)) {
          throw failure;
        }
      }
    }
  }

  private boolean inside() {
    try {
      return transaction.getStatus() != Status.STATUS_NO_TRANSACTION;
    } catch (jakarta.transaction.SystemException failure) {
      throw new StoreFailure(failure);
    }
  }

  /**
   * Whether the database is the cause and the work is not: it was not there, went away, or undid
   * the work for others' sake. The same work may well succeed when it is begun again.
   */
  public static boolean isPassing(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql
          && (LOCK_FAILURES.contains(sql.getErrorCode())
              || CONNECTION_KILLED == sql.getErrorCode()
              || String.valueOf(sql.getSQLState()).startsWith("08"))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLockFailure(Throwable failure) {
    var cause = failure;
    while (cause != null && !(cause instanceof SQLException)) {
      cause = cause.getCause();
    }
    return cause instanceof SQLException sql && LOCK_FAILURES.contains(sql.getErrorCode());
  }

  /**
   * Runs work that is one statement, durable whatever the caller's transaction comes to: for what
   * must remain when that rolls back, or be seen before it ends. No transaction of the container is
   * begun for it, because that would take in every connection the caller has open, and fail where
   * one of them reads a snapshot.
   *
   * @throws StoreFailure when the database refuses; nothing of the statement remains then
   */
  public <T> T aside(Work<T> work) {
    if (transactions == null) {
      return inTransaction(work);
    }
    try {
      var outer = transactions.suspend();
      try {
        return alone(work);
      } finally {
        if (outer != null) {
          transactions.resume(outer);
        }
      }
    } catch (jakarta.transaction.SystemException
        | jakarta.transaction.InvalidTransactionException failure) {
      throw new StoreFailure(failure);
    }
  }

  /**
   * Runs work that is one statement, which is then its own transaction: the message path's cheapest
   * way to make something durable. Not for callers that are in a transaction.
   *
   * @throws StoreFailure when the database refuses; nothing of the statement remains then
   */
  public <T> T alone(Work<T> work) {
    try {
      return onConnection(work);
    } catch (SQLException failure) {
      throw new StoreFailure(failure);
    }
  }

  private <T> T onConnection(Work<T> work) throws SQLException {
    try (var connection = dataSource.getConnection()) {
      return work.run(BulkConnection.of(connection));
    } catch (SQLException failure) {
      if (BulkConnection.isStale(failure)) {
        BulkConnection.prepareAnew(); // the caller's next try finds fresh statements
      }
      throw failure;
    }
  }

  private <T> T inNewTransaction(Work<T> work) {
    var done = false;
    try {
      transaction.begin();
      var result = onConnection(work);
      transaction.commit();
      done = true;
      return result;
    } catch (SQLException
        | jakarta.transaction.SystemException
        | jakarta.transaction.NotSupportedException
        | jakarta.transaction.RollbackException
        | jakarta.transaction.HeuristicMixedException
        | jakarta.transaction.HeuristicRollbackException failure) {
      throw new StoreFailure(failure);
    } finally {
      if (!done) {
        rollBack();
      }
    }
  }

  private void rollBack() {
    try {
      if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
        transaction.rollback();
      }
    } catch (jakarta.transaction.SystemException failure) {
      System.getLogger(Store.class.getName())
          .log(System.Logger.Level.WARNING, "A transaction could not be rolled back", failure);
    }
  }
}
