package livery.money;

import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import livery.store.Started;
import livery.store.Stopping;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;

/**
 * What happens to money with time: every minute the alerts of low wallets, every night the check of
 * the books. A night that was missed is made up for at the next start.
 */
@ApplicationScoped
public class MoneyJobs {

  private static final LocalTime NIGHT = LocalTime.of(3, 10);
  private static final System.Logger LOG = System.getLogger(MoneyJobs.class.getName());

  private final Alerts alerts;
  private final LedgerChecks checks;
  private final TenantTree tree;
  private final Clock clock;
  private Future<?> watch;
  private Future<?> check;

  @Resource private ManagedScheduledExecutorService timer;

  @Inject
  MoneyJobs(Alerts alerts, LedgerChecks checks, TenantTree tree, Clock clock) {
    this.alerts = alerts;
    this.checks = checks;
    this.tree = tree;
    this.clock = clock;
  }

  protected MoneyJobs() {
    this(null, null, null, null);
  }

  void start(@Observes @Priority(Started.LINKS) Started started) {
    watch = timer.scheduleWithFixedDelay(this::watch, 1, 1, TimeUnit.MINUTES);
    check = timer.scheduleWithFixedDelay(this::check, 10, 10, TimeUnit.MINUTES);
  }

  void stop(@Observes Stopping stopping) {
    for (var job : new Future<?>[] {watch, check}) {
      if (job != null) {
        job.cancel(false);
      }
    }
  }

  /** A failure ends this run only; the next one takes it up again. */
  private void watch() {
    try {
      alerts.watch();
    } catch (RuntimeException failure) {
      LOG.log(System.Logger.Level.ERROR, "Low wallets were not looked for", failure);
    }
  }

  private void check() {
    try {
      var zone = tree.root().map(Tenant::zone).orElse(ZoneOffset.UTC);
      checks.runUnlessSince(lastNight(clock.instant(), zone));
    } catch (RuntimeException failure) {
      LOG.log(System.Logger.Level.ERROR, "The books were not checked", failure);
    }
  }

  /** The last time that it was ten past three in that zone. */
  static Instant lastNight(Instant now, ZoneId zone) {
    var local = now.atZone(zone);
    var tonight = local.with(NIGHT);
    return (tonight.isAfter(local) ? tonight.minusDays(1) : tonight).toInstant();
  }
}
