package livery.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A connection whose batches go to the server in one packet, and whose statements of fixed text are
 * parsed by the server once.
 *
 * <p>The container's connections prepare every statement so that it could return generated keys,
 * and for such a statement the driver sends a batch row by row. Statements of the server ({@link
 * PreparingDataSource}) are kept by the driver for each connection; those with a list of marks have
 * another text each time and are written out by the driver.
 *
 * <p>When the definition of a table changes, MariaDB 11.4 refuses every batch of a statement that
 * it has prepared before, without a word and for ever (error 0); see {@link #isStale}.
 */
final class BulkConnection {

  /** The driver's own word for: do not have the server prepare this. */
  private static final String WRITTEN_OUT = "/*client prepare*/";

  private static final AtomicInteger GENERATION = new AtomicInteger();

  private BulkConnection() {}

  /** Whether the server will not execute a statement any more that it has prepared. */
  static boolean isStale(SQLException failure) {
    return failure.getErrorCode() == 0 && "HY000".equals(failure.getSQLState());
  }

  /** Has every statement prepared anew, by a text that no connection knows yet. */
  static void prepareAnew() {
    GENERATION.incrementAndGet();
  }

  private static String ofThisGeneration(String sql) {
    var generation = GENERATION.get();
    return generation == 0 ? sql : sql + " /*" + generation + "*/";
  }

  /** The same connection, with another {@code prepareStatement(sql)}. */
  static Connection of(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            BulkConnection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> call(connection, method, arguments));
  }

  private static Object call(Connection connection, Method method, Object[] arguments)
      throws Throwable {
    if (method.getName().equals("prepareStatement") && arguments.length == 1) {
      var sql = (String) arguments[0];
      return connection.prepareStatement(
          isFixed(sql) ? ofThisGeneration(sql) : WRITTEN_OUT + sql, Statement.NO_GENERATED_KEYS);
    }
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException failure) {
      throw failure.getCause();
    }
  }

  /** Whether the text is the same each time: lists of marks have as many as there are values. */
  private static boolean isFixed(String sql) {
    return !sql.contains(" IN (") && !sql.contains("),(");
  }
}
