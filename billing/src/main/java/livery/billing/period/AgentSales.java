package livery.billing.period;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.stream.Collectors;
import livery.billing.Account;
import livery.billing.RatedLine;
import livery.billing.Sql;
import livery.billing.contract.Commission;
import livery.billing.contract.Contract;
import livery.billing.price.PriceBook;
import livery.billing.price.Subscriber;

/**
 * What principals sold to the clients of one agent and what they paid, summed by the database from
 * transfers. A refund counts where it was posted, so that what is past never changes; where more
 * was given back than sold, the rest is carried ({@link CarriedSales}).
 */
final class AgentSales {

  private final Connection connection;
  private final Collection<Long> principals;
  private final long seller;
  private final long agent;
  private final String currency;
  private final boolean markup;
  private final Collection<Long> buyers;

  /** Sums over all of these principals: one of them may have followed another. */
  AgentSales(
      Connection connection,
      Collection<Long> principals,
      Contract contract,
      Collection<Long> buyers) {
    this.connection = connection;
    this.principals = List.copyOf(principals);
    this.seller = contract.sellerId();
    this.agent = contract.buyerId();
    this.currency = contract.currency();
    this.markup = contract.commission().basis() == Commission.Basis.MARKUP_OVER_BASE;
    this.buyers = new HashSet<>(buyers);
  }

  /**
   * What came in, less what was given back and taken back: below zero where that was more.
   *
   * @param base what the principal asks for what was sold; 0 where it was not asked for
   * @param markupBack what was given back above what the principal asked for that; likewise
   */
  record Net(long sold, long base, long markupBack, long units, long received, long collected) {}

  /**
   * From a moment up to another.
   *
   * @param book what the principal asks from the agent
   * @param before what is carried from before
   */
  CarriedSales.Step of(PriceBook book, Instant from, Instant to, CarriedSales before)
      throws SQLException {
    var back = sum("amount", "debit_account", Account.INCOME, REFUNDS, from, to);
    var sold = sum("amount", "credit_account", Account.INCOME, SALES, from, to) - back;
    var units = sum("quantity", "credit_account", Account.INCOME, Set.of("CHARGE"), from, to);
    units -= sum("quantity", "debit_account", Account.INCOME, BACK, from, to);
    var collected = sum("amount", "debit_account", Account.CLEARING, PAID, from, to);
    var received = collected + sum("amount", "debit_account", Account.CASH, PAID, from, to);
    received -= sum("amount", "credit_account", Account.CASH, Set.of("REVERSAL"), from, to);
    var asked = new long[2];
    if (markup || sold + before.sold().micros() < 0) {
      base(
          book,
          from,
          to,
          (buyer, product, at, micros) -> {
            asked[0] = Math.addExact(asked[0], micros);
            asked[1] = Math.subtractExact(asked[1], Math.min(0, micros));
          });
    }
    return before.with(
        new Net(sold, asked[0], back - asked[1], units, received, collected), markup);
  }

  private static final Set<String> SALES = Set.of("CHARGE", "TIER_DELTA");
  private static final Set<String> BACK = Set.of("REFUND", "RETURN", "CREDIT");
  private static final Set<String> REFUNDS = Set.of("REFUND", "RETURN", "CREDIT", "TIER_DELTA");
  private static final Set<String> PAID = Set.of("TOP_UP");

  private long sum(
      String column, String side, Account account, Set<String> kinds, Instant from, Instant to)
      throws SQLException {
    var sum = 0L;
    for (var principal : principals) {
      sum = Math.addExact(sum, sum(column, side, account, kinds, principal, from, to));
    }
    return sum;
  }

  private long sum(
      String column,
      String side,
      Account account,
      Set<String> kinds,
      long principal,
      Instant from,
      Instant to)
      throws SQLException {
    var sum = 0L;
    for (var chunk : Sql.chunks(buyers)) {
      try (var statement =
          connection.prepareStatement(
              "SELECT COALESCE(SUM("
                  + column
                  + "), 0) FROM transfer WHERE "
                  + where(side, kinds)
                  + Sql.in(chunk.size()))) {
        statement.setLong(1, account.of(account == Account.CLEARING ? agent : principal));
        Sql.bind(statement, bind(statement, principal, from, to), chunk);
        try (var row = statement.executeQuery()) {
          row.next();
          sum = Math.addExact(sum, row.getLong(1));
        }
      }
    }
    return sum;
  }

