package livery.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import livery.api.CampaignType;
import livery.store.Store;
import org.pf4j.DefaultVersionManager;

/** The folder of jars: installs, replaces, starts and stops while messages flow. Thread-safe. */
public final class PluginFolder {

  private static final System.Logger LOG = System.getLogger(PluginFolder.class.getName());

  private final Path jars;
  private final Store store;
  private final Clock clock;
  private final PluginRows rows;
  private volatile Map<String, RunningPlugin> running = Map.of();

  PluginFolder(Path jars, Store store, Clock clock) {
    this.jars = jars;
    this.store = store;
    this.clock = clock;
    this.rows = new PluginRows(store, clock);
  }

  /** Starts every plugin of the folder that was not stopped by a person. */
  synchronized void startAll() {
    var there = newest();
    for (var row : rows.all()) {
      if (!there.containsKey(row.id()) && !row.state().equals("STOPPED")) {
        var missing = row.file() + " is not in " + jars.toAbsolutePath();
        LOG.log(System.Logger.Level.ERROR, "Plugin {0} did not start: {1}", row.id(), missing);
        rows.state(row.id(), "FAILED", missing);
      }
    }
    for (var jar : there.values()) {
      var row = rows.find(jar.id());
      if (row.isPresent() && row.get().state().equals("STOPPED")) {
        rows.put(jar, "STOPPED", null);
        continue;
      }
      try {
        swap(jar);
      } catch (PluginFailure failure) {
        LOG.log(System.Logger.Level.ERROR, "Plugin " + jar.id() + " did not start", failure);
        rows.put(jar, "FAILED", shortened(failure));
      }
    }
  }

  synchronized void stopAll() {
    var all = List.copyOf(running.values());
    running = Map.of();
    all.forEach(RunningPlugin::close);
  }

  /** The plugin that has this campaign type and is started. */
  public Optional<RunningPlugin> serving(String typeId) {
    for (var plugin : running.values()) {
      if (plugin.type(typeId).isPresent()) {
        return Optional.of(plugin);
      }
    }
    return Optional.empty();
  }

  public Optional<RunningPlugin> find(String id) {
    return Optional.ofNullable(running.get(id));
  }

  public List<RunningPlugin> running() {
    return running.values().stream()
        .sorted(Comparator.comparing(plugin -> plugin.jar().id()))
        .toList();
  }

  List<CampaignType> types() {
    return running.values().stream()
        .flatMap(plugin -> plugin.types().stream())
        .sorted(Comparator.comparing(CampaignType::id))
        .toList();
  }

  List<PluginRows.Row> rows() {
    return rows.all();
  }

  /**
   * Takes in a new jar, or another version of one that runs; the old one serves until the new one
   * has started.
   *
   * @param upload a file outside of the folder; the caller removes it
   * @throws PluginFailure when the jar is refused or does not start; the old one goes on then
   */
  synchronized PluginJar install(Path upload) {
    var checked = PluginJar.read(upload);
    var target = jars.resolve(checked.fileName());
    rows.find(checked.id())
        .filter(row -> row.version().equals(checked.version()))
        .filter(row -> !Arrays.equals(row.sha256(), checked.sha256()))
        .ifPresent(
            row -> {
              throw new PluginFailure.Refused("same-version", checked.id(), checked.version());
            });
    var fresh = !Files.exists(target);
    try {
      Files.createDirectories(jars);
      if (fresh || !Arrays.equals(PluginJar.read(target).sha256(), checked.sha256())) {
        Files.copy(upload, target, StandardCopyOption.REPLACE_EXISTING);
      }
      var jar = new PluginJar(checked.id(), checked.version(), checked.sha256(), target);
      swap(jar);
      removeOthers(jar);
      return jar;
    } catch (IOException failure) {
      throw new PluginFailure("The jar could not be kept in " + jars, failure);
    } catch (PluginFailure failure) {
      if (fresh) {
        delete(target);
      }
      throw failure;
    }
  }

