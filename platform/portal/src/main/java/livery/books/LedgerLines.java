package livery.books;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import livery.billing.OneOff;
import livery.store.Store;
import livery.store.Utc;

/**
 * Reads what sellers sold in a month, for all of their buyers with a few statements.
 *
 * <p>Sums come from transfers, along the wallets' index; prices and countries from one pass over
 * the rated rows of the month. Where both do not agree to the micro-unit the transfers are right,
 * and the product becomes one line without a price. What was sold at a price of 0 is on no
 * document.
 */
public final class LedgerLines {

  private final Store store;
  private final Collection<Long> sellers;
  private final ZoneId zone;
  private final long buyer;
  private final boolean bundles;

  /** Each piece of work is a posting of its own and a line of its own. */
  private static final String WORK_POSTING =
      " IF(product = '" + OneOff.PRODUCT + "', posting_id, 0)";

  private static final String REFUNDED =
      "r.posted - r.free AS quantity, r.amount, c.posted_at AS charged_at FROM wallet w JOIN transfer t ON"
          + " t.credit_account = w.id AND t.posted_at >= ? AND t.posted_at < ? AND t.kind ="
          + " 'REFUND' JOIN refund f ON f.posting_id = t.posting_id JOIN rated r ON r.event_id ="
          + " f.event_id";

  /** A part of a charge: parts that never arrived, days of a rent that was given up. */
  private static final String RETURNED =
      "LEAST(f.quantity, r.posted - r.free) AS quantity, f.amount, c.posted_at AS charged_at FROM wallet w JOIN transfer t ON"
          + " t.credit_account = w.id AND t.posted_at >= ? AND t.posted_at < ? AND t.kind ="
          + " 'RETURN' JOIN rated_return f ON f.posting_id = t.posting_id JOIN rated r ON"
          + " r.event_id = f.event_id AND r.level = f.level";

  /** A refund, or a part that was given back, of something sold in an earlier month. */
  public record Late(int period, Sold sold) {}

  private record Span(long firstEvent, long lastEvent, long firstPosting, long lastPosting) {}

  /** Reads for these sellers; months are cut at the midnights of this zone. */
  public LedgerLines(Store store, Collection<Long> sellers, ZoneId zone) {
    this(store, sellers, zone, 0, true);
  }

  private LedgerLines(
      Store store, Collection<Long> sellers, ZoneId zone, long buyer, boolean bundles) {
    this.store = store;
    this.sellers = List.copyOf(sellers);
    this.zone = zone;
    this.buyer = buyer;
    this.bundles = bundles;
  }

  /** Reads what one buyer has bought of them, and nothing else. */
  public LedgerLines of(long one) {
    return new LedgerLines(store, sellers, zone, one, bundles);
  }

  /** Reads what was charged and leaves out bundles, which earn an agent nothing. */
  public LedgerLines withoutBundles() {
    return new LedgerLines(store, sellers, zone, buyer, false);
  }

  /**
   * What was sold, refunds of the same month taken off.
   *
   * @param cutoff refunds posted before it count
   */
  public List<Sold> sold(Instant from, Instant to, Instant cutoff) {
    if (sellers.isEmpty()) {
      return List.of();
    }
    return store.inTransaction(
        connection -> {
          var sums = charges(connection, from, to);
          var refunds = refunds(connection, from, to, cutoff);
          var prices = prices(connection, from, to);
          return joined(sums, prices, refunds);
        });
  }

  private static List<Sold> joined(List<Sold> sums, List<Sold> prices, List<Sold> refunds) {
    var byItem = new HashMap<Sold.Item, List<Sold>>();
    prices.forEach(one -> byItem.computeIfAbsent(one.item(), key -> new ArrayList<>()).add(one));
    var back = new HashMap<Sold.Item, List<Sold>>();
    refunds.forEach(one -> back.computeIfAbsent(one.item(), key -> new ArrayList<>()).add(one));
    var result = new ArrayList<Sold>();
    for (var sum : sums) {
      var parts = byItem.getOrDefault(sum.item(), List.of());
      var less = back.getOrDefault(sum.item(), List.of());
      result.addAll(net(whole(sum, parts) ? parts : List.of(sum), less));
    }
    return result;
  }

  /** A sum has the units that cost nothing, its parts have not. */
  private static boolean whole(Sold sum, List<Sold> parts) {
    return parts.stream().mapToLong(Sold::micros).sum() == sum.micros()
        && parts.stream().mapToLong(Sold::quantity).sum() <= sum.quantity();
  }

