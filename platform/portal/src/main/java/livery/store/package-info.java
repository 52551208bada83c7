/**
 * The database of the portal: its source of connections, its migrations, its transactions, ids.
 *
 * <p>Public face: {@link livery.store.Store} for the message path and for platform-wide work,
 * {@link livery.store.Ids} for new ids, {@link livery.store.Started} and {@link
 * livery.store.Stopping} for what runs at the start and the end. What shows or changes a tenant's
 * rows goes through {@code livery.tenant.TenantSql} instead, which binds the tenant; {@code
 * ArchitectureTest} lists the few classes that may use {@code Store}.
 */
package livery.store;
