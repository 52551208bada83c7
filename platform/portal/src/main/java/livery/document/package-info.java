/**
 * Documents: what was issued to whom under which number, how it stands, and its files.
 *
 * <p>Public face: {@link livery.document.Document}, {@link livery.document.Issuer}, which gives
 * numbers without gaps and writes what other features have drawn up, {@link
 * livery.document.Documents}, which reads, and {@link livery.document.Acts}, by which documents are
 * sent, objected to, accepted and settled. The decision worth knowing: what is printed is kept as a
 * value, the {@code livery.paper.Sheet} in JSON, with its hash; an issued document is never
 * changed, the database refuses it.
 */
package livery.document;
