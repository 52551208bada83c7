/**
 * The table that all pages have, in place of that of PrimeFaces: it sorts what a page gives without
 * touching it.
 *
 * <p>Public face: {@code p:dataTable} with {@code sortBy} on its columns. {@code faces-config.xml}
 * names the class, so that no page has to. Lists without end are not sorted here but read in their
 * order by their feature.
 */
package livery.table;
