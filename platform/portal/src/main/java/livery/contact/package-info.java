/**
 * People: who may be written to and who may not.
 *
 * <p>Public face: {@link livery.contact.Blocks}, which the sender asks before every hand-over to an
 * operator.
 */
package livery.contact;
