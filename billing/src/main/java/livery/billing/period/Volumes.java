package livery.billing.period;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import livery.billing.Invariants;
import livery.billing.ListPrices;
import livery.billing.ProductFamily;
import livery.billing.Sql;
import livery.billing.contract.Discount.Counts;
import livery.billing.tier.PooledVolume.Scope;

/**
 * Sums of what buyers were charged, from transfers. What was given back belongs to the time of its
 * charge, and counts when it was posted before the cut-off: a refund, and a return of units, with
 * its money; money for units that stay sold only where money counts. The edge of a reseller carries
 * all that its subtree sent, each message once, wherever a client has moved since; what a contract
 * below sets apart is left out. One object for one line, before it posts: what was summed once is
 * not summed again.
 */
final class Volumes {

  /**
   * Units, messages and millionths.
   *
   * @param list millionths that they would have cost at the price list
   */
  record Sum(long quantity, long messages, long micros, long list) {
    static final Sum NOTHING = new Sum(0, 0, 0, 0);

    Sum plus(Sum other) {
      return new Sum(
          Math.addExact(quantity, other.quantity),
          Math.addExact(messages, other.messages),
          Math.addExact(micros, other.micros),
          Math.addExact(list, other.list));
    }

    Sum minus(Sum other) {
      return plus(new Sum(-other.quantity, -other.messages, -other.micros, -other.list));
    }
  }

  /** Every product: no list of names has two commas. */
  static final String EVERY_PRODUCT = ",,";

  /** A top-up of a buyer's wallet, less what of it was taken back. */
  record TopUp(Instant at, long micros) {}

  private static final String IN_TIME =
      " AND w.currency = ? AND "
          + ProductFamily.covers("REPLACE(?, ',,', c.product)", "c.product")
          + " AND c.posted_at >= ? AND c.posted_at < ?";

  private static final String CHARGED =
      "SELECT w.buyer_id, %s FROM wallet w JOIN transfer c ON c.debit_account = w.id"
          + " AND c.kind = 'CHARGE' WHERE %s"
          + IN_TIME
          + " AND %s GROUP BY w.buyer_id";

  /** Of transfers that were written before they said what of them counts. */
  private static final String COUNTED =
      "SELECT w.buyer_id, SUM(r.posted), COUNT(*), SUM(r.amount), SUM(r.amount) FROM wallet w JOIN transfer c"
          + " ON c.debit_account = w.id AND c.kind = 'CHARGE' JOIN rated r ON r.event_id BETWEEN"
          + " c.first_event AND c.last_event AND r.posting_id = c.posting_id AND r.seller_id ="
          + " c.seller_id AND r.buyer_id = c.buyer_id AND r.product = c.product AND r.currency ="
          + " c.currency AND r.state = 'POSTED' WHERE %s"
          + IN_TIME
          + " AND c.events = 0 AND %s GROUP BY w.buyer_id";

  private static final String REFUNDED =
      "SELECT w.buyer_id, SUM("
          + Invariants.UNITS
          + "), SUM("
          + Invariants.UNITS
          + " > 0), SUM(r.amount), SUM("
          + ListPrices.micros(ListPrices.PAID, "r.amount")
          + ") FROM wallet w JOIN transfer t"
          + " ON t.credit_account = w.id AND t.kind = 'REFUND' JOIN refund f ON f.posting_id ="
          + " t.posting_id JOIN rated r ON r.event_id = f.event_id AND r.seller_id = t.seller_id AND"
          + " r.buyer_id = t.buyer_id AND r.product = t.product AND r.currency = t.currency JOIN"
          + " transfer c ON c.posting_id = r.posting_id AND c.kind = 'CHARGE' AND c.seller_id ="
          + " t.seller_id AND c.buyer_id = t.buyer_id AND c.product = t.product AND c.currency ="
          + " t.currency"
          + ListPrices.JOIN
          + " WHERE %s"
          + IN_TIME
          + " AND %s AND t.posted_at >= ? AND t.posted_at < ? GROUP BY w.buyer_id";

