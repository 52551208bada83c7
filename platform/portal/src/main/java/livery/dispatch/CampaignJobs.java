package livery.dispatch;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import livery.campaign.Campaigns;
import livery.fault.Fault;
import livery.store.Jobs;
import livery.store.Started;
import livery.store.Store;
import livery.store.Utc;
import livery.tenant.Role;
import livery.tenant.Scope;

/**
 * Ends campaigns whose last moment has passed or whose number was given back, so that their words
 * are free again. They have been silent from that moment on anyway; this is only tidying up, for
 * all tenants.
 */
@ApplicationScoped
public class CampaignJobs {

  private static final Duration PERIOD = Duration.ofSeconds(30);
  private static final int BATCH_MAX = 200;
  private static final System.Logger LOG = System.getLogger(CampaignJobs.class.getName());

  private final Store store;
  private final Campaigns campaigns;
  private final Dialogues dialogues;
  private final Clock clock;

  @Inject
  public CampaignJobs(Store store, Campaigns campaigns, Dialogues dialogues, Clock clock) {
    this.store = store;
    this.campaigns = campaigns;
    this.dialogues = dialogues;
    this.clock = clock;
  }

  protected CampaignJobs() {
    this(null, null, null, null);
  }

  private record Over(long id, long tenantId) {}

  void start(@Observes @Priority(Started.LINKS) Started started, Jobs jobs) {
    jobs.every(Jobs.Lane.SOON, PERIOD, "Campaigns that are over were not ended", this::run);
  }

  private void run() {
    endAll();
    dialogues.purge();
  }

  /** Ends what is over; says how many. */
  public int endAll() {
    var ended = 0;
    for (var over : over()) {
      try {
        campaigns.end(
            new Scope(over.tenantId(), over.tenantId(), 0, "schedule", Role.MANAGER), over.id());
        ended++;
      } catch (Fault meanwhile) {
        LOG.log(System.Logger.Level.DEBUG, "Campaign {0}: {1}", over.id(), meanwhile.getMessage());
      }
    }
    return ended;
  }

  private List<Over> over() {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT c.id, c.tenant_id FROM campaign c"
                            + " LEFT JOIN number n ON n.id = c.number_id"
                            + " WHERE c.state IN ('RUNNING', 'PAUSED') AND (c.ends_at <= :now"
                            + " OR NOT (n.shared OR n.state = 'RENTED'"
                            + " AND n.tenant_id = c.tenant_id)) LIMIT "
                            + BATCH_MAX)
                    .bind("now", Utc.of(clock.instant()))
                    .map((row, context) -> new Over(row.getLong("id"), row.getLong("tenant_id")))
                    .list());
  }
}
