/**
 * What a visitor meets of a plugin: its pages within the portal, its REST resource, and the links
 * to them.
 *
 * <p>{@link livery.plugin.page.PluginVisits} asks, once for each request, who may see what; {@link
 * livery.plugin.page.CampaignFinder} is given by {@code livery.campaign}. The plugins themselves
 * run in {@code livery.plugin}, which does not know this package.
 */
package livery.plugin.page;
