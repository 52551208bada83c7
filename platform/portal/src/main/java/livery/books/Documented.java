package livery.books;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import livery.billing.OneOff;

/**
 * What of a seller's month invoices said before the month had ended, buyer by buyer. What is left
 * for the month's own documents is the difference: it holds whatever was given back since, too.
 * Immutable.
 */
public final class Documented {

  private final Month month;
  private final Map<Long, LocalDate> until;
  private final Map<Sold.Edge, List<Sold>> said;

  /**
   * What no invoice has said yet.
   *
   * @param lines of a product and price each
   * @param over what was said and given back since, beyond what was sold afterwards: to be credited
   */
  public record Rest(List<Sold> lines, List<Sold> over) {

    public Rest {
      lines = List.copyOf(lines);
      over = List.copyOf(over);
    }
  }

  private Documented(Month month, Map<Long, LocalDate> until, Map<Sold.Edge, List<Sold>> said) {
    this.month = month;
    this.until = until;
    this.said = said;
  }

  /** The end of an invoice's key, where it is one of a month that goes on. */
  public static String mark(LocalDate lastDay) {
    return "/to%02d".formatted(lastDay.getDayOfMonth());
  }

  /** Reads for a seller's month. */
  public static Documented read(Connection connection, long seller, Month month)
      throws SQLException {
    var until = new HashMap<Long, LocalDate>();
    try (var statement =
        connection.prepareStatement(
            "SELECT buyer_id, last_day FROM document_until WHERE seller_id = ? AND period = ?")) {
      statement.setLong(1, seller);
      statement.setInt(2, month.number());
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          until.put(rows.getLong(1), rows.getObject(2, LocalDate.class));
        }
      }
    }
    return new Documented(
        month, until, until.isEmpty() ? Map.of() : said(connection, seller, month));
  }

  private static Map<Sold.Edge, List<Sold>> said(Connection connection, long seller, Month month)
      throws SQLException {
    var said = new HashMap<Sold.Edge, List<Sold>>();
    try (var statement =
        connection.prepareStatement(
            "SELECT d.seller_id, d.buyer_id, d.currency, l.product, l.country, l.unit_price,"
                + " l.quantity, l.ledger, IF(l.product = '"
                + OneOff.PRODUCT
                + "', l.text, '') AS text, l.posting_id FROM document_until u JOIN document d ON d.seller_id ="
                + " u.seller_id AND d.buyer_id = u.buyer_id AND d.period = u.period AND d.kind ="
                + " 'INVOICE' AND d.number IS NOT NULL AND d.issue_key LIKE '%/to__' JOIN"
                + " document_line l ON l.document_id = d.id WHERE u.seller_id = ? AND u.period = ?"
                + " ORDER BY d.id, l.line_no")) {
      statement.setLong(1, seller);
      statement.setInt(2, month.number());
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var one =
              new Sold(
                  rows.getLong("seller_id"),
                  rows.getLong("buyer_id"),
                  rows.getString("currency"),
                  rows.getString("product"),
                  rows.getString("country"),
                  rows.getBigDecimal("unit_price"),
                  rows.getLong("quantity"),
                  rows.getLong("ledger"),
                  rows.getString("text"),
                  rows.getLong("posting_id"));
          said.computeIfAbsent(one.edge(), edge -> new ArrayList<>()).add(one);
        }
      }
    }
    return said;
  }

  /** Whether an invoice has said something of an edge before the month had ended. */
  public boolean says(Sold.Edge edge) {
    return said.containsKey(edge);
  }

  /** The first day that no invoice of the buyer has said anything about. */
  public LocalDate firstDay(long buyer) {
    var last = until.get(buyer);
    return last == null ? month.firstDay() : last.plusDays(1);
  }

  /** What is left, edge by edge, of what was sold since the month began. */
  public Map<Sold.Edge, Rest> rests(List<Sold> sold) {
    var whole = new LinkedHashMap<Sold.Edge, List<Sold>>();
    sold.forEach(one -> whole.computeIfAbsent(one.edge(), edge -> new ArrayList<>()).add(one));
    said.keySet().forEach(edge -> whole.putIfAbsent(edge, List.of()));
    var rests = new LinkedHashMap<Sold.Edge, Rest>();
    whole.forEach(
        (edge, lines) -> rests.put(edge, rest(lines, said.getOrDefault(edge, List.of()))));
    return rests;
  }

  static Rest rest(List<Sold> sold, List<Sold> said) {
    if (said.isEmpty()) {
      return new Rest(sold, List.of());
    }
    var things = new LinkedHashMap<Thing, List<List<Sold>>>();
    var isOld = said.stream().anyMatch(one -> one.posting() == 0 && !one.text().isEmpty());
    sold.forEach(one -> both(things, Thing.of(one, isOld)).get(0).add(one));
    said.forEach(one -> both(things, Thing.of(one, isOld)).get(1).add(one));
    var lines = new ArrayList<Sold>();
    var over = new ArrayList<Sold>();
    for (var thing : things.values()) {
      var left = byPrice(thing.get(0), thing.get(1));
      if (left != null) {
        lines.addAll(left);
        continue;
      }
      var whole = inOne(thing.get(0), thing.get(1));
      if (whole.micros() > 0) {
        lines.add(whole);
      } else if (whole.micros() < 0) {
        over.add(whole.part(Math.max(0, -whole.quantity()), -whole.micros()));
      }
    }
    return new Rest(lines, over);
  }

  /** What is said and given back for itself: a product, or one piece of work. */
  private record Thing(String product, long posting) {

    /** Lines that are older than their pieces' names are told apart by nothing. */
    static Thing of(Sold one, boolean isOld) {
      return new Thing(one.product(), isOld ? 0 : one.posting());
    }
  }

  private static List<List<Sold>> both(Map<Thing, List<List<Sold>>> things, Thing thing) {
    return things.computeIfAbsent(thing, key -> List.of(new ArrayList<>(), new ArrayList<>()));
  }

  /** Price by price; {@code null} where a price was given back or cannot be found. */
  private static List<Sold> byPrice(List<Sold> sold, List<Sold> said) {
    var prices = new LinkedHashMap<Sold.Price, Sold>();
    sold.forEach(one -> prices.merge(one.price(), one, Documented::plus));
    for (var one : said) {
      var line = prices.get(one.price());
      if (line == null || line.micros() < one.micros() || line.quantity() < one.quantity()) {
        return null;
      }
      prices.put(
          one.price(), line.part(line.quantity() - one.quantity(), line.micros() - one.micros()));
    }
    return prices.values().stream().filter(line -> line.micros() != 0).toList();
  }

  private static Sold inOne(List<Sold> sold, List<Sold> said) {
    var first = sold.isEmpty() ? said.get(0) : sold.get(0);
    var micros = sum(sold, said, Sold::micros);
    if (first.posting() != 0 && sold.size() + said.size() == 1) {
      return first.part(sum(sold, said, Sold::quantity), micros);
    }
    return new Sold(
        first.sellerId(),
        first.buyerId(),
        first.currency(),
        first.product(),
        "",
        null,
        micros > 0 ? Math.max(0, sum(sold, said, Sold::quantity)) : sum(sold, said, Sold::quantity),
        micros);
  }

  private static long sum(
      List<Sold> sold, List<Sold> said, java.util.function.ToLongFunction<Sold> of) {
    return sold.stream().mapToLong(of).sum() - said.stream().mapToLong(of).sum();
  }

  private static Sold plus(Sold one, Sold other) {
    return one.part(one.quantity() + other.quantity(), one.micros() + other.micros());
  }
}
