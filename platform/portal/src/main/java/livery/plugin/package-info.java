/** The PF4J host, and the bridges for pages, REST, tables and menus of plugins. */
package livery.plugin;
