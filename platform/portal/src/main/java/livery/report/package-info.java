/**
 * The dashboard: figures and charts of a tenant and of all below it.
 *
 * <p>Public face: {@link livery.report.Statistics}, for the first page and for REST. Decision worth
 * knowing: everything comes from the hourly counts that the message path keeps, never from the
 * messages themselves, so a page costs the same at ten million rows as at ten; what is over is
 * remembered, what is live comes from {@link livery.traffic.Pulse}'s memory.
 */
package livery.report;
