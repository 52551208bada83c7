/**
 * The tenants below one: opened with their first owner, renamed, moved, suspended and listed.
 *
 * <p>Public face: {@link livery.client.Tenants}. A tenant is made here and read everywhere; the
 * tree itself is {@code livery.tenant.TenantTree}.
 */
package livery.client;
