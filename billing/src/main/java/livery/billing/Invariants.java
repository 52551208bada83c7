package livery.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks I1 to I6 of the ledger (reference billing.md §3.4) over the whole database, of I11 that
 * nothing goes back that did not come, and as I15 that lots add up.
 *
 * <p>A handful of set-based statements that read every rated row: for tests and for the night. Run
 * it in one REPEATABLE READ transaction, or while nothing moves; else a batch that commits between
 * two statements looks like a violation. I4, that a refused operation changes nothing, leaves no
 * trace of its own: what it would have left behind is what the others find.
 */
public final class Invariants {

  private static final int FOUND_MAX = 20;

  /**
   * One thing that does not add up.
   *
   * @param invariant "I1" to "I6"
   * @param subject "wallet 17", "event 4711"
   * @param detail what was expected and what is there
   */
  public record Violation(String invariant, String subject, String detail) {}

  /**
   * A statement that finds what does not add up.
   *
   * @param sql returns subject and detail of each violation
   */
  public record Rule(String invariant, String sql) {}

  /**
   * The wallets, read once. A snapshot that looked one up for each row would go back over all that
   * was charged since it began, each time: under load the check would never end, and no old version
   * of a row could go before it did.
   */
  public static final String WALLETS =
      "(SELECT DISTINCT id, buyer_id, seller_id, currency FROM wallet)";

  /**
   * Units of a rated row {@code r} that were charged for and count: those of a bundle were sold
   * with it. Transfers of postings before V118 have them, and none of what costs 0.
   */
  public static final String UNITS =
      "(r.posted - IF(r.posting_id > (SELECT units_after FROM ledger_epoch), r.free, 0))";

  private static final String WALLET_OF_LINE =
      "w.buyer_id = r.buyer_id AND w.seller_id = r.seller_id AND w.currency = r.currency";

  /** Where an event is bought of the operators; -1 where it is not, as a piece of work. */
  private static final String OPERATORS_LEVEL = "MAX(IF(seller_id = 0, level, -1))";

  /** Levels have no gap, and the last one is the operators'. */
  private static final String NO_CHAIN =
      "COUNT(*) <> MAX(level) + 1 OR "
          + OPERATORS_LEVEL
          + " <> IF(MAX(product) = '"
          + OneOff.PRODUCT
          + "', -1, MAX(level))";

  /** Every line of the events of which one is held. */
  private static final String PARTLY_HELD =
      "(SELECT event_id, level, seller_id, buyer_id, product, bill_on, on_timeout, 1 AS held FROM "
          + HeldLines.SQL
          + " l UNION ALL SELECT r.event_id, r.level, r.seller_id, r.buyer_id, r.product, r.bill_on,"
          + " r.on_timeout, 0"
          + " FROM rated r JOIN (SELECT DISTINCT event_id FROM "
          + HeldLines.SQL
          + " x) h ON h.event_id = r.event_id)";