  private static String where(String side, Set<String> kinds) {
    return side
        + " = ? AND posted_at >= ? AND posted_at < ? AND seller_id = ? AND currency = ?"
        + " AND kind IN ('"
        + String.join("','", kinds)
        + "') AND buyer_id IN ";
  }

  private int bind(PreparedStatement statement, long principal, Instant from, Instant to)
      throws SQLException {
    Sql.set(statement, 2, from);
    Sql.set(statement, 3, to);
    statement.setLong(4, principal);
    statement.setString(5, currency);
    return 6;
  }

  /** What one client bought of one product on one day, what was given back taken off. */
  record Part(long buyer, String product, LocalDate day, long micros, long units, long base) {}

  private record Key(long buyer, String product, LocalDate day) {}

  /**
   * The same as {@link #of}, by client, product and day, but for what was paid and what was
   * carried: it adds up to what was sold less what was given back, below zero too.
   *
   * @param days of the books from one moment to the other, each with its first moment
   */
  List<Part> parts(PriceBook book, NavigableMap<Instant, LocalDate> days, Instant to)
      throws SQLException {
    var from = days.firstKey();
    var sums = new LinkedHashMap<Key, long[]>();
    for (var principal : principals) {
      add(sums, "credit_account", principal, SALES, days, to);
      add(sums, "debit_account", principal, REFUNDS, days, to);
    }
    if (markup) {
      base(
          book,
          from,
          to,
          (buyer, product, at, micros) -> {
            var key = new Key(buyer, product, days.floorEntry(at).getValue());
            var sum = sums.computeIfAbsent(key, one -> new long[3]);
            sum[2] = Math.addExact(sum[2], micros);
          });
    }
    return sums.entrySet().stream()
        .map(
            one -> {
              var key = one.getKey();
              var sum = one.getValue();
              return new Part(key.buyer(), key.product(), key.day(), sum[0], sum[1], sum[2]);
            })
        .toList();
  }

  private void add(
      Map<Key, long[]> sums,
      String side,
      long principal,
      Set<String> kinds,
      NavigableMap<Instant, LocalDate> days,
      Instant to)
      throws SQLException {
    var dates = List.copyOf(days.values());
    var bounds = new ArrayList<>(days.tailMap(days.firstKey(), false).keySet());
    bounds.add(to.plusSeconds(1));
    var sold = side.equals("credit_account");
    var counted = sold ? "kind = 'CHARGE'" : "kind IN ('REFUND', 'RETURN', 'CREDIT')";
    for (var chunk : Sql.chunks(buyers)) {
      try (var statement =
          connection.prepareStatement(
              "SELECT buyer_id, product, INTERVAL(TIMESTAMPDIFF(SECOND, '1970-01-01', posted_at), "
                  + bounds.stream()
                      .map(bound -> String.valueOf(bound.getEpochSecond()))
                      .collect(Collectors.joining(", "))
                  + ") AS day_no, SUM(amount) AS amount, SUM(IF("
                  + counted
                  + ", quantity, 0)) AS units FROM transfer WHERE "
                  + where(side, kinds)
                  + Sql.in(chunk.size())
                  + " GROUP BY buyer_id, product, day_no ORDER BY day_no, buyer_id, product")) {
        statement.setLong(1, Account.INCOME.of(principal));
        Sql.bind(statement, bind(statement, principal, days.firstKey(), to), chunk);
        try (var rows = statement.executeQuery()) {
          while (rows.next()) {
            var day = dates.get(rows.getInt("day_no"));
            var key = new Key(rows.getLong("buyer_id"), rows.getString("product"), day);
            var sum = sums.computeIfAbsent(key, one -> new long[3]);
            var sign = sold ? 1 : -1;
            sum[0] = Math.addExact(sum[0], sign * rows.getLong("amount"));
            sum[1] = Math.addExact(sum[1], sign * rows.getLong("units"));
          }
        }
      }
    }
  }

  /** Takes what the principal asks for one posting; below zero for what was given back. */
  private interface Asked {
    void add(long buyer, String product, Instant at, long micros);
  }

