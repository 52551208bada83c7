package livery.plugin;

import jakarta.persistence.EntityManager;
import java.time.Clock;
import javax.sql.DataSource;
import livery.api.PluginContext;
import livery.store.Store;

/** What one plugin gets from the portal. */
final class HostContext implements PluginContext {

  private final String pluginId;
  private final Store store;
  private final Clock clock;
  private volatile PluginUnit unit;

  HostContext(String pluginId, Store store, Clock clock) {
    this.pluginId = pluginId;
    this.store = store;
    this.clock = clock;
  }

  void open(PluginUnit opened) {
    unit = opened;
  }

  @Override
  public String pluginId() {
    return pluginId;
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public EntityManager entityManager() {
    var opened = unit;
    if (opened == null) {
      throw new IllegalStateException(
          "Plugin " + pluginId + " has no META-INF/persistence.xml, or is not started yet");
    }
    return opened.entityManager();
  }

  @Override
  public DataSource dataSource() {
    return store.dataSource();
  }

  @Override
  public <T> T inTransaction(Work<T> work) {
    return store.inTransaction(work::run);
  }
}
