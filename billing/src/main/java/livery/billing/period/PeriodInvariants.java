package livery.billing.period;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import livery.billing.Invariants;
import livery.billing.Invariants.Rule;
import livery.billing.Invariants.Violation;
import livery.billing.ListPrices;
import livery.billing.ProductFamily;

/**
 * Checks I7 to I9 and I11 to I13 (reference billing.md §3.4) over the whole database, beside {@link
 * Invariants} and under the same conditions; {@link BooksCheck} has all of them.
 */
public final class PeriodInvariants {

  private static final int FOUND_MAX = 200;

  private static final String MONTH =
      "SELECT CONCAT('month ', %1$s.period, ' of seller ', %1$s.seller_id), ";

  private static final String LINE =
      "l.seller_id, l.period, l.buyer_id, l.currency, l.product_group";

  /** At the price list, less what it cost in the end. */
  private static final String EARNED = "GREATEST(0, COALESCE(l.list_amount, l.posted) - l.rounded)";

  /** Tables that have just grown are thought small, and would be read whole for each rated row. */
  private static final String BY_POSTING = " FORCE INDEX (transfer_posting)";

  private static final String SAME_EDGE =
      "%1$s.seller_id = r.seller_id AND %1$s.buyer_id = r.buyer_id AND %1$s.product = r.product AND"
          + " %1$s.currency = r.currency";

  /**
   * What of a rated row came back before the cut-off of the month of its line: one row, or none.
   */
  private static final String RETURN =
      " LEFT JOIN rated_return x ON x.event_id = r.event_id AND x.level = r.level AND x.quantity > 0"
          + " AND l.less_returns LEFT JOIN transfer b"
          + BY_POSTING
          + " ON b.posting_id = x.posting_id AND b.kind = 'RETURN' AND b.seller_id = r.seller_id AND"
          + " b.buyer_id = r.buyer_id AND b.product = r.product AND b.currency = r.currency AND"
          + " b.posted_at < p.cutoff_at";

  private static final String UNITS_RETURNED = "IF(b.id IS NULL, 0, x.quantity)";

  /** The list value of what stayed charged of a rated row. */
  private static final String LISTED =
      ListPrices.micros(
          "GREATEST(0, " + ListPrices.PAID + " - " + UNITS_RETURNED + ")",
          "(r.amount - IF(b.id IS NULL, 0, x.amount))");

  /**
   * The charges, read once. A batch has a transfer for each edge of each of its clients: who looked
   * into its posting for each rated row would read all of them, each time.
   */
  private static final String CHARGES =
      "(SELECT DISTINCT id, posting_id, seller_id, buyer_id, product, currency, posted_at FROM"
          + " transfer WHERE kind = 'CHARGE')";

  /** What a transfer says of its parts: see {@code V94__counted.sql}. */
  private static final String TOLD =
      "t.events, t.own_events, t.own_quantity, t.own_amount, t.apart_events, t.apart_quantity,"
          + " t.apart_amount";

  private static final String COUNTED = TOLD.replace("t.", "k.");

