/** Dashboards, statistics and exports. */
package livery.report;
