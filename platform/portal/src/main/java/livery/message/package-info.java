/**
 * The way out: outbox, sender, receipts, and the rows of every message.
 *
 * <p>Public face: {@link livery.message.Outbox} prices texts and holds their money, {@link
 * livery.message.Sender} hands them to a {@link livery.message.Carrier}, which is what a link
 * offers, and {@link livery.message.Receipts} takes what operators say of them later. The decision
 * worth knowing: what has queued up while the last commit ran is the next batch; nothing waits for
 * a timer.
 */
package livery.message;
