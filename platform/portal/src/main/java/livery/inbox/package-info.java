/**
 * The way in: what operators deliver, stored before it is acknowledged.
 *
 * <p>Public face: {@link livery.inbox.Inbox} takes an {@link livery.inbox.Arrival} from a link and
 * returns when it is stored; {@link livery.inbox.Recovery} takes up after a start what was left
 * undecided or unsent. The decision worth knowing: a message is recognised as sent again only where
 * an operator may not have seen our answer, for two equal texts may be two votes.
 */
package livery.inbox;
