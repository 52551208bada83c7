package livery.money;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import livery.store.Jobs;
import livery.store.Started;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;

/**
 * What happens to money with time: every minute the alerts of low wallets, every night the check of
 * the books. A night that was missed is made up for at the next start.
 */
@ApplicationScoped
public class MoneyJobs {

  private static final LocalTime NIGHT = LocalTime.of(3, 10);

  private final Alerts alerts;
  private final LedgerChecks checks;
  private final TenantTree tree;
  private final Clock clock;

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

  void start(@Observes @Priority(Started.LINKS) Started started, Jobs jobs) {
    jobs.every(
        Jobs.Lane.SOON, Duration.ofMinutes(1), "Low wallets were not looked for", alerts::watch);
    jobs.every(Jobs.Lane.LONG, Duration.ofMinutes(10), "The books were not checked", this::check);
  }

  private void check() {
    var zone = tree.root().map(Tenant::zone).orElse(ZoneOffset.UTC);
    checks.runUnlessSince(lastNight(clock.instant(), zone));
  }

  /** The last time that it was ten past three in that zone. */
  static Instant lastNight(Instant now, ZoneId zone) {
    var local = now.atZone(zone);
    var tonight = local.with(NIGHT);
    return (tonight.isAfter(local) ? tonight.minusDays(1) : tonight).toInstant();
  }
}
