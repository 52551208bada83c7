package livery.billing;

/**
 * The accounts that keep no balance row: one of each kind for every tenant, numbered below 0, so
 * that no hot row and no look-up stands in the way of a transfer. Wallets are accounts too,
 * numbered by {@link Wallet#id}.
 */
public enum Account {
  /** What a seller has earned from its buyers. */
  INCOME(1),
  /** Money that came to a seller from outside: the other side of a top-up. */
  CASH(2),
  /** What the platform has spent with the operators. */
  COST(3),
  /** What is owed to the operators; its owner is {@link Edge#OPERATORS}. */
  PAYABLE(4),
  /** What an agent has collected for its principal and not handed over. */
  CLEARING(5),
  /** What a principal has spent on its agents. */
  COMMISSION(6),
  /** What an agent has earned and not got yet. */
  COMMISSION_PAYABLE(7),
  /** What a tenant has earned with premium numbers and its seller has not paid yet. */
  PREMIUM(10),
  /** The other side of it: what a seller, or the operators, have to pay their buyers. */
  PREMIUM_COST(11),
  /** What buyers had paid a seller for and let expire. */
  BREAKAGE(12);

  private static final int KINDS_MAX = 16;

  private final int code;

  Account(int code) {
    this.code = code;
  }

  /** The number of this tenant's account of this kind. */
  public long of(long tenantId) {
    return -(tenantId * KINDS_MAX + code);
  }
}
