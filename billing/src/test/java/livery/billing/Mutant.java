package livery.billing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.atomic.AtomicInteger;

/** A mistake in a statement: rewrites every one that is prepared on a connection. */
public final class Mutant {

  private final String part;
  private final String instead;
  private final AtomicInteger changed = new AtomicInteger();

  public Mutant(String part, String instead) {
    this.part = part;
    this.instead = instead;
  }

  /** Changes nothing. */
  public static Mutant none() {
    return new Mutant("no such words", "");
  }

  /** How many statements were changed. */
  public int changed() {
    return changed.get();
  }

  /** The connection with the mistake. */
  public Connection over(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            Mutant.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> call(connection, method, arguments));
  }

  private Object call(Connection connection, Method method, Object[] arguments) throws Throwable {
    if (method.getName().equals("prepareStatement")) {
      var sql = (String) arguments[0];
      if (sql.contains(part)) {
        arguments[0] = sql.replace(part, instead);
        changed.incrementAndGet();
      }
    }
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException failure) {
      throw failure.getCause();
    }
  }
}
