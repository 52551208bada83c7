package livery.billing.period;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import livery.billing.HeldLines;
import livery.billing.Invariants.Violation;
import livery.billing.Money;
import livery.billing.OneOff;
import livery.billing.ProductFamily;
import livery.billing.RatedLine;
import livery.billing.rent.Proration;

/**
 * I14 before the transfers: what was rated is rated again by the price that each row names, of the
 * newest {@value BooksCheck#NEWEST_ROWS_MAX} rated rows and of all that is held. The price must be
 * the seller's, for that buyer and product; the unit price what it says, in the row's currency at
 * the row's rate, which somebody has stated for that day; the amount the unit price times the units
 * charged that no bundle covered, rounded once to the millionth. As I5, an event has the same
 * product and as many units on every edge.
 *
 * <p>A rent has the month's price as unit price: its amount must be a share of it for the days that
 * the rent names, by one of the kinds of {@link Proration}, as the row does not say which one its
 * product had then. A piece of work, which no price list has, is compared with what its key keeps
 * of the order (SHA-256). What was given back later changes no rated row.
 *
 * <p>Left out, each for what is not kept:
 *
 * <ul>
 *   <li>the unit price that a tier gave ({@code tier} above 0): it was that of the counter at that
 *       moment and is provisional. Its price in the list and its amount are checked here, the final
 *       price of the month is I9's, the volume I12's;
 *   <li>the days of a rent that was given back before its first day: its row of {@code rent} is
 *       gone, so any share of a month up to its end will do;
 *   <li>which of a seller's prices held for the place and the number: of what a rated row is for,
 *       only the message tells, and rents and set-ups have none;
 *   <li>minimums, fees, rebates and commissions: they are no rated rows, I8 and I9 have them.
 * </ul>
 *
 * <p>What a transfer contradicts is I6's to tell: events whose rows are not what their transfers
 * say are told once those are mended.
 */
final class Rerating {

  private static final String NAME = "I14";
  private static final int FOUND_MAX = 20;

  /** Rows that are looked at again before a check says that they are wrong. */
  private static final int SUSPECTS_MAX = 200;

  private static final int MONTH_DAYS_MIN = 28;
  private static final int MONTH_DAYS_MAX = 31;
  private static final int FETCH_ROWS = 1_000;

  /** The newest rated rows, and what is held. */
  private static final String RATED = "rated r";

  private static final String HELD = HeldLines.SQL + " r";

  /** What the named price says of a unit, in the row's currency: see {@code EdgePrice}. */
  private static final String LISTED =
      "IF(p.currency = r.currency, p.unit_price, ROUND(p.unit_price * r.rate, 10))";

  private static final String SOLD_BY_IT =
      "p.id IS NOT NULL AND p.seller_id = r.seller_id AND p.buyer_id IN (0, r.buyer_id) AND "
          + ProductFamily.covers("p.product", "r.product")
          + " AND (r.tier > 0 OR "
          + LISTED
          + " <=> r.unit_price)";

  private static final String BY_NONE =
      "r.product = '" + OneOff.PRODUCT + "' OR (r.seller_id = 0 AND r.unit_price = 0)";

  private static final String EDGE =
      "%1$s.seller_id = k.seller_id AND %1$s.buyer_id = k.buyer_id AND %1$s.product = k.product AND"
          + " %1$s.currency = k.currency";

  private final Connection connection;
  private final long since;

  /** A row that looks wrong. */
  private record Suspect(String invariant, long event, String detail) {}

  private Rerating(Connection connection, long since) {
    this.connection = connection;
    this.since = since;
  }

