package livery.tenant;

/** What a person may do in a tenant, from most to least. Nobody grants a role above the own one. */
public enum Role {
  /** Everything, people and brand included. */
  OWNER,
  /** Numbers, campaigns, messages, links. */
  MANAGER,
  /** Money: wallets, prices, statements. */
  FINANCE,
  /** Reads. */
  VIEWER;

  /** Whether a person with this role may give {@code other} to somebody. */
  public boolean mayGrant(Role other) {
    return this == OWNER || (this == MANAGER && other != OWNER && other != FINANCE);
  }
}
