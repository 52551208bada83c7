package livery.plugin;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.SynchronizationType;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.eclipse.persistence.jpa.PersistenceProvider;

/**
 * The EclipseLink unit of one plugin, opened as a container opens it: with the plugin's class
 * loader and the portal's data source, so that its writes join the transaction of the message.
 */
final class PluginUnit implements AutoCloseable {

  private static final String REGISTRY = "java:comp/TransactionSynchronizationRegistry";

  private final EntityManagerFactory factory;
  private final Object key = new Object();

  private PluginUnit(EntityManagerFactory factory) {
    this.factory = factory;
  }

  /** Opens the unit that the jar declares, if it declares one. */
  static Optional<PluginUnit> open(String pluginId, ClassLoader loader, DataSource dataSource) {
    return UnitFile.read(pluginId, loader, dataSource)
        .map(
            info ->
                new PersistenceProvider()
                    .createContainerEntityManagerFactory(info, properties(pluginId)))
        .map(PluginUnit::warmed);
  }

  /**
   * EclipseLink does most of its work with the first manager and the first query; no message should
   * wait for that. A table that its entity does not fit is found here, too.
   */
  private static PluginUnit warmed(EntityManagerFactory factory) {
    try (var manager = factory.createEntityManager()) {
      for (var entity : factory.getMetamodel().getEntities()) {
        manager
            .createQuery("SELECT e FROM " + entity.getName() + " e", entity.getJavaType())
            .setMaxResults(1)
            .getResultList();
      }
      return new PluginUnit(factory);
    } catch (RuntimeException misfit) {
      factory.close();
      throw misfit;
    }
  }

  private static Map<String, Object> properties(String pluginId) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("eclipselink.session-name", pluginId + "-" + System.nanoTime());
    properties.put("eclipselink.target-server", "Glassfish");
    properties.put("eclipselink.target-database", "MySQL");
    properties.put("eclipselink.jdbc.batch-writing", "JDBC");
    properties.put("eclipselink.ddl-generation", "none");
    properties.put("eclipselink.weaving", "false");
    properties.put("eclipselink.cache.shared.default", "false");
    properties.put("eclipselink.persistence-context.flush-mode", "COMMIT");
    return properties;
  }

  /** The entity manager of the thread's transaction: one for each transaction, closed after it. */
  EntityManager entityManager() {
    try {
      TransactionSynchronizationRegistry registry = InitialContext.doLookup(REGISTRY);
      if (registry.getTransactionStatus() != Status.STATUS_ACTIVE) {
        throw new IllegalStateException(
            "There is no transaction: use PluginContext.inTransaction around this work");
      }
      var open = (EntityManager) registry.getResource(key);
      if (open == null) {
        open = factory.createEntityManager(SynchronizationType.SYNCHRONIZED);
        registry.putResource(key, open);
        registry.registerInterposedSynchronization(closing(open));
      }
      return open;
    } catch (NamingException outsideOfContainer) {
      throw new IllegalStateException(REGISTRY + " is not there", outsideOfContainer);
    }
  }

  private static Synchronization closing(EntityManager manager) {
    return new Synchronization() {
      @Override
      public void beforeCompletion() {
        // EclipseLink has its own synchronization, which flushes.
      }

      @Override
      public void afterCompletion(int status) {
        manager.close();
      }
    };
  }

  @Override
  public void close() {
    factory.close();
  }
}
