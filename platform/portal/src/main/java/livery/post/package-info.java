/**
 * Letters, with something attached or without: one at a time over the SMTP server that all mail
 * goes by.
 *
 * <p>Public face: {@link livery.post.Mailer} and {@link livery.post.Letter}. The decision worth
 * knowing: sending is a remote call and belongs in no transaction; who has letters keeps a queue of
 * its own and calls this from a job.
 */
package livery.post;
