package livery.campaign;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Optional;
import livery.fault.Fault;
import livery.plugin.PluginsChanged;
import livery.plugin.page.CampaignFinder;
import livery.tenant.Scope;

/** Campaigns for the pages of plugins, within the visitor's tenant. */
@ApplicationScoped
class CampaignOfVisit implements CampaignFinder {

  private final Campaigns campaigns;
  private final RunningCampaigns running;

  @Inject
  CampaignOfVisit(Campaigns campaigns, RunningCampaigns running) {
    this.campaigns = campaigns;
    this.running = running;
  }

  protected CampaignOfVisit() {
    this(null, null);
  }

  @Override
  public Optional<Found> find(Scope scope, long campaignId) {
    try {
      return running
          .find(campaigns.find(scope, campaignId).id())
          .map(found -> new Found(found.type(), found.campaign()));
    } catch (Fault notOfThisTenant) {
      return Optional.empty();
    }
  }

  /** The form of a new version may know other settings. */
  void forget(@Observes PluginsChanged changed) {
    running.refreshAll();
  }
}
