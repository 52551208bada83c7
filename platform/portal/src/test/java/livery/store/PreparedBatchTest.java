package livery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import livery.testkit.TestDatabase;
import org.junit.jupiter.api.Test;

class PreparedBatchTest {

  private final Store store = new Store(prepared(), null);

  private static PreparingDataSource prepared() {
    try {
      var source = new PreparingDataSource();
      source.setUrl(TestDatabase.create().url());
      return source;
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Test
  void a_batch_by_itself_is_written_whole_or_not_at_all() {
    store.alone(connection -> execute(connection, "CREATE TABLE thing (id BIGINT PRIMARY KEY)"));

    assertThatThrownBy(() -> store.alone(connection -> insert(connection, 1, 2, 3, 2)))
        .isInstanceOf(StoreFailure.class);

    assertThat(store.<Long>alone(connection -> number(connection, "SELECT COUNT(*) FROM thing")))
        .isZero();
    store.alone(connection -> insert(connection, 1, 2, 3));
    assertThat(store.<Long>alone(connection -> number(connection, "SELECT COUNT(*) FROM thing")))
        .isEqualTo(3);
  }

  @Test
  void the_server_parses_a_batch_of_fixed_text_once() {
    store.alone(connection -> execute(connection, "CREATE TABLE thing (id BIGINT PRIMARY KEY)"));

    var parsed =
        store.<Long>alone(
            connection -> {
              insert(connection, 1, 2);
              insert(connection, 3, 4);
              return number(
                  connection,
                  "SELECT variable_value FROM information_schema.session_status"
                      + " WHERE variable_name = 'Com_stmt_prepare' AND 1 IN (1)");
            });

    assertThat(parsed).isEqualTo(1);
  }

  @Test
  void a_batch_goes_on_after_the_table_has_changed() throws SQLException {
    try (var only = prepared().getConnection()) {
      var pooled = new Store(giving(only), null);
      pooled.alone(connection -> execute(connection, "CREATE TABLE thing (id BIGINT, more INT)"));
      pooled.alone(connection -> insert(connection, 1, 2));
      pooled.alone(connection -> execute(connection, "ALTER TABLE thing ADD PRIMARY KEY (id)"));

      var failures = 0;
      for (var done = false; !done && failures < 3; ) {
        try {
          pooled.alone(connection -> insert(connection, 3, 4));
          done = true;
        } catch (StoreFailure stale) {
          failures++;
        }
      }

      assertThat(failures).isLessThan(2);
      assertThat(pooled.<Long>alone(one -> number(one, "SELECT COUNT(*) FROM thing"))).isEqualTo(4);
    }
  }

  /** A pool of one connection. */
  private static DataSource giving(Connection only) {
    var kept = proxy(Connection.class, only, "close");
    return proxy(DataSource.class, kept, null);
  }

  private static <T> T proxy(Class<T> type, Connection only, String unheard) {
    return type.cast(
        Proxy.newProxyInstance(
            PreparedBatchTest.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              if (type == DataSource.class) {
                return only;
              }
              try {
                return method.getName().equals(unheard) ? null : method.invoke(only, arguments);
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            }));
  }

  private static Void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
      return null;
    }
  }

  private static Void insert(Connection connection, long... ids) throws SQLException {
    try (var statement = connection.prepareStatement("INSERT INTO thing (id) VALUES (?)")) {
      for (var id : ids) {
        statement.setLong(1, id);
        statement.addBatch();
      }
      statement.executeBatch();
      return null;
    }
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (var statement = connection.prepareStatement(sql);
        var rows = statement.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
