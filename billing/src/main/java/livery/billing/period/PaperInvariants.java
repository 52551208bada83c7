package livery.billing.period;

import java.util.Currency;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import livery.billing.Invariants.Rule;
import livery.billing.Rounding;

/**
 * What documents say: I10, that credit notes stay within their invoice, and of I7 that a document
 * is the sum of its lines and those of a closed month are what the ledger has. Which transfers a
 * kind of document is made of is told in docs/decisions/25-close-from-transfers.md.
 */
final class PaperInvariants {

  /** The table that says whether a database has documents. */
  static final String TABLE = "document_line";

  private static final String BY_POSTING = " FORCE INDEX (transfer_posting)";

  private static final String I7 = "I7";

  /** Issued, and made of lines; the others say what other documents and the ledger say. */
  private static final String WITH_LINES =
      "d.number IS NOT NULL AND d.kind NOT IN ('NETTING', 'RECONCILIATION', 'DUNNING')";

  /**
   * Notes of a month's run: the month ends their key. Those by hand have two parts after theirs.
   */
  private static final String OF_RUN = "LIKE 'CREDIT_NOTE/%/%/%'";

  /**
   * Months of sellers that are closed and documented as a whole. The LIMIT, which limits nothing,
   * has them read once, not for each transfer. What was given back up to {@code upto}, the cut-off
   * of the last run before one that is not done, is in documents of runs up to {@code last}.
   */
  private static final String DONE =
      "WITH last AS (SELECT r.seller_id, MAX(r.period) AS period, MAX(r.cutoff_at) AS cutoff_at"
          + " FROM document_run r LEFT JOIN (SELECT seller_id, MIN(period) AS period FROM"
          + " document_run WHERE state <> 'DONE' GROUP BY seller_id) o ON o.seller_id ="
          + " r.seller_id WHERE r.state = 'DONE' AND r.period < COALESCE(o.period, 999999) GROUP BY"
          + " r.seller_id), done AS (SELECT r.seller_id, r.period, p.from_at, p.to_at,"
          + " COALESCE(r.since_at, p.from_at) AS since_at, r.cutoff_at, l.period AS last,"
          + " l.cutoff_at AS upto FROM document_run r JOIN last l ON l.seller_id = r.seller_id AND"
          + " r.period <= l.period JOIN billing_period p ON p.seller_id = r.seller_id AND p.period"
          + " = r.period AND p.state = 'CLOSED' WHERE r.compared LIMIT 18446744073709551615) ";

  private static final String SAME_EDGE =
      "%1$s.seller_id = r.seller_id AND %1$s.buyer_id = r.buyer_id AND %1$s.product = r.product AND"
          + " %1$s.currency = r.currency";