  /**
   * What the principal asks from the agent for what was charged: for each rated row, the agent's
   * price for the place of the price that was applied, at that moment, so that what is given back
   * takes exactly that off. Units that a bundle covers were sold with the bundle and ask nothing;
   * those with a price of 0 ask as any other. Streams equal rows of a posting as one.
   */
  private void base(PriceBook book, Instant from, Instant to, Asked asked) throws SQLException {
    for (var principal : principals) {
      base(book, principal, from, to, asked);
    }
  }

  private void base(PriceBook book, long principal, Instant from, Instant to, Asked asked)
      throws SQLException {
    for (var chunk : Sql.chunks(buyers)) {
      var size = chunk.size();
      for (var sql : new String[] {charges(size), back(REFUNDED, size), back(RETURNED, size)}) {
        var sign = sql.equals(charges(size)) ? 1 : -1;
        try (var statement = connection.prepareStatement(sql)) {
          statement.setFetchSize(1000);
          statement.setLong(1, Account.INCOME.of(principal));
          Sql.bind(statement, bind(statement, principal, from, to), chunk);
          base(book, statement, sign, asked);
        }
      }
    }
  }

  private void base(PriceBook book, PreparedStatement statement, int sign, Asked asked)
      throws SQLException {
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        var at = Sql.instant(rows, "posted_at");
        var price =
            book.find(
                seller,
                agent,
                rows.getString("product"),
                new Subscriber(
                    rows.getString("country"), rows.getString("network"), rows.getString("prefix")),
                currency,
                at);
        if (price.isPresent()) {
          var unitPrice = price.get().unitPrice();
          var micros =
              RatedLine.micros(unitPrice, rows.getInt("units"))
                  - RatedLine.micros(unitPrice, rows.getInt("kept"));
          asked.add(
              rows.getLong("buyer_id"),
              rows.getString("sold"),
              Sql.instant(rows, "moved_at"),
              Math.multiplyExact(sign * rows.getLong("times"), micros));
        }
      }
    }
  }

  private static String charges(int buyers) {
    return "SELECT "
        + MOVED
        + "t.posted_at, p.product, p.country, p.network, p.prefix, r.posted - r.free AS units, 0 AS kept,"
        + " COUNT(*) AS times FROM"
        + " transfer t JOIN rated r ON r.event_id BETWEEN t.first_event AND t.last_event AND"
        + " r.posting_id = t.posting_id AND r.seller_id = t.seller_id AND r.buyer_id = t.buyer_id"
        + " AND r.product = t.product JOIN price p ON p.id = r.price_id WHERE t.credit_account = ?"
        + " AND t.posted_at >= ? AND t.posted_at < ? AND t.seller_id = ? AND t.currency = ?"
        + " AND t.kind = 'CHARGE' AND t.buyer_id IN "
        + Sql.in(buyers)
        + " GROUP BY t.id, r.price_id, units";
  }

  private static final String MOVED = "t.buyer_id, t.product AS sold, t.posted_at AS moved_at, ";

  private static final String REFUNDED =
      "0 AS kept, 1 AS times FROM transfer t JOIN refund f ON f.posting_id = t.posting_id AND t.kind ="
          + " 'REFUND' JOIN rated r ON r.event_id = f.event_id";

  private static final String RETURNED =
      "GREATEST(0, r.posted - r.free - f.quantity) AS kept, 1 AS times FROM transfer t JOIN"
          + " rated_return f ON f.posting_id = t.posting_id AND t.kind ="
          + " 'RETURN' JOIN rated r ON r.event_id = f.event_id AND r.level = f.level";

  private static String back(String what, int buyers) {
    return "SELECT "
        + MOVED
        + "c.posted_at, p.product, p.country, p.network, p.prefix, r.posted - r.free AS units, "
        + what
        + " AND r.seller_id = t.seller_id AND r.buyer_id = t.buyer_id AND r.product ="
        + " t.product JOIN transfer c ON c.posting_id = r.posting_id AND c.kind = 'CHARGE' AND"
        + " c.seller_id = t.seller_id AND c.buyer_id = t.buyer_id AND c.product = t.product AND"
        + " c.currency = t.currency JOIN price p ON p.id = r.price_id WHERE t.debit_account = ? AND"
        + " t.posted_at >= ? AND t.posted_at < ? AND t.seller_id = ? AND t.currency = ?"
        + " AND t.buyer_id IN "
        + Sql.in(buyers);
  }
}
