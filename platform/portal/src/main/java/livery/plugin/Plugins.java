package livery.plugin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import livery.fault.Fault;
import livery.store.Store;
import livery.tenant.Audit;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.TenantTree;

/** The installed plugins, for the platform's own people: look, install, stop, remove. */
@ApplicationScoped
public class Plugins {

  /** How large a jar may be. */
  public static final long SIZE_MAX = PluginJar.SIZE_MAX;

  private final PluginHost host;
  private final TenantTree tree;
  private final Store store;
  private final Audit audit;
  private final Event<PluginsChanged> changes;

  @Inject
  public Plugins(
      PluginHost host, TenantTree tree, Store store, Audit audit, Event<PluginsChanged> changes) {
    this.host = host;
    this.tree = tree;
    this.store = store;
    this.audit = audit;
    this.changes = changes;
  }

  protected Plugins() {
    this(null, null, null, null, null);
  }

  /**
   * One installed plugin.
   *
   * @param state STARTED, STOPPED, FAILED or SUSPENDED
   * @param failure why it failed or was suspended, empty otherwise
   * @param types names of its campaign types, while it runs
   * @param campaigns running campaigns of these types
   * @param messages decided since it was started
   * @param failures calls that failed since it was started
   * @param meanMicros mean time for one message
   */
  public record Plugin(
      String id,
      String version,
      String state,
      String failure,
      List<String> types,
      long campaigns,
      long messages,
      long failures,
      long meanMicros) {}

  /** All of them, by id. */
  public List<Plugin> list(Scope scope, Locale language) {
    Rights.mayOperate(scope, tree);
    var campaigns = running();
    return host.folder().rows().stream().map(row -> plugin(row, campaigns, language)).toList();
  }

  /**
   * One of them.
   *
   * @throws Fault when there is none with this id
   */
  public Plugin find(Scope scope, String id, Locale language) {
    return list(scope, language).stream()
        .filter(plugin -> plugin.id().equals(id))
        .findFirst()
        .orElseThrow(() -> Fault.notFound("plugin", id));
  }

  /**
   * Installs a jar, or another version; the old one serves until the new one has started.
   *
   * @return the plugin's id
   * @throws Fault with the reason when the jar is refused or does not start
   */
  public String install(Scope scope, InputStream jar) {
    Rights.mayOperate(scope, tree);
    try {
      var file = Files.createTempFile("plugin", ".jar");
      try {
        try (var out = Files.newOutputStream(file)) {
          copy(jar, out);
        }
        var installed = host.folder().install(file);
        done(scope, "plugin.install", installed.id(), installed.fileName());
        return installed.id();
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (PluginFailure refused) {
      throw refusal(refused);
    } catch (IOException failure) {
      throw Fault.invalid("file", "plugin.fault.unreadable", failure.getMessage());
    }
  }

  private static void copy(InputStream from, java.io.OutputStream to) throws IOException {
    var buffer = new byte[16_384];
    var size = 0L;
    for (var read = from.read(buffer); read >= 0; read = from.read(buffer)) {
      size += read;
      if (size > SIZE_MAX) {
        throw Fault.invalid("file", "plugin.fault.size", SIZE_MAX >> 20);
      }
      to.write(buffer, 0, read);
    }
  }

  /** Starts a plugin that was stopped, suspended or failed. */
  public void start(Scope scope, String id) {
    act(scope, "plugin.start", id, host.folder()::start);
  }

  /** Stops a plugin; messages of its campaigns wait. */
  public void stop(Scope scope, String id) {
    act(scope, "plugin.stop", id, host.folder()::stop);
  }

  /** Removes a plugin's jar; its tables stay. */
  public void remove(Scope scope, String id) {
    act(scope, "plugin.remove", id, host.folder()::remove);
  }

  private void act(Scope scope, String action, String id, Consumer<String> what) {
    Rights.mayOperate(scope, tree);
    if (host.folder().rows().stream().noneMatch(row -> row.id().equals(id))) {
      throw Fault.notFound("plugin", id);
    }
    try {
      what.accept(id);
      done(scope, action, id, "");
    } catch (PluginFailure failure) {
      throw refusal(failure);
    }
  }

  private void done(Scope scope, String action, String id, String detail) {
    audit.write(scope, action, "plugin " + id, detail);
    changes.fire(new PluginsChanged(id));
  }

  private static Fault refusal(PluginFailure failure) {
    return failure instanceof PluginFailure.Refused refused
        ? refused.fault()
        : Fault.invalid("file", "plugin.fault.refused", failure.getMessage());
  }

  private Plugin plugin(PluginRows.Row row, Map<String, Long> campaigns, Locale language) {
    var running = host.folder().find(row.id());
    var types = running.map(RunningPlugin::types).orElse(List.of());
    return new Plugin(
        row.id(),
        row.version(),
        running.filter(plugin -> plugin.health().suspended()).isPresent()
            ? "SUSPENDED"
            : row.state(),
        row.failure() == null ? "" : row.failure(),
        types.stream().map(type -> type.name(language)).toList(),
        types.stream().mapToLong(type -> campaigns.getOrDefault(type.id(), 0L)).sum(),
        running.map(plugin -> plugin.health().messages()).orElse(0L),
        running.map(plugin -> plugin.health().failures()).orElse(0L),
        running.map(plugin -> plugin.health().meanMicros()).orElse(0L));
  }

  /** Running campaigns of the whole platform by type; only its own people see the counts. */
  private Map<String, Long> running() {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT type, COUNT(*) AS campaigns FROM campaign WHERE state = 'RUNNING'"
                            + " GROUP BY type")
                    .map(
                        (row, context) ->
                            Map.entry(row.getString("type"), row.getLong("campaigns")))
                    .list())
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
