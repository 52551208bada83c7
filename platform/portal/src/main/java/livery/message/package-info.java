/**
 * The message path: inbox, outbox, sender, receipts.
 *
 * <p>Public face towards the links: {@link livery.message.Inbox} takes what an operator delivers
 * and returns when it is stored, {@link livery.message.Receipts} takes delivery receipts, and a
 * {@link livery.message.Carrier} is what a link offers the {@link livery.message.Sender}. The
 * decision worth knowing: what has queued up while the last commit ran is the next batch; nothing
 * waits for a timer.
 */
package livery.message;
