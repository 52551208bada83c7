/**
 * What a document is made of, before it becomes a file: a {@link livery.paper.Sheet}.
 *
 * <p>Public face: {@link livery.paper.Sheet} and the records in it. Pure: no database, no clock, no
 * request. Whoever issues documents has computed all amounts; nothing is rounded or added up here
 * but the sums that a table carries from page to page.
 */
package livery.paper;
