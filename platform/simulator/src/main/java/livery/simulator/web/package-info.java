/**
 * The simulator's door for a browser and for programs: the handset's and the operators' pages, the
 * JSON behind them, and the till of a payment provider.
 *
 * <p>Public face: {@link livery.simulator.web.Web}. It tells {@code livery.simulator.Smsc} what to
 * do; nothing there knows this package but {@code livery.simulator.Main}, which starts both.
 */
package livery.simulator.web;
