package livery.billing;

/**
 * One seller and one buyer in the chain above an event.
 *
 * @param level 0 where the client buys from its parent, one more for each step up, at most {@value
 *     #LEVEL_MAX}
 * @param sellerId the tenant that sells, or {@link #OPERATORS} on the last level: what the platform
 *     itself pays, which has no wallet
 * @param buyerId the tenant that buys
 * @param currency ISO 4217 code of this edge's prices and wallet
 */
public record Edge(int level, long sellerId, long buyerId, String currency) {

  /** The seller of the platform. */
  public static final long OPERATORS = 0;

  /** How deep a tree of tenants may be. */
  public static final int LEVEL_MAX = 15;

  public Edge {
    if (level < 0 || level > LEVEL_MAX) {
      throw new BillingException.Invalid("A level is 0 to " + LEVEL_MAX + ", not " + level);
    }
    if (sellerId < 0 || buyerId <= 0 || sellerId == buyerId) {
      throw new BillingException.Invalid(
          "An edge has two different tenants, not seller " + sellerId + " and buyer " + buyerId);
    }
    Money.requireCurrency(currency);
  }

  /** Whether the buyer pays from a wallet; false on the cost edge. */
  public boolean hasWallet() {
    return sellerId != OPERATORS;
  }
}
