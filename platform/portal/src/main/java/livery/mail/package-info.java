/**
 * Mails to people: queued in the transaction of what they tell, sent afterwards by {@link
 * livery.post.Mailer}.
 *
 * <p>Public face: {@link livery.mail.Mails}. {@link livery.mail.LowBalanceMails} tells each
 * crossing of the low-balance alert once, {@link livery.mail.BrokenBooksMails} each invariant of
 * the books that breaks. Without {@code LIVERY_SMTP_HOST} mails wait, and are given up after about
 * a day like those that no server takes.
 */
package livery.mail;
