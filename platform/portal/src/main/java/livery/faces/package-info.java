/**
 * Pieces of PrimeFaces that all pages have in our own kind. {@code faces-config.xml} names them in
 * place of the delivered ones, so that no page has to.
 *
 * <p>Public face: {@code p:dataTable} with {@code sortBy} on its columns sorts what a page gives
 * without touching it; lists without end are not sorted here but read in their order by their
 * feature. {@code h:head} adds nothing to a page that is drawn already.
 */
package livery.faces;