  /** A message is gone when all of its units are that count. */
  private static final String RETURNED =
      "SELECT w.buyer_id, SUM(LEAST(f.quantity, "
          + Invariants.UNITS
          + ")), SUM("
          + Invariants.UNITS
          + " BETWEEN 1 AND f.quantity), SUM(f.amount), SUM("
          + ListPrices.micros(ListPrices.PAID, "f.amount")
          + " - "
          + ListPrices.micros("GREATEST(0, " + ListPrices.PAID + " - f.quantity)", "0")
          + ") FROM wallet w"
          + " JOIN transfer t ON t.credit_account = w.id AND t.kind = 'RETURN' JOIN rated_return f ON"
          + " f.posting_id = t.posting_id JOIN rated r ON r.event_id = f.event_id AND r.level ="
          + " f.level AND r.seller_id = t.seller_id AND r.buyer_id = t.buyer_id AND r.product ="
          + " t.product AND r.currency = t.currency JOIN transfer c ON c.posting_id = r.posting_id"
          + " AND c.kind = 'CHARGE' AND c.seller_id = t.seller_id AND c.buyer_id = t.buyer_id AND"
          + " c.product = t.product AND c.currency = t.currency"
          + ListPrices.JOIN
          + " WHERE %s"
          + IN_TIME
          + " AND %s AND (f.quantity > 0 OR %s) AND t.posted_at >= ? AND t.posted_at < ?"
          + " GROUP BY w.buyer_id";

  private static final String ONE = "w.seller_id = ? AND w.buyer_id = ?";
  private static final String ALL = "w.seller_id = ?";

  private final Connection connection;
  private final String currency;
  private final String products;
  private final Instant cutoff;
  private final Counts counts;
  private final Scope scope;
  private final Map<List<Object>, SortedMap<Long, Sum>> known = new HashMap<>();

  /**
   * Sums of some products.
   *
   * @param counts what is counted; the number of messages may be too low where they are not
   * @param scope whose usage on the edges of {@link #of}
   */
  Volumes(
      Connection connection,
      String currency,
      String products,
      Instant cutoff,
      Counts counts,
      Scope scope) {
    this.connection = connection;
    this.currency = currency;
    this.products = products;
    this.cutoff = cutoff;
    this.counts = counts;
    this.scope = scope;
  }

  /** What one buyer was charged from a moment up to another for what counts. */
  Sum of(long seller, long buyer, Instant from, Instant to) throws SQLException {
    return sums(ONE, scope, from, to, seller, buyer).getOrDefault(buyer, Sum.NOTHING);
  }

  /** What one buyer was charged, whether it counts or not. */
  Sum all(long seller, long buyer, Instant from, Instant to) throws SQLException {
    return sums(ONE, null, from, to, seller, buyer).getOrDefault(buyer, Sum.NOTHING);
  }

  /** What every buyer of a seller was charged with its whole subtree, by buyer. */
  SortedMap<Long, Sum> ofBuyers(long seller, Instant from, Instant to) throws SQLException {
    return new TreeMap<>(sums(ALL, Scope.SUBTREE, from, to, seller));
  }

  /**
   * The top-ups of a buyer up to a moment, in their order: those since another, after the last one
   * before it. What was taken back before the cut-off is no top-up, from its beginning.
   */
  List<TopUp> topUps(long seller, long buyer, Instant from, Instant to) throws SQLException {
    var found = new ArrayList<TopUp>();
    topUps(
        "< ? HAVING remains > 0 ORDER BY t.posted_at DESC, t.id DESC LIMIT 1",
        found,
        seller,
        buyer,
        from);
    topUps(
        ">= ? AND t.posted_at < ? HAVING remains > 0 ORDER BY t.posted_at, t.id",
        found,
        seller,
        buyer,
        from,
        to);
    return found;
  }

