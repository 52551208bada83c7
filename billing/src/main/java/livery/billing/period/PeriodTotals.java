package livery.billing.period;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import livery.billing.Account;

/**
 * The sums of sellers' months by buyer, currency, product and kind: of every transfer that moves
 * something on an account of the seller itself (income, cash, commission, premium cost, breakage)
 * or comes into a wallet of its buyers. Months that were closed before have those of CHARGE and
 * REFUND alone ({@code billing_period.totals}).
 *
 * <p>What is left out moves on an agent's accounts alone, or from a wallet to them: commission that
 * is withheld, and what an agent takes over.
 */
final class PeriodTotals {

  /** What a month is closed with from now on. */
  static final int VERSION = 2;

  /** What the numbers of a seller's own accounts end with. */
  private static final List<Long> OWN =
      Stream.of(
              Account.INCOME,
              Account.CASH,
              Account.COMMISSION,
              Account.PREMIUM_COST,
              Account.BREAKAGE)
          .map(account -> -account.of(0))
          .toList();

  private static final String KINDS = " AND (p.totals > 1 OR t.kind IN ('CHARGE', 'REFUND'))";

  private static final String KEY = "seller_id, period, buyer_id, currency, product, kind";

  private static final String SUMS =
      "SELECT "
          + KEY
          + ", COUNT(*) AS transfers, SUM(quantity) AS quantity, SUM(amount) AS amount FROM (";

  private static final String COLUMNS =
      "p.seller_id, p.period, t.buyer_id, t.currency, t.product, t.kind, t.quantity, t.amount";

  private static final String WITHIN =
      " AND t.seller_id = p.seller_id AND t.posted_at >= p.from_at AND t.posted_at < p.to_at";

  private PeriodTotals() {}

  /** Of one month, along the indexes of the accounts. */
  static String of(long sellerId, int period) {
    var sides = new ArrayList<String>();
    for (var code : OWN) {
      sides.add(side("credit_account", code) + month(sellerId, period));
      sides.add(
          side("debit_account", code)
              + month(sellerId, period)
              + " AND NOT "
              + isOwn("t.credit_account"));
    }
    sides.add(
        "SELECT "
            + COLUMNS
            + " FROM billing_period p JOIN wallet w ON w.seller_id = p.seller_id JOIN transfer t ON"
            + " t.credit_account = w.id"
            + WITHIN
            + KINDS
            + month(sellerId, period)
            + " AND NOT "
            + isOwn("t.debit_account"));
    return SUMS + String.join(" UNION ALL ", sides) + ") x GROUP BY " + KEY;
  }

  private static String month(long sellerId, int period) {
    return " WHERE p.seller_id = %d AND p.period = %d".formatted(sellerId, period);
  }

  private static String side(String account, long code) {
    return "SELECT "
        + COLUMNS
        + " FROM billing_period p JOIN transfer t ON t.%s = p.seller_id * -16 - %d"
            .formatted(account, code)
        + WITHIN
        + KINDS;
  }

  /** Of all closed months: each transfer is read once, and finds its month by the seller's key. */
  static String ofAllClosed() {
    var key = "p.seller_id, p.period, t.buyer_id, t.currency, t.product, t.kind";
    // One level: a derived table would be merged, and its order of tables lost.
    return "SELECT STRAIGHT_JOIN "
        + key
        + ", COUNT(*) AS transfers, SUM(t.quantity) AS quantity, SUM(t.amount) AS amount FROM"
        + " transfer t JOIN billing_period p FORCE INDEX (PRIMARY) ON p.state = 'CLOSED'"
        + WITHIN
        + KINDS
        + " WHERE t.credit_account > 0 OR "
        + isOwn("t.credit_account")
        + " OR "
        + isOwn("t.debit_account")
        + " GROUP BY "
        + key;
  }

  private static String isOwn(String account) {
    return "(%1$s < 0 AND -%1$s DIV 16 = t.seller_id AND -%1$s %% 16 IN (%2$s))"
        .formatted(account, String.join(", ", OWN.stream().map(String::valueOf).toList()));
  }
}
