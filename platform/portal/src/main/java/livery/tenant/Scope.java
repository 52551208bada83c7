package livery.tenant;

/**
 * Who asks, and for which tenant: the first argument of everything that reads or changes rows.
 *
 * @param tenantId the tenant whose rows are meant
 * @param homeId the tenant that the person or key belongs to; an ancestor of {@code tenantId} or
 *     the same
 * @param userId the person, or 0 for an API key
 * @param actor the name that the audit log shows
 * @param role what may be done
 */
public record Scope(long tenantId, long homeId, long userId, String actor, Role role) {

  /** The same person looking at another tenant of the subtree; {@code TenantTree} checks that. */
  public Scope at(long otherTenantId) {
    return new Scope(otherTenantId, homeId, userId, actor, role);
  }
}
