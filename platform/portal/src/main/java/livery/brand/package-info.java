/**
 * How a reseller changes the brand that it and its clients live under: name, theme, colours, logo,
 * footer, contact, languages and host names.
 *
 * <p>Public face: {@link livery.brand.Branding} for the brand, {@link livery.brand.BrandHosts} for
 * the host names. A change is tried out in one browser first ({@code livery.tenant.BrandTrial}) and
 * shown to everybody when it is published. A host name goes live when the platform agrees: it alone
 * knows which names are its own, and whoever holds a name holds its sign-in page.
 */
package livery.brand;
