package livery.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;
import livery.api.PluginContext.Work;

/**
 * A data source as the portal's: inside a transaction of the thread all connections are one, and
 * work that a deadlock undid is begun again.
 */
final class ThreadTransaction {

  private static final Set<String> LEFT_TO_THE_TRANSACTION =
      Set.of("close", "commit", "rollback", "setAutoCommit");

  private static final int ATTEMPTS_MAX = 10;
  private static final Set<Integer> LOCK_FAILURES = Set.of(1205, 1213);

  private final DataSource plain;
  private final ThreadLocal<Connection> current = new ThreadLocal<>();

  ThreadTransaction(DataSource plain) {
    this.plain = plain;
  }

  boolean active() {
    return current.get() != null;
  }

  <T> T run(Work<T> work) {
    if (active()) {
      return inCurrent(work);
    }
    for (var attempt = 1; ; attempt++) {
      try {
        return inNew(work);
      } catch (IllegalStateException failure) {
        if (attempt == ATTEMPTS_MAX || !isLockFailure(failure)) {
          throw failure;
        }
      }
    }
  }

  private static boolean isLockFailure(Throwable failure) {
    var cause = failure;
    while (cause != null && !(cause instanceof SQLException)) {
      cause = cause.getCause();
    }
    return cause instanceof SQLException sql && LOCK_FAILURES.contains(sql.getErrorCode());
  }

  private <T> T inNew(Work<T> work) {
    try (var connection = plain.getConnection()) {
      connection.setAutoCommit(false);
      current.set(shared(connection));
      try {
        var result = work.run(current.get());
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException | Error thrown) {
        connection.rollback();
        throw thrown;
      } finally {
        current.remove();
      }
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private <T> T inCurrent(Work<T> work) {
    try {
      return work.run(current.get());
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Connections of the thread's transaction, or plain ones outside of any. */
  DataSource dataSource() {
    return (DataSource)
        Proxy.newProxyInstance(
            ThreadTransaction.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) ->
                method.getName().equals("getConnection") && active()
                    ? current.get()
                    : pass(plain, method, arguments));
  }

  private static Connection shared(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            ThreadTransaction.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) ->
                LEFT_TO_THE_TRANSACTION.contains(method.getName())
                    ? null
                    : pass(connection, method, arguments));
  }

  private static Object pass(Object to, java.lang.reflect.Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(to, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }
}
