/**
 * A plugin that answers: one text for the campaign, or another for the first word behind the
 * keyword. Small enough to begin one's own plugin with.
 *
 * <p>It keeps one row for each phone, so that two machines do not answer each other for ever.
 */
package livery.autoreply;