  /** Lines less refunds at the same price; where a price does not fit, the product in one line. */
  private static List<Sold> net(List<Sold> lines, List<Sold> refunds) {
    var byPrice = new LinkedHashMap<Sold.Price, Sold>();
    lines.forEach(line -> byPrice.merge(line.price(), line, LedgerLines::plus));
    for (var refund : refunds) {
      var line = byPrice.get(refund.price());
      if (line == null || line.micros() < refund.micros() || refund.quantity() == 0) {
        return List.of(inOne(lines, refunds));
      }
      byPrice.put(refund.price(), minus(line, refund));
    }
    return byPrice.values().stream()
        .filter(line -> line.micros() != 0 || line.quantity() != 0)
        .toList();
  }

  private static Sold inOne(List<Sold> lines, List<Sold> refunds) {
    var first = lines.get(0);
    return new Sold(
        first.sellerId(),
        first.buyerId(),
        first.currency(),
        first.product(),
        "",
        null,
        lines.stream().mapToLong(Sold::quantity).sum()
            - refunds.stream().mapToLong(Sold::quantity).sum(),
        lines.stream().mapToLong(Sold::micros).sum()
            - refunds.stream().mapToLong(Sold::micros).sum());
  }

  private static Sold plus(Sold one, Sold other) {
    return one.part(one.quantity() + other.quantity(), one.micros() + other.micros());
  }

  private static Sold minus(Sold one, Sold other) {
    return one.part(one.quantity() - other.quantity(), one.micros() - other.micros());
  }

  /** By product, in the order of buyers. */
  private List<Sold> charges(Connection connection, Instant from, Instant to) throws SQLException {
    return read(
        connection,
        "SELECT w.seller_id, w.buyer_id, w.currency, t.product, '' AS country,"
            + " NULL AS unit_price, '' AS text, 0 AS posting, SUM(t.quantity) AS quantity, SUM(t.amount) AS amount"
            + " FROM wallet w JOIN transfer t ON t.debit_account = w.id AND t.posted_at >= ? AND"
            + " t.posted_at < ? WHERE w.seller_id IN ("
            + marks()
            + ")"
            + only("w")
            + (bundles ? " AND t.kind IN ('CHARGE', 'BUNDLE')" : " AND t.kind = 'CHARGE'")
            + " GROUP BY w.seller_id, w.buyer_id, w.currency, t.product HAVING SUM(t.amount) > 0"
            + " ORDER BY w.seller_id, w.buyer_id, w.currency, t.product",
        from,
        to);
  }

  /** One pass over the month's rated rows: those whose posting lies in the month. */
  private List<Sold> prices(Connection connection, Instant from, Instant to) throws SQLException {
    var span = span(connection, from, to);
    if (span.lastPosting() == 0) {
      return List.of();
    }
    try (var statement =
        connection.prepareStatement(
            "SELECT r.seller_id, r.buyer_id, r.currency, r.product,"
                + " COALESCE(p.country, '') AS country, r.unit_price, r.quantity, r.amount,"
                + " COALESCE(t.reference, '') AS text, r.work AS posting FROM"
                + " (SELECT seller_id, buyer_id, currency, product, price_id, unit_price,"
                + WORK_POSTING
                + " AS work,"
                + " SUM(posted - free) AS quantity, SUM(amount) AS amount FROM rated"
                + " WHERE event_id BETWEEN ? AND ? AND posting_id BETWEEN ? AND ?"
                + " AND state = 'POSTED' AND seller_id IN ("
                + marks()
                + ")"
                + only("rated")
                + " AND posting_id NOT IN (SELECT t.posting_id FROM transfer t WHERE"
                + " t.posting_id BETWEEN ? AND ? AND (t.posted_at < ? OR t.posted_at >= ?))"
                + " AND amount > 0 GROUP BY seller_id, buyer_id, currency, product, price_id,"
                + " unit_price, work) r LEFT JOIN price p ON p.id = r.price_id LEFT JOIN transfer t"
                + " FORCE INDEX (transfer_posting) ON t.posting_id = r.work AND t.kind = 'CHARGE' AND t.product = r.product"
                + " ORDER BY r.seller_id, r.buyer_id, r.product, country, r.work,"
                + " r.unit_price DESC")) {
      statement.setLong(1, span.firstEvent());
      statement.setLong(2, span.lastEvent());
      statement.setLong(3, span.firstPosting());
      statement.setLong(4, span.lastPosting());
      var index = bindSellers(statement, 5);
      statement.setLong(index, span.firstPosting());
      statement.setLong(index + 1, span.lastPosting());
      statement.setObject(index + 2, Utc.of(from));
      statement.setObject(index + 3, Utc.of(to));
      return read(statement);
    }
  }

