/** Campaigns: drawn up, started, paused, ended, and what they counted. */
package livery.campaign;