  static final List<Rule> RULES =
      List.of(
          new Rule(
              "I7",
              "SELECT CONCAT('month ', period, ' of seller ', seller_id), CONCAT(kind, ' of buyer"
                  + " ', buyer_id, ', product ', product, ': transfers now minus at the close is ',"
                  + " SUM(transfers), ' of ', SUM(amount), ' for ', SUM(quantity), ' units') FROM ("
                  + PeriodTotals.ofAllClosed()
                  + " UNION ALL SELECT seller_id, period, buyer_id, currency, product, kind,"
                  + " -transfers, -quantity, -amount FROM period_total) z GROUP BY seller_id,"
                  + " period, buyer_id, currency, product, kind HAVING SUM(transfers) <> 0 OR"
                  + " SUM(quantity) <> 0 OR SUM(amount) <> 0"),
          new Rule(
              "I8",
              "SELECT CONCAT('posting ', posting_id), CONCAT('settles ', SUM(amount), ' more with"
                  + " buyer ', buyer_id, ' at seller ', seller_id, ' than the closed lines say')"
                  + " FROM (SELECT posting_id, seller_id, buyer_id, currency, IF(debit_account > 0,"
                  + " amount, -amount) AS amount FROM transfer WHERE kind = 'TIER_DELTA' UNION ALL"
                  + " SELECT posting_id, seller_id, buyer_id, currency, -delta FROM period_line"
                  + " UNION ALL SELECT posting_id, buyer_id, client_id, COALESCE(paid_currency,"
                  + " currency), COALESCE(paid_amount, amount) FROM period_share) x GROUP BY"
                  + " posting_id, seller_id, buyer_id, currency HAVING SUM(amount) <> 0"),
          new Rule(
              "I8",
              "SELECT CONCAT('posting ', posting_id), CONCAT('commission of agent ', agent_id, ' is"
                  + " ', SUM(amount), ' more than its lines say') FROM (SELECT posting_id, buyer_id"
                  + " AS agent_id, currency, IF(credit_account % 16 = -7, amount, -amount) AS"
                  + " amount FROM transfer WHERE kind = 'COMMISSION' UNION ALL SELECT posting_id,"
                  + " agent_id, currency, -delta FROM commission) x GROUP BY posting_id, agent_id,"
                  + " currency HAVING SUM(amount) <> 0"),
          new Rule(
              "I9",
              "SELECT CONCAT('month ', period, ' of seller ', seller_id), CONCAT('agent ',"
                  + " agent_id, ' earned ', SUBSTRING_INDEX(GROUP_CONCAT(due ORDER BY upto_day"
                  + " DESC), ',', 1), ' and got ', SUM(delta)) FROM commission GROUP BY seller_id,"
                  + " period, agent_id, currency HAVING SUM(delta) <>"
                  + " SUBSTRING_INDEX(GROUP_CONCAT(due ORDER BY upto_day DESC), ',', 1)"),
          new Rule(
              "I9",
              "SELECT CONCAT('month ', x.period, ' of seller ', x.seller_id), CONCAT('agent ',"
                  + " agent_id, ' began with ', began, ', the month before left ',"
                  + " COALESCE(ended, '0,0,0,0')) FROM (SELECT seller_id, period, agent_id,"
                  + " currency, CONCAT_WS(',', "
                  + CarriedSales.BEFORE
                  + ") AS began, LAG(CONCAT_WS(',', "
                  + CarriedSales.AFTER
                  + ")) OVER (PARTITION BY seller_id, agent_id, currency ORDER BY period) AS ended"
                  + " FROM commission c WHERE NOT EXISTS (SELECT 1 FROM commission n WHERE"
                  + " n.seller_id = c.seller_id AND n.period = c.period AND n.agent_id ="
                  + " c.agent_id AND n.currency = c.currency AND n.upto_day > c.upto_day)) x JOIN"
                  + " billing_period p ON p.seller_id = x.seller_id AND p.period = x.period AND"
                  + " p.state = 'CLOSED' WHERE began <> COALESCE(ended, '0,0,0,0')"),
          new Rule(
              "I9",
              MONTH.formatted("l")
                  + "CONCAT('buyer ', buyer_id, ', ', product_group, ': posted ', posted, ' and ',"
                  + " delta, ' for ', exact, ', rounded ', rounded) FROM period_line l"
                  + " WHERE posted + delta <> rounded OR ABS(exact * 1000000 - rounded) * 2 > coin"
                  + " OR rounded % coin <> 0"),
          new Rule(
              "I9",
              MONTH.formatted("l")
                  + "CONCAT('fee of buyer ', l.buyer_id, ': ', l.exact, ' is not ', f.percent, ' %"
                  + " of ', f.bought, ' and ', f.fixed) FROM period_line l JOIN fee_line f USING"
                  + " (seller_id, period, buyer_id, currency) WHERE l.product_group = '"
                  + AgentFeeTerms.GROUP
                  + "' AND l.exact * 100000000 <> GREATEST(0, f.bought) * f.percent + f.fixed *"
                  + " 100"),
          new Rule(
              "I9",
              MONTH.formatted("l")
                  + "CONCAT('buyer ', l.buyer_id, ' earned ', "
                  + EARNED
                  + ", ' and passed on ', SUM(s.amount)) FROM period_line l JOIN period_share s USING"
                  + " (seller_id, period, buyer_id, currency, product_group) GROUP BY "
                  + LINE
                  + ", l.list_amount, l.posted, l.rounded HAVING SUM(s.amount) > "
                  + EARNED),
          new Rule(
              "I11",
              "SELECT CONCAT('transfer ', t.id), CONCAT('refunds event ', f.event_id, ' on other"
                  + " accounts than transfer ', c.id, ' charged it on') FROM transfer t JOIN refund"
                  + " f ON f.posting_id = t.posting_id JOIN rated r ON r.event_id = f.event_id AND"
                  + " r.seller_id = t.seller_id AND r.buyer_id = t.buyer_id AND r.product ="
                  + " t.product AND r.currency = t.currency JOIN transfer c ON c.posting_id ="
                  + " r.posting_id AND c.kind = 'CHARGE' AND c.seller_id = t.seller_id AND"
                  + " c.buyer_id = t.buyer_id AND c.product = t.product AND c.currency = t.currency"
                  + " WHERE t.kind = 'REFUND' AND (t.debit_account <> c.credit_account OR"
                  + " t.credit_account <> c.debit_account)"),
          new Rule(
              "I11",
              "SELECT STRAIGHT_JOIN CONCAT('transfer ', t.id), CONCAT('returns a part of event ',"
                  + " f.event_id, ' on other accounts than transfer ', c.id, ' charged it on') FROM"
                  + " rated_return f JOIN rated r ON r.event_id = f.event_id AND r.level = f.level"
                  + " JOIN transfer t"
                  + BY_POSTING
                  + " ON t.posting_id = f.posting_id AND t.kind = 'RETURN' AND "
                  + SAME_EDGE.formatted("t")
                  + " JOIN transfer c"
                  + BY_POSTING
                  + " ON c.posting_id = r.posting_id AND c.kind = 'CHARGE' AND "
                  + SAME_EDGE.formatted("c")
                  + " WHERE t.debit_account <> c.credit_account OR t.credit_account <>"
                  + " c.debit_account"),
          new Rule(
              "I11",
              "SELECT CONCAT('transfer ', t.id), CONCAT('takes back posting ', COALESCE(v.original_id,"
                  + " 'of nobody'), ' on other accounts than it came on') FROM transfer t LEFT JOIN"
                  + " reversal v ON v.posting_id = t.posting_id LEFT JOIN transfer o"
                  + BY_POSTING
                  + " ON o.posting_id = v.original_id AND o.kind = 'TOP_UP' WHERE t.kind = 'REVERSAL'"
                  + " AND NOT (t.debit_account <=> o.credit_account AND t.credit_account <=>"
                  + " o.debit_account)"),
          new Rule("I12", recount()),
          new Rule("I13", foreign("debit_account", "IF(t.kind = 'ALLOCATION', t.seller_id, 0)")),
          new Rule("I13", foreign("credit_account", "0")));

