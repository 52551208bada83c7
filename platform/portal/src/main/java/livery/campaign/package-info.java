/** Campaigns, and the dispatcher that decides what an incoming message means. */
package livery.campaign;
