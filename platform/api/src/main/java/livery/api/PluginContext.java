package livery.api;

import jakarta.persistence.EntityManager;
import java.time.Clock;
import javax.sql.DataSource;

/** What the portal gives a plugin. Handed to the constructor of every extension. */
public interface PluginContext {

  /** The plugin's id; its tables begin with it. */
  String pluginId();

  /** The portal's clock; a plugin reads no other. */
  Clock clock();

  /**
   * The plugin's own persistence unit, joined to the transaction of the message in hand.
   *
   * @throws IllegalStateException when the plugin has no {@code META-INF/persistence.xml}
   */
  EntityManager entityManager();

  /** The database, joined to the transaction of the message in hand; for work in sets. */
  DataSource dataSource();
}
