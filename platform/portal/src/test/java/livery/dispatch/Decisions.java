package livery.dispatch;

import livery.campaign.RunningCampaigns;
import livery.message.MessageTown;
import livery.number.KeywordTable;
import livery.plugin.PluginHost;

/** The decision of a town's messages, outside of the container. */
final class Decisions {

  private Decisions() {}

  static Decision of(
      MessageTown town, KeywordTable keywords, PluginHost plugins, Dialogues dialogues) {
    return new Decision(
        keywords,
        town.tenants.tree,
        town.prices,
        town.networks,
        new RunningCampaigns(town.tenants.store, plugins),
        plugins,
        new OptOut(town.blocks, keywords, town.tenants.tree),
        dialogues,
        town.outbox,
        town.tenants.ids,
        town.tenants.clock);
  }
}