  static final List<Rule> RULES =
      List.of(
          new Rule(
              "I10",
              "SELECT CONCAT('invoice ', i.number), CONCAT('credited with ', SUM(n.gross), ' of ',"
                  + " i.gross) FROM document n JOIN document i ON i.id = n.refers_to WHERE n.kind ="
                  + " 'CREDIT_NOTE' AND n.number IS NOT NULL GROUP BY i.id, i.number, i.gross"
                  + " HAVING SUM(n.gross) > i.gross"),
          new Rule(
              "I10",
              "SELECT CONCAT('invoice ', i.number, ', line ', l.line_no), CONCAT('credited with ',"
                  + " SUM(c.net), ' and ', SUM(c.tax), ' of ', l.net, ' and ', l.tax) FROM document"
                  + " n JOIN document i ON i.id = n.refers_to JOIN document_line c ON c.document_id"
                  + " = n.id JOIN document_line l ON l.document_id = i.id AND l.line_no ="
                  + " c.refers_line WHERE n.kind = 'CREDIT_NOTE' AND n.number IS NOT NULL GROUP BY"
                  + " i.id, i.number, l.line_no, l.net, l.tax HAVING SUM(c.net) > l.net OR"
                  + " SUM(c.tax) > l.tax"),
          new Rule(
              I7,
              "SELECT CONCAT('document ', d.number, ' of ', d.issuer_id), CONCAT('says ', d.net,"
                  + " ' and ', d.tax, ' for ', d.ledger, ', its ', COALESCE(l.many, 0), ' lines ',"
                  + " COALESCE(l.net, 0), ' and ', COALESCE(l.tax, 0), ' for ', COALESCE(l.ledger,"
                  + " 0)) FROM document d LEFT JOIN (SELECT document_id, COUNT(*) AS many, SUM(net)"
                  + " AS net, SUM(tax) AS tax, SUM(ledger) AS ledger FROM document_line GROUP BY"
                  + " document_id) l ON l.document_id = d.id WHERE "
                  + WITH_LINES
                  + " AND NOT (d.net <=> l.net AND d.tax <=> l.tax AND d.ledger <=> l.ledger)"),
          new Rule(
              I7,
              "SELECT CONCAT('document ', d.number, ' of ', d.issuer_id), CONCAT('says ', d.net,"
                  + " ' and ', d.tax, ', which is more than rounding from ', d.ledger) FROM"
                  + " document d LEFT JOIN (SELECT document_id, COUNT(*) AS many FROM document_line"
                  + " GROUP BY document_id) l ON l.document_id = d.id WHERE d.number IS NOT NULL"
                  + " AND d.kind IN ('PROFORMA', 'INVOICE', 'ACT', 'COMMISSION_INVOICE', 'NETTING',"
                  + " 'OPERATOR_SETTLEMENT') AND LEAST(ABS(d.net - d.ledger), ABS(d.gross -"
                  + " d.ledger)) > "
                  + coin("d.currency")
                  + " * COALESCE(l.many, 0)"),
          new Rule(
              I7,
              "SELECT CONCAT('act ', a.number, ' of ', a.issuer_id), CONCAT('says ', a.net, ' and ',"
                  + " a.tax, ' for ', a.ledger, ', its invoice ', COALESCE(i.net, 0), ' and ',"
                  + " COALESCE(i.tax, 0), ' for ', COALESCE(i.ledger, 0)) FROM document a LEFT JOIN"
                  + " document i ON i.issue_key = CONCAT(IF(a.refers_to IS NULL, 'INVOICE',"
                  + " 'COMMISSION_INVOICE'), SUBSTRING(IF(a.version = 1, a.issue_key,"
                  + " LEFT(a.issue_key, CHAR_LENGTH(a.issue_key) - CHAR_LENGTH(a.version) - 2)), 4))"
                  + " AND i.number IS NOT NULL WHERE a.kind = 'ACT' AND a.number IS NOT NULL AND"
                  + " NOT IF(a.version = 1, a.net <=> i.net AND a.tax <=> i.tax AND a.ledger <=>"
                  + " i.ledger, COALESCE(a.gross < i.gross, FALSE))"),
          new Rule(I7, months()),
          new Rule(
              I7,
              "SELECT CONCAT('credit note ', number, ' of ', seller_id), CONCAT('says ', SUM(said),"
                  + " ' to buyer ', buyer_id, ', the ledger ', SUM(has)) FROM (SELECT seller_id,"
                  + " buyer_id, currency, number, ledger AS said, 0 AS has FROM document WHERE kind"
                  + " = 'CREDIT_NOTE' AND number IS NOT NULL AND issue_key LIKE 'CREDIT_NOTE/%' AND"
                  + " issue_key NOT "
                  + OF_RUN
                  + " UNION ALL SELECT seller_id, buyer_id, currency, reference, 0, amount FROM"
                  + " transfer WHERE kind = 'CREDIT') x GROUP BY seller_id, buyer_id, currency,"
                  + " number HAVING SUM(said) <> SUM(has)"),
          new Rule(
              I7,
              "SELECT CONCAT('report ', d.number, ' of ', d.issuer_id), CONCAT('says ', d.ledger,"
                  + " ' were sold, the ledger ', c.sold) FROM document d JOIN document_run r ON"
                  + " r.seller_id = d.seller_id AND r.period = d.period AND r.compared JOIN"
                  + " commission c ON c.seller_id = d.seller_id AND c.period = d.period AND"
                  + " c.agent_id = d.buyer_id AND c.currency = d.currency AND c.upto_day = d.to_day"
                  + " + INTERVAL 1 DAY WHERE d.kind = 'AGENT_REPORT' AND d.number IS NOT NULL AND"
                  + " d.ledger <> c.sold"),
          new Rule(
              I7,
              "SELECT CONCAT('commission invoice ', d.number, ' of ', d.issuer_id), CONCAT('says ',"
                  + " d.ledger, ' were earned, the ledger ', SUM(c.delta)) FROM document d JOIN"
                  + " document_run r ON r.seller_id = d.buyer_id AND r.period = d.period AND"
                  + " r.compared JOIN commission c ON c.seller_id = d.buyer_id AND c.period ="
                  + " d.period AND c.agent_id = d.seller_id AND c.currency = d.currency WHERE d.kind"
                  + " = 'COMMISSION_INVOICE' AND d.number IS NOT NULL AND NOT EXISTS (SELECT 1 FROM"
                  // What a report adds to the ledger earns beside it.
                  + " document_line l WHERE l.document_id = d.refers_to AND l.ledger = 0 AND l.net"
                  + " <> 0) GROUP BY d.id, d.number, d.issuer_id, d.ledger HAVING MAX(c.upto_day) ="
                  + " MAX(d.to_day) + INTERVAL 1 DAY AND SUM(c.delta) <> d.ledger"),
          new Rule(
              I7,
              "SELECT CONCAT('netting ', d.number, ' of ', d.issuer_id), CONCAT('says ', d.ledger,"
                  + " ', the ledger ', COALESCE(t.amount, 0)) FROM document d JOIN document_run r ON"
                  + " r.seller_id = d.seller_id AND r.period = d.period AND r.compared LEFT JOIN"
                  + " posting_key k ON k.tenant_id = d.buyer_id AND k.idem_key = CONCAT('engine:commission-',"
                  + " d.period) LEFT JOIN transfer t"
                  + BY_POSTING
                  + " ON t.posting_id = k.posting_id AND t.kind = 'SETTLEMENT' AND t.seller_id ="
                  + " d.seller_id AND t.currency = d.currency WHERE d.kind = 'NETTING' AND d.number"
                  + " IS NOT NULL AND NOT (t.amount <=> d.ledger)"),
          new Rule(
              I7,
              "SELECT CONCAT('operator settlement ', d.number, ' of ', d.issuer_id), CONCAT('says ',"
                  + " d.ledger, ', income is ', COALESCE(i.amount, 0)) FROM document d LEFT JOIN"
                  + " (SELECT CONCAT('OPERATOR_SETTLEMENT/', statement_id, '/', seller_id, '-',"
                  + " buyer_id, '/', currency) AS issue_key, SUM(amount) AS amount FROM"
                  + " premium_income GROUP BY statement_id, seller_id, buyer_id, currency) i ON"
                  + " i.issue_key = d.issue_key WHERE d.kind = 'OPERATOR_SETTLEMENT' AND d.number IS"
                  + " NOT NULL AND NOT (i.amount <=> d.ledger)"));