  /** The oldest event whose rows are among so many newest ones; 0 where there are no more. */
  static long since(Connection connection, int rowsMax) throws SQLException {
    try (var statement =
            connection.prepareStatement(
                "SELECT event_id FROM rated FORCE INDEX (PRIMARY) ORDER BY event_id DESC, level DESC"
                    + " LIMIT 1 OFFSET "
                    + (rowsMax - 1));
        var row = statement.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  /**
   * What does not come to the same again.
   *
   * @param since the oldest event that is looked at
   * @param others statements that tell event, invariant and detail of rows that look wrong to
   *     others, and are told under the same condition
   */
  static List<Violation> check(Connection connection, long since, List<String> others)
      throws SQLException {
    return new Rerating(connection, since).compare(others);
  }

  private List<Violation> compare(List<String> others) throws SQLException {
    var violations = new ArrayList<Violation>();
    add(violations, found(otherPrice(RATED) + newest()));
    add(violations, found(otherPrice(HELD)));
    add(violations, found(otherRate(RATED) + newest()));
    add(violations, found(otherRate(HELD)));
    add(violations, amounts());
    add(violations, found(otherHold()));
    add(violations, found(otherWork() + newest()));
    add(violations, found(uneven()));
    for (var other : others) {
      add(violations, found(other));
    }
    return violations;
  }

  private String newest() {
    return " AND r.event_id >= " + since;
  }

  private void add(List<Violation> violations, List<Suspect> suspects) throws SQLException {
    var room = FOUND_MAX;
    for (var suspect : suspects) {
      if (room > 0 && isCarried(suspect.event)) {
        violations.add(new Violation(suspect.invariant, "event " + suspect.event, suspect.detail));
        room--;
      }
    }
  }

  private List<Suspect> found(String sql) throws SQLException {
    var suspects = new ArrayList<Suspect>();
    try (var statement = connection.prepareStatement(sql + " LIMIT " + SUSPECTS_MAX);
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        suspects.add(new Suspect(rows.getString(2), rows.getLong(1), rows.getString(3)));
      }
    }
    return suspects;
  }

  private static String otherPrice(String rows) {
    return "SELECT r.event_id, '%s', CONCAT('level ', r.level, ' costs ', r.unit_price, ' ',"
            .formatted(NAME)
        + " r.currency, ' a unit of ', r.product, IF(r.price_id = 0, ' by no price', CONCAT(', price"
        + " ', r.price_id, COALESCE(CONCAT(' of seller ', p.seller_id, ' for buyer ', p.buyer_id,"
        + " ' says ', p.unit_price, ' ', p.currency, ' for ', p.product, COALESCE(CONCAT(', at ',"
        + " r.rate), '')), ' is not there')))) FROM "
        + rows
        + " LEFT JOIN price p ON p.id = r.price_id WHERE NOT IF(r.price_id = 0, "
        + BY_NONE
        + ", "
        + SOLD_BY_IT
        + ")";
  }

  /** A rate that nobody has stated for that day, or between other currencies. */
  private static String otherRate(String rows) {
    return "SELECT r.event_id, '%s', CONCAT('level ', r.level, ' was rated at ', r.rate, ' ',"
            .formatted(NAME)
        + " r.currency, ' of ', r.rate_on, ', which nobody has stated') FROM "
        + rows
        + " LEFT JOIN price p ON p.id = r.price_id LEFT JOIN (SELECT DISTINCT from_currency,"
        + " to_currency, rate, valid_from FROM currency_rate) c ON c.to_currency = r.currency AND"
        + " c.rate = r.rate AND c.valid_from = r.rate_on AND (p.id IS NULL OR p.currency ="
        + " r.currency OR p.currency = c.from_currency) WHERE r.rate IS NOT NULL AND c.rate IS NULL";
  }

  /** The order of a piece of work, as {@code Funds} and {@link OneOff} sum it up. */
  private static String otherWork() {
    return "SELECT r.event_id, '%s', CONCAT('level ', r.level, ' is another work than was ordered: ',"
            .formatted(NAME)
        + " r.quantity, ' at ', r.unit_price) FROM rated r JOIN transfer t FORCE INDEX"
        + " (transfer_posting) ON t.posting_id = r.posting_id AND t.kind = 'CHARGE' JOIN posting_key"
        + " k ON k.posting_id = r.posting_id WHERE r.product = '"
        + OneOff.PRODUCT
        + "' AND r.state = 'POSTED' AND k.payload <> UNHEX(SHA2(CONVERT(CONCAT('CHARGE ',"
        + " r.quantity, ' at ', "
        + plain("r.unit_price")
        + ", CHAR(10), r.buyer_id, CHAR(10), r.seller_id, CHAR(10), "
        + plain("ROUND(r.unit_price * r.quantity, 6)")
        + ", ' ', r.currency, CHAR(10), t.reference) USING utf8mb4), 256))";
  }

  private static String otherHold() {
    return "SELECT r.event_id, '%s', CONCAT('level ', r.level, ' holds ', r.amount, ' for ',"
            .formatted(NAME)
        + " r.quantity, ' units at ', r.unit_price, ', ', r.free, ' of them free') FROM "
        + HELD
        + " WHERE r.amount <> ROUND(r.unit_price * (r.quantity - r.free) * 1000000)";
  }

  /** As I5: one product, and as many units, on every edge of an event. */
  private String uneven() {
    return "SELECT r.event_id, 'I5', CONCAT('has ', MIN(r.quantity), ' to ', MAX(r.quantity), ' units"
        + " of ', COUNT(DISTINCT r.product), ' products on its edges') FROM rated r WHERE TRUE"
        + newest()
        + " GROUP BY r.event_id HAVING MIN(r.quantity) <> MAX(r.quantity) OR MIN(r.product) <>"
        + " MAX(r.product)";
  }

  /** Decimals without noughts at their end. */
  private static String plain(String number) {
    return "TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM %s))".formatted(number);
  }

  /**
   * Charged rows whose amount is not the unit price times the units, but for rents of the right
   * share. They come one by one, as there may be a rent for each of many numbers.
   */
  private List<Suspect> amounts() throws SQLException {
    var suspects = new ArrayList<Suspect>();
    try (var statement =
        connection.prepareStatement(
            "SELECT r.event_id, r.level, r.quantity, r.posted, r.free, r.unit_price, r.amount,"
                + " r.currency, n.from_day, n.to_day, EXISTS (SELECT 1 FROM rated_return x WHERE"
                + " x.event_id = r.event_id AND x.quantity = 0) AS gone FROM rated r LEFT JOIN rent"
                + " n ON n.event_id = r.event_id WHERE r.event_id >= ? AND r.state = 'POSTED' AND"
                + " r.amount <> ROUND(r.unit_price * GREATEST(0, r.posted - r.free) * 1000000)")) {
      statement.setLong(1, since);
      statement.setFetchSize(FETCH_ROWS);
      try (var rows = statement.executeQuery()) {
        while (rows.next() && suspects.size() < SUSPECTS_MAX) {
          if (!isRent(rows)) {
            suspects.add(amount(rows));
          }
        }
      }
    }
    return suspects;
  }

  private static Suspect amount(ResultSet row) throws SQLException {
    var units = Math.max(0, row.getInt("posted") - row.getInt("free"));
    return new Suspect(
        NAME,
        row.getLong("event_id"),
        "level %d was charged %d, %d units at %s come to %d%s"
            .formatted(
                row.getInt("level"),
                row.getLong("amount"),
                units,
                row.getBigDecimal("unit_price").toPlainString(),
                RatedLine.micros(row.getBigDecimal("unit_price"), units),
                row.getString("from_day") == null
                    ? ""
                    : ", a month's share from " + row.getString("from_day")));
  }

  private static boolean isRent(ResultSet row) throws SQLException {
    if (row.getInt("quantity") != 1 || row.getInt("posted") != 1 || row.getInt("free") != 0) {
      return false;
    }
    var month = month(row.getBigDecimal("unit_price"), row.getString("currency"));
    var micros = row.getLong("amount");
    var from = row.getObject("from_day", LocalDate.class);
    if (from != null) {
      // What was given up has been cut to the days that were used; it was charged to the month's
      // end.
      return isShare(month, micros, from, row.getObject("to_day", LocalDate.class))
          || isShare(month, micros, from, from.withDayOfMonth(1).plusMonths(1));
    }
    return row.getBoolean("gone") && isShareOfSomeMonth(month, micros);
  }

  private static Money month(BigDecimal unitPrice, String currency) {
    return Money.rounded(unitPrice, currency);
  }

  private static boolean isShare(Money month, long micros, LocalDate from, LocalDate to) {
    for (var kind : Proration.values()) {
      if (kind.ofMonth(month, from, to).micros() == micros) {
        return true;
      }
    }
    return false;
  }

  private static boolean isShareOfSomeMonth(Money month, long micros) {
    var start = LocalDate.of(2026, 1, 1);
    for (var days = MONTH_DAYS_MIN; days <= MONTH_DAYS_MAX; days++) {
      for (var before = 0; before < days; before++) {
        for (var kind : Proration.values()) {
          var part =
              kind.part(
                  month, start, start.plusDays(days), start.plusDays(before), start.plusDays(days));
          if (part.micros() == micros) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Whether each charged row of an event is among those that make up its transfer. */
  private boolean isCarried(long event) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT 1 FROM (SELECT DISTINCT posting_id, seller_id, buyer_id, product, currency FROM"
                + " rated WHERE event_id = ? AND state = 'POSTED' AND (amount > 0 OR seller_id > 0"
                + " AND posted > free AND posting_id > (SELECT units_after FROM ledger_epoch))) k"
                + " LEFT JOIN transfer t FORCE INDEX (transfer_posting) ON t.posting_id ="
                + " k.posting_id AND t.kind = 'CHARGE' AND "
                + EDGE.formatted("t")
                + " WHERE t.id IS NULL OR (SELECT SUM(r.amount) <> t.amount OR (t.seller_id > 0 AND"
                + " t.posting_id > (SELECT units_after FROM ledger_epoch) AND SUM(r.posted -"
                + " r.free) <> t.quantity) FROM rated r WHERE r.event_id BETWEEN t.first_event AND"
                + " t.last_event AND r.state = 'POSTED' AND r.posting_id = k.posting_id AND "
                + EDGE.formatted("r")
                + ") LIMIT 1")) {
      statement.setLong(1, event);
      try (var row = statement.executeQuery()) {
        return !row.next();
      }
    }
  }
}