  private void topUps(String when, List<TopUp> found, long seller, long buyer, Instant... moments)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT t.id, t.posted_at, t.amount - COALESCE((SELECT SUM(r.amount) FROM reversal r JOIN"
                + " transfer b ON b.posting_id = r.posting_id WHERE r.original_id = t.posting_id AND"
                + " b.posted_at < ?), 0) AS remains FROM wallet w JOIN transfer t ON"
                + " t.credit_account = w.id AND t.kind = 'TOP_UP' WHERE "
                + ONE
                + " AND w.currency = ? AND t.posted_at "
                + when)) {
      Sql.set(statement, 1, cutoff);
      statement.setLong(2, seller);
      statement.setLong(3, buyer);
      statement.setString(4, currency);
      for (var i = 0; i < moments.length; i++) {
        Sql.set(statement, 5 + i, moments[i]);
      }
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(new TopUp(Sql.instant(rows, "posted_at"), rows.getLong("remains")));
        }
      }
    }
  }

  /**
   * Each sum is made once: a line of a close asks for the same several times, and posts afterwards.
   * {@code whose} is {@code null} for everything, what is set apart included.
   */
  private SortedMap<Long, Sum> sums(
      String which, Scope whose, Instant from, Instant to, long... tenants) throws SQLException {
    var asked = List.<Object>of(which, String.valueOf(whose), from, to, Arrays.toString(tenants));
    var sums = known.get(asked);
    if (sums == null) {
      sums = Collections.unmodifiableSortedMap(summed(which, whose, from, to, tenants));
      known.put(asked, sums);
    }
    return sums;
  }

  private SortedMap<Long, Sum> summed(
      String which, Scope whose, Instant from, Instant to, long... tenants) throws SQLException {
    var sums = new TreeMap<Long, Sum>();
    var told = (whose == null || whose == Scope.SUBTREE) && counts != Counts.MESSAGES;
    var charged = CHARGED.formatted(columns(whose), which, told ? "TRUE" : "c.events > 0");
    try (var statement = connection.prepareStatement(charged)) {
      bind(statement, from, to, tenants);
      read(statement).forEach(sums::put);
    }
    if (!told) {
      try (var statement = connection.prepareStatement(COUNTED.formatted(which, rows(whose)))) {
        bind(statement, from, to, tenants);
        read(statement).forEach((buyer, more) -> sums.merge(buyer, more, Sum::plus));
      }
    }
    takeOff(sums, REFUNDED.formatted(which, rows(whose)), from, to, tenants);
    var money = counts == Counts.MONEY ? "TRUE" : "FALSE";
    takeOff(sums, RETURNED.formatted(which, rows(whose), money), from, to, tenants);
    return sums;
  }

  private void takeOff(Map<Long, Sum> sums, String back, Instant from, Instant to, long... tenants)
      throws SQLException {
    try (var statement = connection.prepareStatement(back)) {
      var next = bind(statement, from, to, tenants);
      Sql.set(statement, next, from);
      Sql.set(statement, next + 1, cutoff);
      read(statement).forEach((buyer, less) -> sums.merge(buyer, less, Volumes::less));
    }
  }

  private static Sum less(Sum charged, Sum back) {
    return charged.minus(back);
  }

  private static String columns(Scope scope) {
    if (scope == null) {
      return "SUM(c.quantity), SUM(c.events), SUM(c.amount), SUM(COALESCE(c.list_amount, c.amount))";
    }
    return switch (scope) {
      case SUBTREE ->
          "SUM(c.quantity - c.apart_quantity), SUM(c.events - c.apart_events),"
              + " SUM(c.amount - c.apart_amount), SUM(COALESCE(c.list_amount -"
              + " c.apart_list_amount, c.amount - c.apart_amount))";
      case OWN ->
          "SUM(c.own_quantity), SUM(c.own_events), SUM(c.own_amount),"
              + " SUM(COALESCE(c.own_list_amount, c.own_amount))";
      case CLIENTS ->
          "SUM(c.quantity - c.own_quantity - c.apart_quantity),"
              + " SUM(c.events - c.own_events - c.apart_events),"
              + " SUM(c.amount - c.own_amount - c.apart_amount), SUM(COALESCE(c.list_amount -"
              + " c.own_list_amount - c.apart_list_amount, c.amount - c.own_amount -"
              + " c.apart_amount))";
    };
  }

  /** The same of single rated rows. */
  private static String rows(Scope scope) {
    if (scope == null) {
      return "TRUE";
    }
    return switch (scope) {
      case SUBTREE -> "NOT r.apart";
      case OWN -> "r.level = 0";
      case CLIENTS -> "r.level > 0 AND NOT r.apart";
    };
  }

  private int bind(PreparedStatement statement, Instant from, Instant to, long... tenants)
      throws SQLException {
    var next = 1;
    for (var tenant : tenants) {
      statement.setLong(next++, tenant);
    }
    statement.setString(next++, currency);
    statement.setString(next++, products);
    statement.setString(next++, products);
    Sql.set(statement, next++, from);
    Sql.set(statement, next++, to);
    return next;
  }

  private static Map<Long, Sum> read(PreparedStatement statement) throws SQLException {
    var sums = new TreeMap<Long, Sum>();
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        sums.put(
            rows.getLong(1),
            new Sum(rows.getLong(2), rows.getLong(3), rows.getLong(4), rows.getLong(5)));
      }
    }
    return sums;
  }
}
