/**
 * Who uses the portal: the tree of tenants, roles, rights, brands and the audit log; who asks, and
 * for whom.
 *
 * <p>Public face: {@link livery.tenant.Scope} says who asks and for which tenant, {@link
 * livery.tenant.CurrentScope} gives it to pages and resources; {@link livery.tenant.TenantSql} is
 * the only way for them to reach rows, and refuses a statement that does not bind the tenant;
 * {@link livery.tenant.Rights} is asked at the head of every act, {@link livery.tenant.Audit} told
 * at its end. How somebody proves who they are is {@code livery.signin}, the people are {@code
 * livery.people}, and tenants are opened in {@code livery.client}.
 */
package livery.tenant;
