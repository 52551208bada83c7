/**
 * Pages in A4: text that wraps, tables that run over pages, pictures; written with PDFBox.
 *
 * <p>Public face: {@link livery.pdf.Leaves} is a document that grows downwards, {@link
 * livery.pdf.Grid} a table in it. Knows nothing of what the pages say. One font with Latin, Greek
 * and Cyrillic is embedded as a subset, with figures of equal width; what it has no glyph for is
 * shown as a box. The same calls give the same bytes: no clock, no chance, no font of the machine.
 */
package livery.pdf;
