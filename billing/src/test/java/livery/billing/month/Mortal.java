package livery.billing.month;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import javax.sql.DataSource;

/**
 * Connections of a process that dies: the server kills the one that is in use, between two
 * statements, right before a commit, or after it, so that nobody hears that it went well.
 */
final class Mortal {

  /** When it dies. */
  enum Blow {
    /** Before a statement. */
    STATEMENT,
    /** All is done, but not committed. */
    BEFORE_COMMIT,
    /** Committed, but the answer is lost. */
    AFTER_COMMIT
  }

  private static final String GRAVE = "SELECT GET_LOCK('mortal', 60)";

  private final DataSource database;
  private final Blow blow;
  private int survives;
  private boolean dead;
  private int commits;

  /** Dies at the blow after so many that it survives. */
  Mortal(DataSource database, Blow blow, int survives) {
    this.database = database;
    this.blow = blow;
    this.survives = survives;
  }

  /** Dies at a random blow. */
  static Mortal drawn(DataSource database, Random random) {
    var blow = Blow.values()[random.nextInt(Blow.values().length)];
    return new Mortal(database, blow, blow == Blow.STATEMENT ? random.nextInt(8) : 0);
  }

  /** What is done on one connection. */
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /**
   * Does it in one transaction and returns when the server has forgotten the connection.
   *
   * @param none the answer where it died before there was one
   */
  <T> T carryOut(Work<T> work, T none, Connection survivor) throws SQLException {
    var answer = none;
    try (var its = connect()) {
      its.setAutoCommit(false);
      answer = work.on(its);
      its.commit();
    } catch (SQLException killed) {
      if (!dead) {
        throw killed;
      }
    }
    bury(survivor);
    return answer;
  }

  boolean isDead() {
    return dead;
  }

  boolean hasCommitted() {
    return commits > 0;
  }

  /** Returns when the server has rolled back whatever a dead connection left. */
  static void bury(Connection survivor) throws SQLException {
    lock(survivor);
    try (var statement = survivor.createStatement()) {
      statement.execute("DO RELEASE_LOCK('mortal')");
    }
  }

  /** The server frees this lock when a connection's transaction is gone. */
  private static void lock(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(GRAVE)) {
      row.next();
      if (row.getInt(1) != 1) {
        throw new IllegalStateException("a killed connection is not gone after a minute");
      }
    }
  }

  DataSource dataSource() {
    return proxy(
        DataSource.class,
        (method, arguments) -> method.getName().equals("getConnection") ? connect() : null);
  }

  Connection connect() throws SQLException {
    var real = database.getConnection();
    lock(real);
    return proxy(Connection.class, (method, arguments) -> onConnection(real, method, arguments));
  }

  private Object onConnection(Connection real, Method method, Object[] arguments) throws Throwable {
    if (method.getName().equals("commit")) {
      dieOf(Blow.BEFORE_COMMIT, real);
      real.commit();
      commits++;
      if (dieOf(Blow.AFTER_COMMIT, real)) {
        throw new SQLException("the answer to a commit was lost");
      }
      return null;
    }
    var result = call(real, method, arguments);
    if (result instanceof PreparedStatement statement) {
      return proxy(PreparedStatement.class, (called, values) -> on(statement, called, values));
    }
    if (result instanceof Statement statement) {
      return proxy(Statement.class, (called, values) -> on(statement, called, values));
    }
    return result;
  }

  private Object on(Statement statement, Method method, Object[] arguments) throws Throwable {
    if (method.getName().startsWith("execute")) {
      dieOf(Blow.STATEMENT, statement.getConnection());
    }
    return call(statement, method, arguments);
  }

  private boolean dieOf(Blow moment, Connection real) throws SQLException {
    if (dead || blow != moment || survives-- > 0) {
      return false;
    }
    dead = true;
    try (var killer = database.getConnection();
        var statement = killer.createStatement()) {
      statement.execute("KILL HARD CONNECTION " + id(real));
    }
    return true;
  }

  private static long id(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT CONNECTION_ID()")) {
      row.next();
      return row.getLong(1);
    }
  }

  private interface Call {
    Object of(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            Mortal.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> call.of(method, arguments)));
  }

  private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException failure) {
      throw failure.getCause();
    }
  }
}
