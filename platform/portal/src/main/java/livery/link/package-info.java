/**
 * A link to an operator as data: what is set for it, how it is stored, checked when a person sets
 * it, and how it stands.
 *
 * <p>Public face: {@link livery.link.Link} and {@link livery.link.LinkStatus}. The protocol is not
 * known here; {@code livery.smpp} runs the links.
 */
package livery.link;