  synchronized void start(String id) {
    var jar = Optional.ofNullable(newest().get(id)).orElseThrow(() -> unknown(id));
    try {
      swap(jar);
    } catch (PluginFailure failure) {
      rows.put(jar, "FAILED", shortened(failure));
      throw failure;
    }
  }

  synchronized void stop(String id) {
    rows.find(id).orElseThrow(() -> unknown(id));
    take(id);
    rows.state(id, "STOPPED", null);
  }

  /** Removes the jar; the tables stay. */
  synchronized void remove(String id) {
    rows.find(id).orElseThrow(() -> unknown(id));
    take(id);
    jarsOf(id).forEach(jar -> delete(jar.path()));
    rows.remove(id);
  }

  void suspended(RunningPlugin plugin, String reason) {
    LOG.log(System.Logger.Level.ERROR, "Suspended. {0}", reason);
    rows.state(plugin.jar().id(), "SUSPENDED", reason);
  }

  private void swap(PluginJar jar) {
    var started = RunningPlugin.start(jar, store, clock);
    try {
      refuseForeignTypes(started);
    } catch (PluginFailure failure) {
      started.close();
      throw failure;
    }
    var next = new HashMap<>(running);
    var old = next.put(jar.id(), started);
    running = Map.copyOf(next);
    if (old != null) {
      old.close();
    }
    rows.put(jar, "STARTED", null);
    LOG.log(System.Logger.Level.INFO, "Plugin {0} {1} serves", jar.id(), jar.version());
  }

  private void refuseForeignTypes(RunningPlugin started) {
    for (var type : started.types()) {
      serving(type.id())
          .filter(other -> !other.jar().id().equals(started.jar().id()))
          .ifPresent(
              other -> {
                throw new PluginFailure.Refused("foreign-type", type.id(), other.jar().id());
              });
    }
  }

  private void take(String id) {
    var next = new HashMap<>(running);
    var old = next.remove(id);
    running = Map.copyOf(next);
    if (old != null) {
      old.close();
    }
  }

  private Map<String, PluginJar> newest() {
    Map<String, PluginJar> newest = new HashMap<>();
    for (var jar : readAll()) {
      newest.merge(jar.id(), jar, PluginFolder::later);
    }
    return newest;
  }

  private static PluginJar later(PluginJar one, PluginJar other) {
    return new DefaultVersionManager().compareVersions(one.version(), other.version()) >= 0
        ? one
        : other;
  }

  private List<PluginJar> jarsOf(String id) {
    return readAll().stream().filter(jar -> jar.id().equals(id)).toList();
  }

  private List<PluginJar> readAll() {
    var found = new ArrayList<PluginJar>();
    if (!Files.isDirectory(jars)) {
      return found;
    }
    try (var files = Files.newDirectoryStream(jars, "*.jar")) {
      for (var file : files) {
        try {
          found.add(PluginJar.read(file));
        } catch (PluginFailure.Refused refused) {
          LOG.log(
              System.Logger.Level.WARNING, "{0}: {1}", file.getFileName(), refused.getMessage());
        }
      }
    } catch (IOException failure) {
      throw new PluginFailure("The folder of plugins cannot be read: " + jars, failure);
    }
    return found;
  }

  private void removeOthers(PluginJar kept) {
    jarsOf(kept.id()).stream()
        .filter(jar -> !jar.path().equals(kept.path()))
        .forEach(jar -> delete(jar.path()));
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failure) {
      LOG.log(System.Logger.Level.WARNING, "{0} could not be deleted", file);
    }
  }

  private static PluginFailure.Refused unknown(String id) {
    return new PluginFailure.Refused("unknown", id);
  }

  private static String shortened(PluginFailure failure) {
    var text = String.valueOf(failure.getMessage());
    return text.length() > 400 ? text.substring(0, 399) + "…" : text;
  }
}
