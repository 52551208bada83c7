package livery.store;

import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import livery.testkit.TestDatabase;

/**
 * A store outside of the container: one transaction a thread, joined by every connection that the
 * thread opens meanwhile, as in the container.
 */
public final class TestStore implements UserTransaction {

  private final DataSource plain;
  private final ThreadLocal<Connection> current = new ThreadLocal<>();

  private TestStore(DataSource plain) {
    this.plain = plain;
  }

  /** The portal's and billing's tables, empty. */
  public static Store migrated() {
    var database = TestDatabase.migrated("classpath:db/billing", "classpath:db/portal");
    var transaction = new TestStore(database.dataSource());
    return new Store(transaction.joining(), transaction);
  }

  /** A database that another process has made. */
  public static Store over(DataSource database) {
    var transaction = new TestStore(database);
    return new Store(transaction.joining(), transaction);
  }

  private DataSource joining() {
    return (DataSource)
        Proxy.newProxyInstance(
            TestStore.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) ->
                method.getName().equals("getConnection") && current.get() != null
                    ? unclosed(current.get())
                    : call(plain, method, arguments));
  }

  private static Connection unclosed(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            TestStore.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) ->
                method.getName().equals("close") ? null : call(connection, method, arguments));
  }

  private static Object call(Object target, java.lang.reflect.Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException failure) {
      throw failure.getCause();
    }
  }

  @Override
  public void begin() {
    try {
      var connection = plain.getConnection();
      connection.setAutoCommit(false);
      current.set(connection);
    } catch (SQLException failure) {
      throw new StoreFailure(failure);
    }
  }

  @Override
  public void commit() {
    end(Connection::commit);
  }

  @Override
  public void rollback() {
    end(Connection::rollback);
  }

  private void end(Ending ending) {
    try (var connection = current.get()) {
      current.remove();
      ending.end(connection);
    } catch (SQLException failure) {
      throw new StoreFailure(failure);
    }
  }

  private interface Ending {
    void end(Connection connection) throws SQLException;
  }

  @Override
  public int getStatus() {
    return current.get() == null ? Status.STATUS_NO_TRANSACTION : Status.STATUS_ACTIVE;
  }

  @Override
  public void setRollbackOnly() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setTransactionTimeout(int seconds) {
    throw new UnsupportedOperationException();
  }
}
