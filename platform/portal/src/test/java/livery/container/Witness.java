package livery.container;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import livery.plugin.PluginHost;
import livery.store.Started;
import livery.tenant.TenantTree;

/** Looks on while the portal starts, between its steps. */
@ApplicationScoped
public class Witness {

  @Inject private TenantTree tree;
  @Inject private PluginHost host;
  private boolean treeBeforeCaches;
  private boolean treeBeforePlugins;
  private boolean typeBeforePlugins;
  private boolean typeBeforeRecovery;

  void beforeCaches(@Observes @Priority(Started.CACHES - 100) Started started) {
    treeBeforeCaches = tree.root().isPresent();
  }

  void beforePlugins(@Observes @Priority(Started.PLUGINS - 1) Started started) {
    treeBeforePlugins = tree.root().isPresent();
    typeBeforePlugins = host.find("tally").isPresent();
  }

  void beforeRecovery(@Observes @Priority(Started.RECOVERY - 100) Started started) {
    typeBeforeRecovery = host.find("tally").isPresent();
  }

  public boolean sawTreeFilledBeforePluginsOnly() {
    return !treeBeforeCaches && treeBeforePlugins;
  }

  public boolean sawPluginsStartInTheirTurn() {
    return !typeBeforePlugins && typeBeforeRecovery;
  }
}
