package livery.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;
import livery.api.PluginContext.Work;

/** A data source as the portal's: inside a transaction of the thread all connections are one. */
final class ThreadTransaction {

  private static final Set<String> LEFT_TO_THE_TRANSACTION =
      Set.of("close", "commit", "rollback", "setAutoCommit");

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
