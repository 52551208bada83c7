package livery.api;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import javax.sql.DataSource;

/**
 * What the portal gives a plugin. Handed to the constructor of every extension. Thread-safe.
 *
 * <pre>{@code
 * @Extension
 * public class Voting implements CampaignType {
 *   public Voting(PluginContext context) { this.ballots = new Ballots(context.dataSource()); }
 * }
 * }</pre>
 */
public interface PluginContext {

  /** The plugin's id; its tables begin with it and an underscore. */
  String pluginId();

  /** The portal's clock; a plugin reads no other. */
  Clock clock();

  /**
   * The plugin's own persistence unit, joined to the transaction of the thread. Ask for it each
   * time; do not keep or close it.
   *
   * @throws IllegalStateException when the plugin has no {@code META-INF/persistence.xml}, or when
   *     the thread has no transaction, see {@link #inTransaction}
   */
  EntityManager entityManager();

  /**
   * The database; for work in sets. Its connections are joined to the transaction of the thread
   * where there is one. Close each connection, never commit it.
   */
  DataSource dataSource();

  /**
   * Runs work of a page or a resource in a transaction that commits when the work returns and rolls
   * back when it throws. A campaign type needs it not: its calls have the transaction of the
   * message already.
   *
   * @throws IllegalStateException when the database refuses
   */
  <T> T inTransaction(Work<T> work);

  /** Work on one connection inside a transaction. */
  @FunctionalInterface
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }
}
