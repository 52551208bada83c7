/**
 * Who uses the portal: the tree of tenants, the people in it, their roles, brands, keys, and the
 * audit log.
 *
 * <p>Public face: {@link livery.tenant.Scope} says who asks and for which tenant; {@link
 * livery.tenant.TenantSql} is the only way for pages, resources and exports to reach rows, and
 * refuses a statement that does not bind the tenant.
 */
package livery.tenant;
