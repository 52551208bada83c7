package livery.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;

/**
 * A connection whose batches go to the server in one packet.
 *
 * <p>The container's connections prepare every statement so that it could return generated keys,
 * and for such a statement the driver sends a batch row by row.
 */
final class BulkConnection {

  private BulkConnection() {}

  /** The same connection, except that {@code prepareStatement(sql)} wants no generated keys. */
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
      return connection.prepareStatement((String) arguments[0], Statement.NO_GENERATED_KEYS);
    }
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException failure) {
      throw failure.getCause();
    }
  }
}