  private Span span(Connection connection, Instant from, Instant to) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT MIN(t.first_event), MAX(t.last_event), MIN(t.posting_id), MAX(t.posting_id)"
                + " FROM wallet w JOIN transfer t ON t.debit_account = w.id AND t.posted_at >= ?"
                + " AND t.posted_at < ? WHERE w.seller_id IN ("
                + marks()
                + ")"
                + only("w")
                + " AND t.kind = 'CHARGE'")) {
      statement.setObject(1, Utc.of(from));
      statement.setObject(2, Utc.of(to));
      bindSellers(statement, 3);
      try (var row = statement.executeQuery()) {
        row.next();
        return new Span(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
      }
    }
  }

  /** Refunds, posted before the cut-off, of what was charged within the month. */
  private List<Sold> refunds(Connection connection, Instant from, Instant to, Instant cutoff)
      throws SQLException {
    var back = new ArrayList<Late>(gone(connection, REFUNDED, from, cutoff, from, to));
    back.addAll(gone(connection, RETURNED, from, cutoff, from, to));
    return back.stream().map(Late::sold).toList();
  }

  /** Refunds posted in a window of what was charged in the months before. */
  public List<Late> late(Instant since, Instant cutoff, Instant from) {
    if (sellers.isEmpty()) {
      return List.of();
    }
    return store.inTransaction(
        connection -> {
          var late =
              new ArrayList<>(gone(connection, REFUNDED, since, cutoff, Instant.EPOCH, from));
          late.addAll(gone(connection, RETURNED, since, cutoff, Instant.EPOCH, from));
          return late;
        });
  }

  private List<Late> gone(
      Connection connection,
      String back,
      Instant postedFrom,
      Instant postedTo,
      Instant from,
      Instant to)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT w.seller_id, w.buyer_id, w.currency, r.product,"
                + " COALESCE(p.country, '') AS country, r.unit_price, IF(r.product = '"
                + OneOff.PRODUCT
                + "', c.reference, '') AS text, IF(r.product = '"
                + OneOff.PRODUCT
                + "', c.posting_id, 0) AS posting, "
                + back
                + " AND r.amount > 0 AND r.seller_id = w.seller_id"
                + " AND r.buyer_id = w.buyer_id AND r.currency = w.currency AND r.product ="
                + " t.product JOIN transfer c ON c.posting_id = r.posting_id AND c.debit_account ="
                + " w.id AND c.product = r.product AND c.kind = 'CHARGE' LEFT JOIN price p ON p.id"
                + " = r.price_id WHERE w.seller_id IN ("
                + marks()
                + ")"
                + only("w")
                + " AND c.posted_at >= ? AND c.posted_at < ?")) {
      statement.setObject(1, Utc.of(postedFrom));
      statement.setObject(2, Utc.of(postedTo));
      var index = bindSellers(statement, 3);
      statement.setObject(index, Utc.of(from));
      statement.setObject(index + 1, Utc.of(to));
      var sums = new LinkedHashMap<Integer, Map<Sold.Price, Sold>>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var month = YearMonth.from(Utc.read(rows, "charged_at").orElseThrow().atZone(zone));
          var one = read(rows);
          sums.computeIfAbsent(number(month), key -> new LinkedHashMap<>())
              .merge(one.price(), one, LedgerLines::plus);
        }
      }
      return sums.entrySet().stream()
          .flatMap(
              month -> month.getValue().values().stream().map(one -> new Late(month.getKey(), one)))
          .toList();
    }
  }

  /** A month as the database names it: 202603. */
  public static int number(YearMonth month) {
    return month.getYear() * 100 + month.getMonthValue();
  }

  private String marks() {
    return String.join(", ", java.util.Collections.nCopies(sellers.size(), "?"));
  }

  private String only(String table) {
    return buyer == 0 ? "" : " AND " + table + ".buyer_id = " + buyer;
  }

  private int bindSellers(java.sql.PreparedStatement statement, int first) throws SQLException {
    var index = first;
    for (var seller : sellers) {
      statement.setLong(index++, seller);
    }
    return index;
  }

  private List<Sold> read(Connection connection, String sql, Instant from, Instant to)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setObject(1, Utc.of(from));
      statement.setObject(2, Utc.of(to));
      bindSellers(statement, 3);
      return read(statement);
    }
  }

  private static List<Sold> read(java.sql.PreparedStatement statement) throws SQLException {
    var found = new ArrayList<Sold>();
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        found.add(read(rows));
      }
    }
    return found;
  }

  private static Sold read(ResultSet row) throws SQLException {
    BigDecimal price = row.getBigDecimal("unit_price");
    return new Sold(
        row.getLong("seller_id"),
        row.getLong("buyer_id"),
        row.getString("currency"),
        row.getString("product"),
        row.getString("country"),
        price,
        row.getLong("quantity"),
        row.getLong("amount"),
        row.getString("text"),
        row.getLong("posting"));
  }
}
