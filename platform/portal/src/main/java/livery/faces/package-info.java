/**
 * How pages are drawn: pieces of PrimeFaces in our own kind, which {@code faces-config.xml} names
 * in place of the delivered ones, so that no page has to; and what a page asks once.
 *
 * <p>Public face: {@code p:dataTable} with {@code sortBy} on its columns sorts what a page gives
 * without touching it, and a button of its rows means the row that was drawn; lists without end are
 * not sorted here but read in their order by their feature. {@code h:head} adds nothing to a page
 * that is drawn already. {@link livery.faces.Once} marks the methods of pages that read; {@link
 * livery.faces.Answers} does the same for what is no bean. {@link livery.faces.ResourceFilter}
 * keeps what pages load besides themselves.
 */
package livery.faces;
