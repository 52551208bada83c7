/**
 * What all pages share: the layout's facts, the menu, texts in three languages, and the way money,
 * phones and times are written.
 *
 * <p>Public face: {@link livery.frame.Texts} ({@code #{t['number.title']}}), {@link
 * livery.frame.Format} ({@code #{f.money(...)}}), {@link livery.frame.MenuSource} for entries of
 * others. The layout itself is {@code /WEB-INF/layout.xhtml}; its pieces are the composite
 * components in {@code /resources/livery}, shown with samples on {@code /frame/pieces.xhtml}. A
 * brand is data in a theme jar; this package only reads which one the request belongs to.
 */
package livery.frame;
