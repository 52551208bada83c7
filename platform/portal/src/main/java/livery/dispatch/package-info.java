/**
 * What an incoming message means: whose dialogue or campaign it belongs to, what its plugin
 * decides, and what is answered and charged.
 *
 * <p>{@link livery.dispatch.Dispatcher} is called by the message path with a batch and decides it
 * as a whole; {@link livery.dispatch.Retries} decides again what could not be decided then. The
 * campaigns themselves are {@code livery.campaign}, which does not know this package.
 */
package livery.dispatch;
