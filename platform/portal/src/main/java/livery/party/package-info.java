/**
 * Parties: the legal details that a tenant puts on its documents.
 *
 * <p>Public face: {@link livery.party.Requisites}, one tenant's details, and {@link
 * livery.party.Parties}, which keeps them. The decision worth knowing: a document never refers to
 * these rows, it takes a copy along, so that details may change at any time.
 */
package livery.party;