  private PeriodInvariants() {}

  /**
   * The quantity and the list value of each line, counted again from single rated rows: all of them
   * are read once, and each finds its line by keys, however many lines there are.
   */
  private static String recount() {
    return "SELECT CONCAT('month ', period, ' of seller ', seller_id), CONCAT('buyer ', buyer_id,"
        + " ', ', product_group, ' was closed with ', SUM(closed), ' units, rated rows say ',"
        + " SUM(counted), '; at the price list with ', SUM(listed), ', they say ', SUM(priced))"
        + " FROM (SELECT "
        + LINE
        + ", l.quantity AS closed, 0 AS counted, COALESCE(l.list_amount, 0) AS listed, 0 AS priced"
        + " FROM period_line l UNION ALL SELECT STRAIGHT_JOIN "
        + LINE
        + ", 0, SUM(IF(l.counts = 'MESSAGES', "
        + UNITS_RETURNED
        + " < "
        + Invariants.UNITS
        + ", GREATEST(0, "
        + Invariants.UNITS
        + " - "
        + UNITS_RETURNED
        + "))), 0, SUM(IF(l.list_amount IS NULL, 0, "
        + LISTED
        + ")) FROM rated r JOIN "
        + CHARGES
        + " c ON c.posting_id = r.posting_id AND c.seller_id = r.seller_id AND"
        + " c.buyer_id = r.buyer_id AND c.product = r.product AND c.currency = r.currency JOIN"
        + " billing_period p ON p.seller_id = c.seller_id AND p.from_at <= c.posted_at AND p.to_at"
        + " > c.posted_at JOIN period_line l ON l.seller_id = p.seller_id AND l.period = p.period"
        + " AND l.buyer_id = c.buyer_id AND l.currency = c.currency AND c.posted_at >="
        + " l.covered_from AND c.posted_at < l.covered_to AND "
        + ProductFamily.covers("l.products", "c.product")
        + RETURN
        + ListPrices.JOIN
        + " WHERE r.state = 'POSTED' AND NOT EXISTS (SELECT 1 FROM refund f JOIN transfer t"
        + BY_POSTING
        + " ON t.posting_id = f.posting_id WHERE f.event_id = r.event_id AND t.posted_at <"
        + " p.cutoff_at) AND CASE l.scope WHEN 'OWN' THEN r.level = 0 WHEN 'CLIENTS' THEN r.level >"
        + " 0 AND NOT r.apart ELSE NOT r.apart END GROUP BY "
        + LINE
        + ") x GROUP BY seller_id, period, buyer_id, currency, product_group"
        + " HAVING SUM(closed) <> SUM(counted) OR SUM(listed) <> SUM(priced)";
  }

