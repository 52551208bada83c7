package livery.plugin;

import java.sql.SQLException;
import javax.sql.DataSource;
import livery.store.Store;
import livery.store.StoreFailure;
import livery.testkit.TestDatabase;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jdbi.v3.core.Jdbi;

/** The store without a container: each connection is its own transaction. */
class OpenStore extends Store {

  private final DataSource dataSource;
  private final Jdbi jdbi;

  OpenStore(TestDatabase database) {
    this.dataSource = database.dataSource();
    this.jdbi = Jdbi.create(dataSource);
  }

  @Override
  public DataSource dataSource() {
    return dataSource;
  }

  @Override
  public Jdbi jdbi() {
    return jdbi;
  }

  @Override
  public FluentConfiguration connectForMigrations(FluentConfiguration flyway) {
    return flyway.dataSource(dataSource);
  }

  @Override
  public <T> T inTransaction(Work<T> work) {
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      var result = work.run(connection);
      connection.commit();
      return result;
    } catch (SQLException failure) {
      throw new StoreFailure(failure);
    }
  }
}