  static final List<Rule> RULES =
      List.of(
          new Rule(
              "I1",
              "SELECT CONCAT('wallet ', w.id), CONCAT('balance ', w.balance, ', transfers say ',"
                  + " COALESCE(t.total, 0)) FROM wallet w LEFT JOIN (SELECT account, SUM(amount)"
                  + " AS total FROM (SELECT credit_account AS account, amount FROM transfer UNION"
                  + " ALL SELECT debit_account, -amount FROM transfer) side WHERE account > 0"
                  + " GROUP BY account) t ON t.account = w.id"
                  + " WHERE w.balance <> COALESCE(t.total, 0)"),
          new Rule(
              "I1",
              "SELECT CONCAT('transfer ', t.id), 'moves money of a wallet that is not there or"
                  + " keeps another currency' FROM transfer t LEFT JOIN "
                  + WALLETS
                  + " d ON d.id = t.debit_account LEFT JOIN "
                  + WALLETS
                  + " c ON c.id = t.credit_account"
                  + " WHERE (t.debit_account >= 0 AND NOT (d.currency <=> t.currency))"
                  + " OR (t.credit_account >= 0 AND NOT (c.currency <=> t.currency))"),
          new Rule(
              "I2",
              "SELECT CONCAT('wallet ', w.id), CONCAT('held ', w.held, ', holds say ',"
                  + " COALESCE(r.total, 0)) FROM wallet w LEFT JOIN (SELECT buyer_id, seller_id,"
                  + " currency, SUM(amount) AS total FROM "
                  + HeldLines.SQL
                  + " h WHERE seller_id > 0 GROUP BY buyer_id, seller_id, currency) r ON "
                  + WALLET_OF_LINE
                  + " WHERE w.held <> COALESCE(r.total, 0)"),
          new Rule(
              "I2",
              "SELECT CONCAT('event ', r.event_id), CONCAT('level ', r.level, ' is ', r.state,"
                  + " ' by posting ', r.posting_id, ' with ', r.posted, ' of ', r.quantity,"
                  + " ' units for ', r.amount) FROM rated r WHERE r.state = 'HELD' OR r.posting_id = 0"
                  + " OR (r.state = 'POSTED') <> (r.posted > 0) OR (r.state IN"
                  + " ('RELEASED', 'EXPIRED') AND r.amount > 0)"),
          new Rule(
              "I2",
              "SELECT CONCAT('event ', h.event_id), CONCAT('level ', h.level, ' is held and also ',"
                  + " r.state) FROM "
                  + HeldLines.SQL
                  + " h JOIN rated r ON r.event_id = h.event_id AND r.level ="
                  + " h.level"),
          new Rule(
              "I2",
              "SELECT CONCAT('event ', event_id), CONCAT('level ', level, ' is held ', COUNT(*), '"
                  + " times') FROM "
                  + HeldLines.SQL
                  + " h GROUP BY event_id, level HAVING COUNT(*) > 1"),
          new Rule(
              "I2",
              "SELECT CONCAT('hold ', hold_id), CONCAT('is looked for in vain by event ', event_id)"
                  + " FROM "
                  + HeldLines.SQL
                  + " h WHERE event_id NOT BETWEEN hold_id AND last_event"
                  + " OR last_event - hold_id > "
                  + Slip.SPAN),
          new Rule(
              "I2",
              "SELECT CONCAT('event ', r.event_id), CONCAT('level ', r.level, ' takes money of a"
                  + " wallet that is not there') FROM rated r LEFT JOIN "
                  + WALLETS
                  + " w ON "
                  + WALLET_OF_LINE
                  + " WHERE r.seller_id > 0 AND w.id IS NULL"),
          new Rule(
              "I2",
              "SELECT CONCAT('event ', r.event_id), CONCAT('level ', r.level, ' holds money of a"
                  + " wallet that is not there') FROM "
                  + HeldLines.SQL
                  + " r LEFT JOIN "
                  + WALLETS
                  + " w ON "
                  + WALLET_OF_LINE
                  + " WHERE r.seller_id > 0 AND w.id IS NULL"),
          new Rule(
              "I3",
              "SELECT CONCAT('posting ', MIN(k.posting_id)), CONCAT('kind ',"
                  + " MIN(k.kind), ' has ', COUNT(t.id), ' transfers for its key')"
                  + " FROM posting_key k LEFT JOIN transfer t ON t.posting_id = k.posting_id AND"
                  + " t.kind = k.kind WHERE k.kind <> 'CREDIT_LINE' GROUP BY k.tenant_id,"
                  + " k.idem_key HAVING COUNT(t.id) <> 1"),
          new Rule(
              "I3",
              "SELECT CONCAT('transfer ', t.id), CONCAT('kind ', t.kind, ' without a key') FROM"
                  + " transfer t LEFT JOIN posting_key k ON k.posting_id = t.posting_id WHERE"
                  + " (t.kind IN ('TOP_UP', 'ALLOCATION', 'REVERSAL', 'CREDIT', 'BUNDLE',"
                  + " 'BREAKAGE', 'REMITTANCE', 'SETTLEMENT') OR (t.kind = 'CHARGE' AND t.product ="
                  + " '"
                  + OneOff.PRODUCT
                  + "') OR (t.kind = 'TAKEOVER' AND NOT EXISTS (SELECT 1 FROM transfer o WHERE"
                  + " o.posting_id = t.posting_id AND o.id <> t.id))) AND k.posting_id IS NULL"),
          new Rule(
              "I5",
              "SELECT CONCAT('event ', event_id), CONCAT(COUNT(*), ' rated rows up to level ',"
                  + " MAX(level), ', operators sell on ', "
                  + OPERATORS_LEVEL
                  + ") FROM rated GROUP BY event_id HAVING ("
                  + NO_CHAIN
                  + ") AND event_id NOT IN (SELECT event_id FROM "
                  + HeldLines.SQL
                  + " h)"),
          new Rule(
              "I5",
              "SELECT CONCAT('event ', event_id), CONCAT(COUNT(*), ' lines, some of them held, up to"
                  + " level ', MAX(level), ', operators sell on ', "
                  + OPERATORS_LEVEL
                  + ") FROM "
                  + PARTLY_HELD
                  + " r GROUP BY event_id HAVING "
                  + NO_CHAIN),
          new Rule(
              "I5",
              "SELECT CONCAT('event ', event_id), CONCAT('some edges that are charged on ', bill_on,"
                  + " ' are held and some are not') FROM "
                  + PARTLY_HELD
                  + " r GROUP BY event_id, bill_on, on_timeout HAVING MIN(held) <> MAX(held)"),
          new Rule(
              "I5",
              "SELECT CONCAT('event ', r.event_id), CONCAT('level ', r.level, ' is to be sold by ',"
                  + " r.seller_id, ', above it buys ', up.buyer_id) FROM "
                  + PARTLY_HELD
                  + " r JOIN "
                  + PARTLY_HELD
                  + " up ON up.event_id = r.event_id AND up.level = r.level + 1"
                  + " WHERE r.seller_id <> up.buyer_id"),
          new Rule(
              "I5",
              "SELECT CONCAT('event ', event_id), CONCAT('edges that are charged on ', bill_on, ' in"
                  + " ', COUNT(DISTINCT posting_id), ' postings') FROM rated GROUP BY event_id,"
                  + " bill_on, on_timeout HAVING MIN(posting_id) <> MAX(posting_id)"),
          new Rule(
              "I5",
              "SELECT CONCAT('event ', r.event_id), CONCAT('level ', r.level, ' is sold by ',"
                  + " r.seller_id, ', above it buys ', up.buyer_id) FROM rated r JOIN rated up ON"
                  + " up.event_id = r.event_id AND up.level = r.level + 1"
                  + " WHERE r.seller_id <> up.buyer_id"),
          new Rule("I6", i6("CHARGE", "rated r", "r.posting_id", "r.state = 'POSTED'")),
          new Rule(
              "I6",
              i6(
                  "REFUND",
                  "refund f JOIN rated r ON r.event_id = f.event_id",
                  "f.posting_id",
                  "TRUE")),
          new Rule(
              "I6",
              "SELECT CONCAT('event ', f.event_id), 'refunded, but never charged' FROM refund f"
                  + " LEFT JOIN rated r ON r.event_id = f.event_id AND r.state = 'POSTED'"
                  + " WHERE r.event_id IS NULL"),
          new Rule(
              "I6",
              "SELECT CONCAT('posting ', posting_id), CONCAT('RETURN to buyer ', buyer_id, ' of"
                  + " seller ', seller_id, ', product ', product, ': transfers minus returned parts is ',"
                  + " SUM(amount), ' for ', SUM(quantity), ' units') FROM (SELECT posting_id, seller_id,"
                  + " buyer_id, product, currency, amount, "
                  + since("posting_id", "seller_id", "quantity")
                  + " AS quantity FROM transfer WHERE kind = 'RETURN' UNION ALL SELECT c.posting_id,"
                  + " r.seller_id, r.buyer_id, r.product, r.currency, -c.amount, "
                  + since("c.posting_id", "r.seller_id", "-LEAST(c.quantity, r.posted - r.free)")
                  + " FROM rated_return c JOIN rated r ON r.event_id = c.event_id AND r.level ="
                  + " c.level) side GROUP BY posting_id, seller_id, buyer_id, product, currency"
                  + " HAVING SUM(amount) <> 0 OR SUM(quantity) <> 0"),
          new Rule(
              "I6",
              "SELECT CONCAT('event ', c.event_id), CONCAT('level ', c.level, ' was charged ',"
                  + " COALESCE(r.amount, 0), ' and given back ', c.amount, IF(f.event_id IS NULL,"
                  + " '', ' and all of it')) FROM rated_return c LEFT JOIN rated r ON r.event_id ="
                  + " c.event_id AND r.level = c.level AND r.state = 'POSTED' LEFT JOIN refund f ON"
                  + " f.event_id = c.event_id WHERE r.amount IS NULL OR c.amount > r.amount OR"
                  + " f.event_id IS NOT NULL"),
          new Rule(
              "I11",
              "SELECT CONCAT('posting ', r.original_id), CONCAT(SUM(r.amount), ' of ',"
                  + " COALESCE(MAX(o.amount), 0), ' have gone back, transfers say ',"
                  + " COALESCE(SUM(t.amount), 0)) FROM reversal r LEFT JOIN transfer t ON"
                  + " t.posting_id = r.posting_id AND t.kind = 'REVERSAL' LEFT JOIN transfer o ON"
                  + " o.posting_id = r.original_id AND o.kind = 'TOP_UP' AND o.credit_account ="
                  + " t.debit_account GROUP BY r.original_id HAVING SUM(r.amount) >"
                  + " COALESCE(MAX(o.amount), 0) OR SUM(r.amount) <> COALESCE(SUM(t.amount), 0)"),
          new Rule(
              "I15",
              "SELECT CONCAT('lot ', l.id), CONCAT(l.units, ' units: ', l.units_left, ' left, ',"
                  + " l.units_lost, ' lost, ', COALESCE(u.units, 0), ' used') FROM lot l LEFT JOIN"
                  + " (SELECT lot_id, SUM(units) AS units FROM lot_use GROUP BY lot_id) u ON"
                  + " u.lot_id = l.id WHERE l.units <> l.units_left + l.units_lost +"
                  + " COALESCE(u.units, 0)"),
          new Rule(
              "I15",
              "SELECT CONCAT('event ', x.event_id), CONCAT('level ', x.level, ': lots say ',"
                  + " SUM(-x.units), ' free units less than the rated row') FROM (SELECT"
                  + " r.event_id, r.level, -LEAST(r.free, r.posted - COALESCE(c.quantity, 0)) AS"
                  + " units FROM rated r LEFT JOIN refund f ON f.event_id = r.event_id LEFT JOIN"
                  + " rated_return c ON c.event_id = r.event_id AND c.level = r.level"
                  + " WHERE r.free > 0 AND f.event_id IS NULL UNION ALL"
                  + " SELECT event_id, level, -free FROM "
                  + HeldLines.SQL
                  + " h WHERE free > 0 UNION ALL SELECT event_id, level, units FROM lot_use) x GROUP BY x.event_id, x.level"
                  + " HAVING SUM(x.units) <> 0"),
          new Rule(
              "I15",
              "SELECT CONCAT('wallet ', w.id), CONCAT('lots lost ', COALESCE(l.lost, 0), ',"
                  + " transfers say ', COALESCE(t.amount, 0)) FROM wallet w LEFT JOIN (SELECT"
                  + " wallet_id, SUM(amount_lost) AS lost FROM lot GROUP BY wallet_id) l ON"
                  + " l.wallet_id = w.id LEFT JOIN (SELECT debit_account, SUM(amount) AS amount"
                  + " FROM transfer WHERE kind = 'BREAKAGE' GROUP BY debit_account) t ON"
                  + " t.debit_account = w.id WHERE COALESCE(l.lost, 0) <> COALESCE(t.amount, 0)"),
          new Rule(
              "I15",
              "SELECT CONCAT('wallet ', w.id), 'has lots that it does not know of' FROM wallet w"
                  + " WHERE w.has_lots = 0 AND EXISTS (SELECT 1 FROM lot l WHERE l.wallet_id = w.id"
                  + " AND l.closed_at IS NULL AND l.product <> '')"));