  /**
   * As I12, before a month is closed: what a transfer says of its buyer's own use, of what counts
   * for nobody above and of the price list is what its rows come to. Those before V94 say nothing,
   * and one that is not the sum of its rows is I6's to tell.
   *
   * @param since the oldest event whose rows are counted
   */
  static Rule parts(long since) {
    return new Rule(
        "I12",
        "SELECT STRAIGHT_JOIN CONCAT('transfer ', t.id), CONCAT('says ', CONCAT_WS(' ', "
            + TOLD
            + "), ', its rated rows come to ', CONCAT_WS(' ', "
            + COUNTED
            + ")) FROM (SELECT r.posting_id, r.seller_id, r.buyer_id, r.product, r.currency,"
            + " SUM(r.amount) AS amount, SUM(r.units) AS quantity, SUM(r.units > 0) AS events,"
            + " SUM(r.own AND r.units > 0) AS own_events, SUM(r.own * r.units) AS own_quantity,"
            + " SUM(r.own * r.amount) AS own_amount, SUM(r.apart AND r.units > 0) AS apart_events,"
            + " SUM(r.apart * r.units) AS apart_quantity, SUM(r.apart * r.amount) AS apart_amount,"
            + " SUM(r.listed) AS list_amount, SUM(r.own * r.listed) AS own_list_amount, SUM(r.apart *"
            + " r.listed) AS apart_list_amount FROM (SELECT r.posting_id, r.seller_id, r.buyer_id,"
            + " r.product, r.currency, r.amount, GREATEST(0, "
            + ListPrices.PAID
            + ") AS units, r.level = 0 AS own, r.apart, "
            + ListPrices.micros("GREATEST(0, " + ListPrices.PAID + ")", "r.amount")
            + " AS listed FROM rated r"
            + ListPrices.JOIN
            + " WHERE r.state = 'POSTED'"
            + " AND r.event_id >= "
            + since
            + ") r GROUP BY r.posting_id, r.seller_id, r.buyer_id, r.product, r.currency) k JOIN"
            + " transfer t"
            + BY_POSTING
            + " ON t.posting_id = k.posting_id AND t.kind ="
            + " 'CHARGE' AND "
            + SAME_EDGE.formatted("t").replace("r.", "k.")
            + " WHERE t.events > 0 AND t.first_event >= "
            + since
            + " AND t.amount = k.amount AND t.quantity = k.quantity AND (("
            + TOLD
            + ") <> ("
            + COUNTED
            + ") OR (t.list_amount IS NOT NULL AND (t.list_amount, t.own_list_amount,"
            + " t.apart_list_amount) <> (k.list_amount, k.own_list_amount, k.apart_list_amount)))");
  }

  /**
   * An account that is neither the transfer's buyer's at its seller nor one of the two tenants'.
   */
  private static String foreign(String account, String walletOf) {
    return "SELECT CONCAT('transfer ', t.id), CONCAT('%1$s ', t.%1$s, ' is of neither buyer ',"
            .formatted(account)
        + " t.buyer_id, ' nor seller ', t.seller_id) FROM transfer t LEFT JOIN "
        + Invariants.WALLETS
        + " w ON w.id ="
        + " t.%1$s WHERE (t.%1$s > 0 AND NOT (w.buyer_id = t.buyer_id AND w.seller_id = t.seller_id"
            .formatted(account)
        + " OR w.buyer_id = "
        + walletOf
        + ")) OR (t.%1$s < 0 AND -t.%1$s DIV 16 NOT IN (t.buyer_id, t.seller_id) AND NOT (-t.%1$s %% 16 ="
            .formatted(account)
        // An agent holds what the client of its principal paid.
        + " 5 AND t.kind IN ('TOP_UP', 'TAKEOVER')))";
  }

  /** What does not add up, closed months whose hash has changed included. */
  public static List<Violation> check(Connection connection) throws SQLException {
    var violations = new ArrayList<>(Invariants.checkBy(connection, RULES));
    try (var statement =
            connection.prepareStatement(
                "SELECT seller_id, period, LOWER(HEX(hash)) FROM billing_period"
                    + " WHERE state = 'CLOSED' ORDER BY period DESC, seller_id");
        var rows = statement.executeQuery()) {
      while (rows.next() && violations.size() < FOUND_MAX) {
        var now = PeriodHash.of(connection, rows.getLong(1), rows.getInt(2));
        if (!now.equals(rows.getString(3))) {
          violations.add(
              new Violation(
                  "I7",
                  "month " + rows.getInt(2) + " of seller " + rows.getLong(1),
                  "closed with hash " + rows.getString(3) + ", now it is " + now));
        }
      }
    }
    return violations;
  }
}