  private PaperInvariants() {}

  /**
   * Invoices less the notes of runs, by buyer and month, against the transfers they are made of.
   * Each transfer, refund and part is read once and finds its month by the seller.
   */
  private static String months() {
    return DONE
        + "SELECT CONCAT('month ', period, ' of seller ', seller_id), CONCAT('buyer ', buyer_id, ':"
        + " documents say ', SUM(said), ' ', currency, ', the ledger ', SUM(has)) FROM ("
        + String.join(
            " UNION ALL ",
            said("d.ledger", "d.kind = 'INVOICE'"),
            said(
                "-d.ledger",
                "d.kind = 'CREDIT_NOTE' AND d.issue_key "
                    + OF_RUN
                    + " AND CAST(SUBSTRING_INDEX(d.issue_key, '/', -1) AS UNSIGNED) <= m.last"),
            "SELECT m.seller_id, m.period, u.buyer_id, u.currency, -u.amount, 0 FROM undocumented u"
                + " JOIN done m ON m.seller_id = u.seller_id AND m.period = u.of_period AND"
                + " u.period <= m.last",
            "SELECT STRAIGHT_JOIN m.seller_id, m.period, t.buyer_id, t.currency, 0, SUM(t.amount)"
                + " FROM transfer t JOIN done m ON m.seller_id = t.seller_id AND m.from_at <="
                + " t.posted_at AND m.to_at > t.posted_at WHERE t.kind IN ('CHARGE', 'BUNDLE')"
                + " GROUP BY m.seller_id, m.period, t.buyer_id, t.currency",
            back("REFUND", "refund f JOIN rated r ON r.event_id = f.event_id", "r.amount"),
            back(
                "RETURN",
                "rated_return f JOIN rated r ON r.event_id = f.event_id AND r.level = f.level",
                "f.amount"),
            settled())
        + ") x GROUP BY seller_id, period, buyer_id, currency HAVING SUM(said) <> SUM(has)";
  }

