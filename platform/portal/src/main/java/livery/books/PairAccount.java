package livery.books;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import livery.store.Store;
import livery.store.Utc;
import livery.tenant.Tenant;

/**
 * What moved between a buyer and its seller in a span, out of the wallet's transfers: payments one
 * by one, services by the month with the invoice that names them.
 *
 * @param openingMicros what the buyer owed before; below zero when it had paid ahead
 */
public record PairAccount(
    String currency, LocalDate from, LocalDate to, long openingMicros, List<Entry> entries) {

  /** Most movements of an account: one with more is not whole, and no paper is made of it. */
  public static final int MOST = 5_000;

  /**
   * One movement.
   *
   * @param document the number or reference; empty for services that no invoice names yet
   * @param micros above zero when it was charged, below when it was paid or given back
   */
  public record Entry(LocalDate day, Kind kind, String document, long micros) {}

  /** What moved. */
  public enum Kind {
    SERVICES,
    REBATE,
    PAYMENT,
    OTHER
  }

  /**
   * Reads the account; it has more than {@value #MOST} entries where it was cut.
   *
   * @param to last day
   */
  public static PairAccount read(
      Store store, Tenant buyer, long seller, LocalDate from, LocalDate to, ZoneId zone) {
    var start = from.atStartOfDay(zone).toInstant();
    var end = to.plusDays(1).atStartOfDay(zone).toInstant();
    return store.inTransaction(
        connection -> {
          try (var statement =
              connection.prepareStatement(
                  "SELECT w.id, w.balance, COALESCE((SELECT SUM(IF(t.debit_account = w.id,"
                      + " t.amount, -t.amount)) FROM transfer t WHERE (t.debit_account = w.id OR"
                      + " t.credit_account = w.id) AND t.posted_at >= ?), 0) AS since FROM wallet w"
                      + " WHERE w.buyer_id = ? AND w.seller_id = ? AND w.currency = ?")) {
            statement.setObject(1, Utc.of(start));
            statement.setLong(2, buyer.id());
            statement.setLong(3, seller);
            statement.setString(4, buyer.currency());
            try (var row = statement.executeQuery()) {
              if (!row.next()) {
                return new PairAccount(buyer.currency(), from, to, 0, List.of());
              }
              var opening = -(row.getLong("balance") + row.getLong("since"));
              var entries =
                  new ArrayList<>(services(connection, row.getLong("id"), start, end, to, zone));
              entries.addAll(others(connection, row.getLong("id"), start, end, zone));
              entries.sort(Comparator.comparing(Entry::day));
              return new PairAccount(
                  buyer.currency(), from, to, opening, named(connection, buyer, seller, entries));
            }
          }
        });
  }

  private static List<Entry> services(
      java.sql.Connection connection,
      long wallet,
      Instant from,
      Instant to,
      LocalDate lastDay,
      ZoneId zone)
      throws SQLException {
    var months = new TreeMap<YearMonth, Long>();
    var first = YearMonth.from(from.atZone(zone));
    var last = YearMonth.from(lastDay);
    for (var month = first; !month.isAfter(last); month = month.plusMonths(1)) {
      var begin = latest(from, month.atDay(1).atStartOfDay(zone).toInstant());
      var end = earliest(to, month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant());
      try (var statement =
          connection.prepareStatement(
              "SELECT COALESCE((SELECT SUM(amount) FROM transfer WHERE debit_account = ? AND"
                  + " posted_at >= ? AND posted_at < ? AND kind IN ('CHARGE', 'BUNDLE')), 0) -"
                  + " COALESCE((SELECT SUM(amount) FROM transfer WHERE credit_account = ? AND"
                  + " posted_at >= ? AND posted_at < ? AND kind IN ('REFUND', 'RETURN')), 0)")) {
        for (var side = 0; side < 2; side++) {
          statement.setLong(side * 3 + 1, wallet);
          statement.setObject(side * 3 + 2, Utc.of(begin));
          statement.setObject(side * 3 + 3, Utc.of(end));
        }
        try (var row = statement.executeQuery()) {
          row.next();
          months.put(month, row.getLong(1));
        }
      }
    }
    var entries = new ArrayList<Entry>();
    months.forEach(
        (month, micros) -> {
          var end = month.atEndOfMonth().isBefore(lastDay) ? month.atEndOfMonth() : lastDay;
          if (micros != 0) {
            entries.add(new Entry(end, Kind.SERVICES, "", micros));
          }
        });
    return entries;
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earliest(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static List<Entry> others(
      java.sql.Connection connection, long wallet, Instant from, Instant to, ZoneId zone)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT kind, posted_at, IF(debit_account = ?, amount, -amount) AS micros, reference"
                + " FROM transfer WHERE (debit_account = ? OR credit_account = ?) AND posted_at >="
                + " ? AND posted_at < ? AND kind NOT IN ('CHARGE', 'REFUND', 'RETURN', 'BUNDLE')"
                + " ORDER BY posted_at, id LIMIT "
                + (MOST + 1))) {
      statement.setLong(1, wallet);
      statement.setLong(2, wallet);
      statement.setLong(3, wallet);
      statement.setObject(4, Utc.of(from));
      statement.setObject(5, Utc.of(to));
      var entries = new ArrayList<Entry>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var day = LocalDate.ofInstant(Utc.read(rows, "posted_at").orElseThrow(), zone);
          entries.add(
              new Entry(
                  day,
                  kind(rows.getString("kind")),
                  rows.getString("reference"),
                  rows.getLong("micros")));
        }
      }
      return entries;
    }
  }

  private static Kind kind(String transfer) {
    return switch (transfer) {
      case "TOP_UP", "ALLOCATION", "REVERSAL" -> Kind.PAYMENT;
      case "TIER_DELTA", "CREDIT" -> Kind.REBATE;
      default -> Kind.OTHER;
    };
  }

  /** Services of a whole month bear the number of their invoice, where there is one. */
  private static List<Entry> named(
      java.sql.Connection connection, Tenant buyer, long seller, List<Entry> entries)
      throws SQLException {
    var numbers = numbers(connection, buyer, seller, entries);
    return entries.stream()
        .map(
            entry ->
                entry.kind() == Kind.SERVICES
                    ? new Entry(
                        entry.day(),
                        entry.kind(),
                        numbers.getOrDefault(period(entry), entry.document()),
                        entry.micros())
                    : entry)
        .toList();
  }

  private static int period(Entry entry) {
    return LedgerLines.number(YearMonth.from(entry.day()));
  }

  /** By month, of all months at once; a month that was invoiced in parts has more than one. */
  private static Map<Integer, String> numbers(
      java.sql.Connection connection, Tenant buyer, long seller, List<Entry> entries)
      throws SQLException {
    var months =
        entries.stream()
            .filter(entry -> entry.kind() == Kind.SERVICES)
            .mapToInt(PairAccount::period)
            .summaryStatistics();
    var numbers = new HashMap<Integer, String>();
    try (var statement =
        connection.prepareStatement(
            "SELECT period, GROUP_CONCAT(number ORDER BY id SEPARATOR ', ') FROM document WHERE"
                + " seller_id = ? AND buyer_id = ? AND kind = 'INVOICE' AND period BETWEEN ? AND ?"
                + " AND currency = ? AND number IS NOT NULL GROUP BY period")) {
      statement.setLong(1, seller);
      statement.setLong(2, buyer.id());
      statement.setInt(3, months.getMin());
      statement.setInt(4, months.getMax());
      statement.setString(5, buyer.currency());
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          numbers.put(rows.getInt(1), rows.getString(2));
        }
      }
    }
    return numbers;
  }
}
