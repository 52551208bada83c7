package livery.dispatch;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import livery.fault.Fault;
import livery.history.MessageLine;
import livery.history.MessageSearch;
import livery.history.Messages;
import livery.plugin.PluginFailure;
import livery.plugin.PluginsChanged;
import livery.store.Jobs;
import livery.store.Started;
import livery.store.StoreFailure;
import livery.tenant.Role;
import livery.tenant.Scope;
import livery.tenant.TenantTree;

/**
 * Tries messages again that were parked because their plugin was not there: as soon as a plugin has
 * come or changed, and each minute, for a day; after that a person decides, because an answer so
 * late may do more harm than none. What was parked because its plugin took too long, which may have
 * been a short weakness of the machine, is tried three times at most, one by one.
 */
@ApplicationScoped
public class RetryJob {

  static final Duration AGE_MAX = Duration.ofHours(24);
  private static final Duration PERIOD = Duration.ofMinutes(1);
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final String FAILURE = "Parked messages were not tried again";
  private static final int BATCH_MAX = 200;
  private static final int BATCHES_MAX = 20;
  private static final String UNAVAILABLE = PluginFailure.Unavailable.class.getSimpleName();
  private static final String LATE = PluginFailure.Late.class.getSimpleName();

  /** So often is a message tried by itself whose campaign took too long. */
  static final int LATE_TRIES_MAX = 3;

  private static final System.Logger LOG = System.getLogger(RetryJob.class.getName());

  private final Messages messages;
  private final Retries retries;
  private final TenantTree tree;
  private final Clock clock;

  @Inject
  RetryJob(Messages messages, Retries retries, TenantTree tree, Clock clock) {
    this.messages = messages;
    this.retries = retries;
    this.tree = tree;
    this.clock = clock;
  }

  protected RetryJob() {
    this(null, null, null, null);
  }

  void start(@Observes @Priority(Started.LINKS) Started started, Jobs jobs) {
    jobs.every(Jobs.Lane.SOON, PERIOD, FAILURE, this::run);
  }

  /** What came while a plugin was replaced need not wait for the minute to end. */
  void soon(@Observes PluginsChanged changed, Jobs jobs) {
    jobs.once(Jobs.Lane.SOON, SOON, FAILURE, this::run);
  }

  private void run() {
    var done = retryAll();
    if (done > 0) {
      LOG.log(System.Logger.Level.INFO, "{0} parked messages were decided", done);
    }
  }

  /** Tries what is parked for want of a plugin; says how many messages were decided. */
  int retryAll() {
    var root = tree.root();
    if (root.isEmpty()) {
      return 0;
    }
    var scope = new Scope(root.get().id(), root.get().id(), 0, "schedule", Role.MANAGER);
    var since = clock.instant().minus(AGE_MAX);
    var search = new MessageSearch(0, "IN", "PARKED", 0, 0, "", since, null, "");
    var done = 0;
    var before = Long.MAX_VALUE;
    for (var batch = 0; batch < BATCHES_MAX && before != 0; batch++) {
      var found = messages.list(scope, search, before, BATCH_MAX);
      before = found.next();
      done += retry(scope, found.rows()) + retryLate(scope, found.rows());
    }
    return done;
  }

  private int retryLate(Scope scope, List<MessageLine> lines) {
    var done = 0;
    for (var line : lines) {
      if (!LATE.equals(line.reason()) || !retries.mayTry(line, LATE_TRIES_MAX)) {
        continue;
      }
      try {
        retries.again(List.of(line), scope);
        done++;
      } catch (PluginFailure.Late again) {
        LOG.log(System.Logger.Level.DEBUG, "The rest waits for the next minute: {0}", again);
        return done;
      } catch (PluginFailure | Fault | StoreFailure stillNot) {
        LOG.log(System.Logger.Level.DEBUG, "Message {0} stays parked: {1}", line.id(), stillNot);
      }
    }
    return done;
  }

  private int retry(Scope scope, List<MessageLine> lines) {
    var done = 0;
    var byCampaign =
        lines.stream()
            .filter(line -> UNAVAILABLE.equals(line.reason()))
            .collect(Collectors.groupingBy(MessageLine::campaignId));
    for (var group : byCampaign.values()) {
      try {
        retries.again(new ArrayList<>(group), scope);
        done += group.size();
      } catch (PluginFailure | Fault | StoreFailure stillNot) {
        LOG.log(System.Logger.Level.DEBUG, "{0} messages stay parked: {1}", group.size(), stillNot);
      }
    }
    return done;
  }
}
