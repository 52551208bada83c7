package livery.sales;

import livery.billing.Account;
import livery.billing.AgentLedger;
import livery.billing.Bundles;
import livery.billing.period.MinimumTerms;

/**
 * Where the lines of {@link Sales} come from: the counted messages, rents and work, and of the
 * ledger what no rated row has. Statements with {@code :tenant}, {@code :from} and {@code :to}.
 */
final class SaleSources {

  /** What the lines of one product are. */
  static final String OF_PRODUCT =
      " WHERE kind IN ('SALE', 'OWN') AND CONVERT(product USING utf8mb4) = :product";

  /** Charged once for a month, by the name of a product: no settlement of a group's volume. */
  private static final String NAMED =
      "product IN ('" + MinimumTerms.GROUP + "', '" + AgentLedger.FEE + "')";

  private static final String WALLETS = "IN (SELECT id FROM wallet WHERE buyer_id = :tenant)";
  private static final String CAME = "'BUNDLE', 'BREAKAGE', 'TIER_DELTA'";
  private static final String WENT_BACK = "'TIER_DELTA', 'CREDIT'";

  private SaleSources() {}

  /**
   * What a seller charged, and what that cost it.
   *
   * @param own with what it bought for itself, and what was settled with it
   * @param ofBuyer only what {@code :buyer} bought
   */
  static String sold(long seller, boolean own, boolean ofBuyer) {
    var buyer = ofBuyer ? " AND buyer_id = :buyer" : "";
    var income = Account.INCOME.of(seller);
    var earned = "IN (%d, %d)".formatted(income, Account.BREAKAGE.of(seller));
    return counted("seller_id")
        + buyer
        + ledger("credit_account " + earned, CAME, "'SALE'", "buyer_id", 1, 0)
        + buyer
        + ledger("debit_account = " + income, WENT_BACK, "'SALE'", "buyer_id", -1, 0)
        + buyer
        + (own ? own() : "");
  }

  /** What bundles and a minimum cost, and what a settlement brings, belongs to no buyer alone. */
  private static String own() {
    return " UNION ALL SELECT hour, 0, product, 'OWN', 0, DATE '1970-01-01', currency, currency,"
        + " own_quantity, 0, own_amount, 0, own_amount FROM sale WHERE buyer_id = :tenant"
        + " AND hour >= :from AND hour < :to AND (own_quantity <> 0 OR own_amount <> 0)"
        + ledger("debit_account " + WALLETS, CAME, "'OWN'", "0", 0, 1)
        + ledger("credit_account " + WALLETS, WENT_BACK, "'OWN'", "0", 0, -1);
  }

  /** What a buyer was charged. */
  static String bought() {
    return counted("buyer_id")
        + ledger("debit_account " + WALLETS, CAME, "'SALE'", "buyer_id", 1, 0)
        + ledger("credit_account " + WALLETS, WENT_BACK, "'SALE'", "buyer_id", -1, 0);
  }

  private static String counted(String side) {
    return "SELECT hour, buyer_id, product, 'SALE' AS kind, rate, rate_on, currency, cost_currency,"
        + " quantity, amount, cost, waiting, converted FROM sale WHERE "
        + side
        + " = :tenant AND hour >= :from AND hour < :to";
  }

  /**
   * Transfers that no rated row is behind.
   *
   * @param otherwise the kind of line that is neither a settlement nor a credit note
   * @param sold 1, -1 or 0: how their amount counts as sold
   * @param cost the same, as the cost
   */
  private static String ledger(
      String account, String kinds, String otherwise, String buyer, int sold, int cost) {
    return " UNION ALL SELECT CAST(DATE_FORMAT(posted_at, '%Y-%m-%d %H:00:00') AS DATETIME), "
        + buyer
        + ", CASE kind WHEN 'BUNDLE' THEN '"
        + Bundles.PRODUCT
        + "' WHEN 'BREAKAGE' THEN '"
        + Bundles.BREAKAGE
        + "' ELSE product END, CASE WHEN kind = 'CREDIT' THEN 'CREDIT' WHEN kind = 'TIER_DELTA'"
        + " AND NOT "
        + NAMED
        + " THEN 'SETTLEMENT' ELSE "
        + otherwise
        + " END, 0, DATE '1970-01-01', currency, "
        + (cost == 0 ? "''" : "currency")
        + (", IF(" + NAMED + ", %d, %d * quantity)").formatted(sold + cost, sold + cost)
        + ", %d * amount, %d * amount, 0, %d * amount".formatted(sold, cost, cost)
        + " FROM transfer WHERE "
        + account
        + " AND kind IN ("
        + kinds
        + ") AND posted_at >= :from AND posted_at < :to";
  }
}
