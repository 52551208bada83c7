package livery.plugin;

import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import livery.api.Campaign;
import livery.api.CampaignType;
import livery.api.Incoming;
import livery.api.Outcome;
import livery.api.Report;
import livery.api.Settings;
import livery.store.Started;
import livery.store.Stopping;
import livery.store.Store;

/**
 * The plugins that run: finds campaign types and has them decide. Thread-safe.
 *
 * <p>What it hands out belongs to a plugin that may be replaced at any time: use it at once, never
 * keep it in a field or a session.
 */
@ApplicationScoped
public class PluginHost {

  private static final int REPLACED_MAX = 5;

  private final PluginFolder folder;

  private final Duration timeMax;
  private PluginCall guard;

  @Resource private ManagedThreadFactory threads;

  @Inject
  public PluginHost(Store store, Clock clock) {
    this(store, clock, folderFromEnvironment(), PluginCall.TIME_MAX);
  }

  PluginHost(Store store, Clock clock, Path jars, Duration timeMax) {
    this.folder = new PluginFolder(jars, store, clock);
    this.timeMax = timeMax;
  }

  protected PluginHost() {
    this.folder = null;
    this.timeMax = null;
  }

  private static Path folderFromEnvironment() {
    var set = System.getenv("LIVERY_PLUGINS");
    return Path.of(set == null || set.isBlank() ? "plugins" : set);
  }

  void start(@Observes @Priority(Started.PLUGINS) Started started) {
    ThreadFactory factory = threads == null ? PluginCall::daemon : threads;
    guard = new PluginCall(timeMax, factory, folder::suspended);
    folder.startAll();
  }

  void stop(@Observes @Priority(Stopping.PLUGINS) Stopping stopping) {
    folder.stopAll();
    guard.close();
  }

  /** The campaign type with this id, if a plugin that is started has it. */
  public Optional<CampaignType> find(String id) {
    return folder.serving(id).flatMap(plugin -> plugin.type(id));
  }

  /** All campaign types of started plugins, by id. */
  public List<CampaignType> all() {
    return folder.types();
  }

  /**
   * Has the campaign's type decide a batch, in the caller's transaction.
   *
   * @param messages 1 to 1,000 messages of this campaign in the order of their arrival
   * @return one outcome for each message, in the same order
   * @throws PluginFailure.Unavailable when no started plugin has the type, or it is suspended: keep
   *     the messages and try later
   * @throws PluginFailure when it threw, took too long or gave a wrong answer: roll back and try
   *     each message by itself; park one that fails by itself
   */
  public List<Outcome> decide(String typeId, List<Incoming> messages, Campaign campaign) {
    for (var attempt = 1; ; attempt++) {
      var plugin = available(typeId);
      try {
        return guard.run(
            plugin,
            messages.size(),
            () ->
                checked(
                    plugin.type(typeId).orElseThrow().onMessages(List.copyOf(messages), campaign),
                    messages.size()));
      } catch (PluginFailure.Replaced justNow) {
        if (attempt == REPLACED_MAX) {
          throw justNow;
        }
      }
    }
  }

  /**
   * The report of a campaign, in the viewer's language; empty when its plugin does not run.
   *
   * @throws PluginFailure when the plugin fails, takes too long or is suspended
   */
  public Report report(String typeId, Campaign campaign, Locale language) {
    if (folder.serving(typeId).isEmpty()) {
      return Report.EMPTY;
    }
    var plugin = available(typeId);
    var type = plugin.type(typeId).orElseThrow();
    return guard.run(plugin, 0, () -> type.report(campaign, language));
  }

  /** How people read the label of an outcome; the label itself while its plugin does not answer. */
  public String label(String typeId, String label, Locale language) {
    return said(typeId, label, type -> type.label(label, language));
  }

  /** One sentence about an outcome; its note while the plugin does not answer. */
  public String sentence(String typeId, String label, String note, Locale language) {
    return said(typeId, note, type -> type.sentence(label, note, language));
  }

  /** A text of a campaign as somebody could get it; the text itself while nobody can say. */
  public String preview(String typeId, String text, Settings settings, Locale language) {
    return said(typeId, text, type -> type.preview(text, settings, language));
  }

  private String said(String typeId, String otherwise, Function<CampaignType, String> what) {
    var plugin = folder.serving(typeId).filter(one -> !one.health().refuses());
    if (plugin.isEmpty()) {
      return otherwise;
    }
    var type = plugin.get().type(typeId);
    try {
      var words = guard.run(plugin.get(), 0, () -> type.map(what).orElse(otherwise));
      return words == null ? otherwise : words;
    } catch (PluginFailure counted) {
      return otherwise;
    }
  }

  private RunningPlugin available(String typeId) {
    var plugin =
        folder
            .serving(typeId)
            .orElseThrow(
                () ->
                    new PluginFailure.Unavailable(
                        "No started plugin has the campaign type " + typeId));
    if (plugin.health().refuses()) {
      throw new PluginFailure.Unavailable(
          "Plugin "
              + plugin.jar().id()
              + " takes no messages now: "
              + plugin.health().lastFailure());
    }
    return plugin;
  }

  private static List<Outcome> checked(List<Outcome> outcomes, int expected) {
    if (outcomes == null) {
      throw new PluginFailure("answered null instead of " + expected + " outcomes");
    }
    if (outcomes.size() != expected) {
      throw new PluginFailure(
          "answered " + outcomes.size() + " outcomes for " + expected + " messages");
    }
    if (outcomes.stream().anyMatch(outcome -> outcome == null)) {
      throw new PluginFailure("answered null for one of " + expected + " messages");
    }
    return List.copyOf(outcomes);
  }

  public PluginFolder folder() {
    return folder;
  }

  public PluginCall guard() {
    return guard;
  }
}
