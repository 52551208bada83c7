package livery.billing.period;

import java.util.List;
import livery.billing.HeldLines;
import livery.billing.Invariants.Rule;

/**
 * I4 and I5 beside the messages, where a database keeps them: what was refused, could not be
 * decided, said STOP or was to cost nobody has cost nobody anything; every other message that has a
 * price was charged or is held; and each price of a message is of that message: of its client, its
 * direction and its parts, and what came in says what it cost.
 *
 * <p>All messages that are named by such a state ({@code message_rare}) are looked at, of the
 * others those since an event. A message that cost 0 when it was accepted is not looked for: no
 * money could be missing, and units of a bundle are I15's. What a text that was sent has cost may
 * differ from what it said then: parts that the operator refused are not charged.
 */
final class MessageInvariants {

  /** The table that says whether a database keeps messages. */
  static final String TABLE = "message_rare";

  /** States in which nobody pays. */
  private static final String UNPAID = "('REFUSED', 'PARKED', 'OPT_OUT')";

  /** What is charged by the message: texts that leave, texts that come. */
  private static final String OUT = "'sms.mt'";

  private static final String IN = "'sms.mo', 'sms.mo.free'";

  private static final String STANDS =
      "SELECT STRAIGHT_JOIN CONCAT('message ', m.id), CONCAT('is ', m.state, IF(m.free, ', free',"
          + " ''), ' and on level ', r.level, ' ', %s) FROM ";

  private static final String RATED = STANDS.formatted("r.state");
  private static final String HELD = STANDS.formatted("'HELD'");

  private MessageInvariants() {}

  /**
   * Messages that have cost what they should not, or nothing.
   *
   * @param since the oldest message that is looked at without being named
   */
  static List<Rule> rules(long since) {
    var named =
        "message_rare x JOIN message m ON m.id = x.message_id AND m.state = x.state JOIN %s r ON"
            + " r.event_id = m.id WHERE x.state IN "
            + UNPAID;
    var unpaid = "(m.state IN " + UNPAID + " OR (m.direction = 'OUT' AND m.free))";
    return List.of(
        new Rule("I4", RATED + named.formatted("rated")),
        new Rule(
            "I4",
            RATED
                + "message m JOIN rated r ON r.event_id = m.id WHERE m.id >= "
                + since
                + " AND "
                + unpaid
                + " AND NOT EXISTS (SELECT 1 FROM message_rare x WHERE x.tenant_id = m.tenant_id AND"
                + " x.state = m.state AND x.message_id = m.id)"),
        new Rule(
            "I4", HELD + HeldLines.SQL + " r JOIN message m ON m.id = r.event_id WHERE " + unpaid),
        new Rule(
            "I5",
            "SELECT CONCAT('message ', m.id), CONCAT('is ', m.state, ' for ', m.price_micros, ', which"
                + " nobody has paid') FROM message m LEFT JOIN rated r ON r.event_id = m.id AND"
                + " r.level = 0 WHERE m.id >= "
                + since
                + " AND NOT m.free AND m.price_micros > 0 AND m.state NOT IN "
                + UNPAID
                + " AND r.event_id IS NULL AND m.id NOT IN (SELECT event_id FROM "
                + HeldLines.SQL
                + " h)"));
  }

  /** Statements for {@link Rerating}: prices of no message, or of another one. */
  static List<String> prices(long since) {
    return List.of(
        other("rated r", "m.direction = 'IN' AND m.price_micros <> r.amount")
            + " AND r.event_id >= "
            + since,
        other(HeldLines.SQL + " r", "m.direction = 'IN'"));
  }

  private static String other(String rows, String otherSum) {
    return "SELECT r.event_id, 'I5', CONCAT('buyer ', r.buyer_id, ' pays ', r.amount, ' for ',"
        + " r.quantity, ' units of ', r.product, ', the message is ', COALESCE(CONCAT(m.direction,"
        + " ', of tenant ', m.tenant_id, ', of ', m.parts, ' parts for ', m.price_micros), 'not"
        + " there')) FROM "
        + rows
        + " LEFT JOIN message m ON m.id = r.event_id WHERE r.level = 0 AND r.product IN ("
        + OUT
        + ", "
        + IN
        + ") AND (m.id IS NULL OR (m.state NOT IN "
        + UNPAID
        + " AND ((r.product = "
        + OUT
        + ") <> (m.direction = 'OUT') OR m.tenant_id <> r.buyer_id OR m.parts <> r.quantity OR "
        + otherSum
        + ")))";
  }
}
