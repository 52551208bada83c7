package livery.plugin;

/**
 * A plugin was started, replaced or stopped. Fired after it, on the thread of the person who did
 * it; who keeps anything that comes from a plugin forgets it now.
 *
 * @param pluginId the plugin, empty for all of them
 */
public record PluginsChanged(String pluginId) {}
