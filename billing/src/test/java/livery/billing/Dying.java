package livery.billing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** A connection that is dead after so many statements, before it commits. */
public final class Dying {

  /** What the last call says. */
  public static final String MESSAGE = "killed";

  private interface After {
    Object of(String method, Object result) throws SQLException;
  }

  private Dying() {}

  /** The connection, that dies when nothing is left, with what it was then told done. */
  public static Connection over(Connection connection, AtomicInteger left) {
    return proxy(
        Connection.class,
        connection,
        (name, result) ->
            name.equals("prepareStatement")
                ? proxy(
                    PreparedStatement.class,
                    (PreparedStatement) result,
                    (called, same) -> {
                      if (called.startsWith("execute") && left.getAndDecrement() == 0) {
                        throw new SQLException(MESSAGE);
                      }
                      return same;
                    })
                : result);
  }

  private static <T> T proxy(Class<T> type, T real, After after) {
    return type.cast(
        Proxy.newProxyInstance(
            Dying.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                return after.of(method.getName(), method.invoke(real, arguments));
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            }));
  }
}
