/**
 * The PF4J host, and the bridges for pages, REST, tables and menus of plugins; the only place that
 * knows PF4J.
 *
 * <p>Public face: {@link livery.plugin.PluginHost} finds campaign types and has them decide. Every
 * jar runs in a PF4J manager of its own, so that a new version can start while the old one still
 * serves. A call into a plugin is measured; a plugin that throws or hangs is suspended, and nobody
 * else notices.
 */
package livery.plugin;