  private static String said(String amount, String which) {
    return "SELECT STRAIGHT_JOIN m.seller_id, m.period, d.buyer_id, d.currency, "
        + amount
        + " AS said, 0 AS has FROM document d JOIN done m ON m.seller_id = d.seller_id AND m.period"
        + " = d.period WHERE d.number IS NOT NULL AND "
        + which;
  }

  /** What went back of charges, by the month of the charge. */
  private static String back(String kind, String rows, String amount) {
    return "SELECT STRAIGHT_JOIN m.seller_id, m.period, r.buyer_id, r.currency, 0, -SUM("
        + amount
        + ") FROM "
        + rows
        + " JOIN transfer t"
        + BY_POSTING
        + " ON t.posting_id = f.posting_id AND t.kind = '"
        + kind
        + "' AND "
        + SAME_EDGE.formatted("t")
        + " JOIN transfer c"
        + BY_POSTING
        + " ON c.posting_id = r.posting_id AND c.kind = 'CHARGE' AND "
        + SAME_EDGE.formatted("c")
        + " JOIN done m ON m.seller_id = r.seller_id AND m.from_at <= c.posted_at AND m.to_at >"
        + " c.posted_at AND m.upto > t.posted_at GROUP BY m.seller_id, m.period, r.buyer_id,"
        + " r.currency";
  }

  /**
   * Volume settlements: what became dearer is on the invoice of the run in whose time it was
   * posted, a rebate is credited to the month that it is of.
   */
  private static String settled() {
    return "SELECT STRAIGHT_JOIN m.seller_id, m.period, x.buyer_id, x.currency, 0, -x.back FROM (SELECT"
        + " t.seller_id, t.buyer_id, t.currency, t.posted_at, IF(t.credit_account > 0, t.amount,"
        + " -t.amount) AS back, COALESCE(l.period, s.period) AS period FROM transfer t LEFT JOIN"
        + " period_line l ON l.posting_id = t.posting_id AND l.buyer_id = t.buyer_id LEFT JOIN"
        + " period_share s ON s.posting_id = t.posting_id AND s.client_id = t.buyer_id WHERE t.kind"
        + " = 'TIER_DELTA') x JOIN done m ON m.seller_id = x.seller_id AND IF(x.back > 0, m.period ="
        + " x.period AND m.upto > x.posted_at, m.since_at <= x.posted_at AND m.cutoff_at >"
        + " x.posted_at) WHERE x.period IS NOT NULL";
  }

  /** Millionths in the smallest coin of a column's currency. */
  private static String coin(String currency) {
    var usual = Rounding.toCoins("EUR").step("EUR").micros();
    var others = new TreeMap<Long, List<String>>();
    Currency.getAvailableCurrencies().stream()
        .map(Currency::getCurrencyCode)
        .collect(Collectors.groupingBy(code -> Rounding.toCoins(code).step(code).micros()))
        .forEach(others::put);
    others.remove(usual);
    var cases =
        others.entrySet().stream()
            .map(
                one ->
                    " WHEN %s IN (%s) THEN %d"
                        .formatted(
                            currency,
                            one.getValue().stream()
                                .sorted()
                                .map(code -> "'" + code + "'")
                                .collect(Collectors.joining(", ")),
                            one.getKey()))
            .collect(Collectors.joining());
    return "(CASE" + cases + " ELSE " + usual + " END)";
  }
}
