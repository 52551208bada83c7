/**
 * What a document looks like: a {@link livery.paper.Sheet} becomes a PDF, UBL, CSV or XLSX.
 *
 * <p>Public face: {@link livery.paper.Sheet} and the records in it are the input, {@link
 * livery.paper.Papers} makes files of it. Pure: no database, no clock, no request; the same sheet
 * gives the same bytes. The words are ours ({@code texts.properties}), so that a document is whole
 * in each language; what a seller or buyer wrote is put in as it is. Whoever issues documents has
 * computed all amounts; nothing is rounded or added up here but the sums that a table carries from
 * page to page.
 */
package livery.paper;
