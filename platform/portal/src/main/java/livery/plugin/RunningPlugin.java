package livery.plugin;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import livery.api.CampaignType;
import livery.api.Pages;
import livery.api.Rest;
import livery.api.Texts;
import livery.store.Migrations;
import livery.store.Store;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.logging.LogFactory;
import org.pf4j.PluginState;

/** One version of one plugin, loaded and started. Thread-safe. */
public final class RunningPlugin {

  private static final System.Logger LOG = System.getLogger(RunningPlugin.class.getName());
  private static final long DRAIN_SECONDS_MAX = 10;

  private final PluginJar jar;
  private final JarLoader loader;
  private final Health health = new Health();
  private final ReentrantReadWriteLock calls = new ReentrantReadWriteLock();
  private volatile List<CampaignType> types = List.of();
  private volatile Pages pages;
  private volatile Rest rest;
  private PluginUnit unit;
  private boolean closed;

  private RunningPlugin(PluginJar jar) {
    this.jar = jar;
    this.loader = new JarLoader(jar.path());
  }

  /**
   * Loads the jar, migrates its tables, opens its unit, makes its extensions.
   *
   * @throws PluginFailure when one of these fails; nothing of it stays loaded then
   */
  static RunningPlugin start(PluginJar jar, Store store, Clock clock) {
    var plugin = new RunningPlugin(jar);
    try {
      plugin.open(store, clock);
      return plugin;
    } catch (PluginFailure failure) {
      plugin.close();
      throw failure;
    } catch (RuntimeException | LinkageError failure) {
      plugin.close();
      throw new PluginFailure(
          jar.id() + " " + jar.version() + " did not start: " + failure, failure);
    }
  }

  private void open(Store store, Clock clock) {
    loader.loadPlugin(jar.path());
    var context = new HostContext(jar.id(), store, clock);
    loader.provide(context);
    var classes = loader.getPluginClassLoader(jar.id());
    jar.loadClasses(classes);
    migrate(store, classes);
    PluginUnit.open(jar.id(), classes, store.dataSource())
        .ifPresent(
            opened -> {
              unit = opened;
              context.open(opened);
            });
    if (loader.startPlugin(jar.id()) != PluginState.STARTED) {
      var cause = loader.getPlugin(jar.id()).getFailedException();
      throw new PluginFailure(jar.id() + " did not start: " + cause, cause);
    }
    types = List.copyOf(loader.getExtensions(CampaignType.class, jar.id()));
    pages = one(Pages.class).orElse(null);
    rest = one(Rest.class).orElse(null);
    types.forEach(this::tryOut);
    if (types.isEmpty() && pages == null && rest == null) {
      throw new PluginFailure(jar.id() + " has no extension that could be made; see the log");
    }
  }

  private void migrate(Store store, ClassLoader classes) {
    if (classes.getResource("db/migration/") == null) {
      return;
    }
    try {
      Migrations.run(
          store
              .connectForMigrations(Flyway.configure(classes))
              .locations("classpath:db/migration")
              .table("flyway_" + jar.id())
              .baselineOnMigrate(true)
              .baselineVersion("0"));
    } finally {
      // Flyway's log keeps the last configuration, and this one would keep the plugin's classes.
      LogFactory.setConfiguration(Flyway.configure(RunningPlugin.class.getClassLoader()));
    }
  }

  /** What the portal will ask of a type later must not fail on a person's page. */
  private void tryOut(CampaignType type) {
    for (var language : Texts.LANGUAGES) {
      var name = type.name(Locale.forLanguageTag(language));
      if (name == null || name.isBlank()) {
        throw new PluginFailure(type.id() + " has no name in " + language);
      }
    }
    if (type.id() == null || !type.id().matches("[a-z][a-z0-9-]{1,39}") || type.form() == null) {
      throw new PluginFailure("A campaign type of " + jar.id() + " has no proper id or no form");
    }
  }

  private <T> Optional<T> one(Class<T> kind) {
    var found = loader.getExtensions(kind, jar.id());
    if (found.size() > 1) {
      throw new PluginFailure(jar.id() + " has more than one " + kind.getSimpleName());
    }
    return found.stream().findFirst();
  }

  public PluginJar jar() {
    return jar;
  }

  Health health() {
    return health;
  }

  List<CampaignType> types() {
    return types;
  }

  public Optional<CampaignType> type(String typeId) {
    return types.stream().filter(type -> type.id().equals(typeId)).findFirst();
  }

  public Optional<Pages> pages() {
    return Optional.ofNullable(pages);
  }

  public Optional<Rest> rest() {
    return Optional.ofNullable(rest);
  }

  public ClassLoader classes() {
    return loader.getPluginClassLoader(jar.id());
  }

  /** Enters a call, unless the plugin is closed or about to be; leave it with {@link #leave}. */
  boolean enter() {
    calls.readLock().lock();
    if (closed) {
      calls.readLock().unlock();
      return false;
    }
    return true;
  }

  void leave() {
    calls.readLock().unlock();
  }

  /** Lets calls under way finish, then frees everything. A call that hangs is not waited for. */
  void close() {
    var quiet = false;
    try {
      quiet = calls.writeLock().tryLock(DRAIN_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    if (!quiet) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Plugin {0} {1} is closed while a call into it still hangs",
          jar.id(),
          jar.version());
    }
    try {
      closed = true;
      types = List.of();
      pages = null;
      rest = null;
      if (unit != null) {
        unit.close();
      }
      if (loader.getPlugin(jar.id()) != null) {
        loader.unloadPlugin(jar.id());
      }
    } finally {
      if (quiet) {
        calls.writeLock().unlock();
      }
    }
  }
}
