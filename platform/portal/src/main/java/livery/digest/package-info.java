/**
 * Regular reports by mail: what was paid, for which campaigns, and what is left, each day, week or
 * month.
 *
 * <p>Public face: {@link livery.digest.Digests}. The decision worth knowing: a subscription's row
 * says from which day on the next report tells; telling moves it on and queues the mail in one
 * transaction, so each period is told once, whoever is killed meanwhile. The mails carry a code
 * that ends them without a sign-in, by one click in the mail program (RFC 8058) or on a page.
 */
package livery.digest;
