/**
 * All that a plugin author sees.
 *
 * <p>A plugin is a PF4J jar with extensions: a {@link livery.api.CampaignType} decides what a
 * message means and answers with a value, an {@link livery.api.Outcome}; it sends nothing itself.
 * What it writes to its own tables rides in the transaction of the message.
 *
 * <p>The package depends on PF4J and the Jakarta APIs alone, and both are provided by the portal.
 */
package livery.api;
