package livery.plugin.page;

import java.util.Optional;
import livery.api.Campaign;
import livery.tenant.Scope;

/** Finds the campaign that the address of a plugin's page names. Given by {@code campaign}. */
public interface CampaignFinder {

  /** A campaign with the id of its type. */
  record Found(String type, Campaign campaign) {}

  /** The campaign, if it belongs to the scope's tenant or to one below it. */
  Optional<Found> find(Scope scope, long campaignId);
}
