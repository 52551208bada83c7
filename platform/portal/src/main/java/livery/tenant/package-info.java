/**
 * Who uses the portal: the tree of tenants, the people in it, their roles, brands and the audit
 * log.
 *
 * <p>Public face: {@link livery.tenant.Scope} says who asks and for which tenant, {@link
 * livery.tenant.CurrentScope} gives it to pages and resources; {@link livery.tenant.TenantSql} is
 * the only way for them to reach rows, and refuses a statement that does not bind the tenant;
 * {@link livery.tenant.Rights} is asked at the head of every act, {@link livery.tenant.Audit} told
 * at its end. How somebody proves who they are is {@code livery.signin}.
 */
package livery.tenant;