  private Invariants() {}

  /**
   * Transfers of a kind and the rated rows that they stand for must cover each other, and a
   * transfer's range of events all of its rows: in one pass, as no index leads from a posting to
   * its rows. Rows are summed up before they are laid beside transfers, so that few are sorted.
   */
  private static String i6(String kind, String rows, String postingId, String which) {
    return "SELECT CONCAT('posting ', posting_id), CONCAT('"
        + kind
        + " from buyer ', buyer_id, ' to seller ', seller_id, ', product ', product, ': transfers"
        + " minus rated rows is ', SUM(amount), ' for ', SUM(quantity), ' units, events ',"
        + " COALESCE(MIN(first_row), 0), ' to ', COALESCE(MAX(last_row), 0), ' are within ',"
        + " COALESCE(MIN(first_event), 0), ' to ', COALESCE(MAX(last_event), 0)) FROM (SELECT"
        + " posting_id, seller_id, buyer_id, product, currency, amount, "
        + since("posting_id", "seller_id", "quantity")
        + " AS quantity, first_event, last_event, NULL AS first_row, NULL AS last_row FROM transfer"
        + " WHERE kind = '"
        + kind
        + "' UNION ALL SELECT "
        + postingId
        + ", r.seller_id, r.buyer_id, r.product, r.currency, -SUM(r.amount), SUM("
        + since(postingId, "r.seller_id", "r.free - r.posted")
        + "), NULL, NULL, MIN(IF(r.posted > 0, r.event_id, NULL)), MAX(IF(r.posted > 0, r.event_id,"
        + " NULL)) FROM "
        + rows
        + " WHERE "
        + which
        + " GROUP BY "
        + postingId
        + ", r.seller_id, r.buyer_id, r.product, r.currency) side GROUP BY posting_id, seller_id,"
        + " buyer_id, product, currency"
        + " HAVING SUM(amount) <> 0 OR SUM(quantity) <> 0 OR MIN(first_row) < MIN(first_event) OR"
        + " MAX(last_row) > MAX(last_event)";
  }

  /** Units as transfers tell them since V118; a cost that nobody has priced has no transfer. */
  private static String since(String postingId, String sellerId, String units) {
    return "IF("
        + postingId
        + " > (SELECT units_after FROM ledger_epoch) AND "
        + sellerId
        + " > 0, "
        + units
        + ", 0)";
  }

  /** What does not add up: at most {@value #FOUND_MAX} violations of each rule, none when right. */
  public static List<Violation> check(Connection connection) throws SQLException {
    return checkBy(connection, RULES);
  }

  /** See {@link #check(Connection)}: by the rules of another package. */
  public static List<Violation> checkBy(Connection connection, List<Rule> rules)
      throws SQLException {
    var violations = new ArrayList<Violation>();
    for (var rule : rules) {
      try (var statement = connection.prepareStatement(rule.sql() + " LIMIT " + FOUND_MAX);
          var rows = statement.executeQuery()) {
        while (rows.next()) {
          violations.add(new Violation(rule.invariant(), rows.getString(1), rows.getString(2)));
        }
      }
    }
    return violations;
  }
}
