package livery.billing.period;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import livery.billing.Account;
import livery.billing.Money;
import livery.billing.RatedLine;
import livery.billing.Sql;
import livery.billing.contract.Commission;
import livery.billing.contract.Contract;
import livery.billing.price.PriceBook;

/**
 * What a principal sold to the clients of one agent and what they paid, summed by the database from
 * transfers. A refund counts where it was posted, so that what is past never changes.
 */
final class AgentSales {

  private static final String BUYERS = " AND buyer_id IN ";

  private final Connection connection;
  private final long principal;
  private final long seller;
  private final long agent;
  private final String currency;
  private final Collection<Long> buyers;

  AgentSales(Connection connection, long principal, Contract contract, Collection<Long> buyers) {
    this.connection = connection;
    this.principal = principal;
    this.seller = contract.sellerId();
    this.agent = contract.buyerId();
    this.currency = contract.currency();
    this.buyers = new HashSet<>(buyers);
  }

  /**
   * From a moment up to another.
   *
   * @param book what the principal asks from the agent; {@code null} where it does not matter
   */
  Commission.Sales of(PriceBook book, Instant from, Instant to) throws SQLException {
    var income = Account.INCOME.of(principal);
    var cash = Account.CASH.of(principal);
    var sold = sum("amount", "credit_account", income, Set.of("CHARGE", "TIER_DELTA"), from, to);
    sold -= sum("amount", "debit_account", income, REFUNDS, from, to);
    var units = sum("quantity", "credit_account", income, Set.of("CHARGE"), from, to);
    units -=
        sum("quantity", "debit_account", income, Set.of("REFUND", "RETURN", "CREDIT"), from, to);
    var clearing = Account.CLEARING.of(agent);
    var collected = sum("amount", "debit_account", clearing, PAID, from, to);
    var received = collected + sum("amount", "debit_account", cash, PAID, from, to);
    received -= sum("amount", "credit_account", cash, Set.of("REVERSAL"), from, to);
    return new Commission.Sales(
        money(sold),
        book == null ? Money.zero(currency) : base(book, from, to),
        BigDecimal.valueOf(Math.max(0, units)),
        money(Math.max(received, collected)),
        money(collected));
  }

  private static final Set<String> REFUNDS = Set.of("REFUND", "RETURN", "CREDIT", "TIER_DELTA");
  private static final Set<String> PAID = Set.of("TOP_UP");

  private Money money(long micros) {
    return new Money(Math.max(0, micros), currency);
  }

  private long sum(
      String column, String side, long account, Set<String> kinds, Instant from, Instant to)
      throws SQLException {
    var sum = 0L;
    for (var chunk : Sql.chunks(buyers)) {
      try (var statement =
          connection.prepareStatement(
              "SELECT COALESCE(SUM("
                  + column
                  + "), 0) FROM transfer WHERE "
                  + side
                  + " = ? AND posted_at >= ? AND posted_at < ? AND seller_id = ? AND currency = ?"
                  + " AND kind IN ('"
                  + String.join("','", kinds)
                  + "')"
                  + BUYERS
                  + Sql.in(chunk.size()))) {
        statement.setLong(1, account);
        Sql.bind(statement, bind(statement, from, to), chunk);
        try (var row = statement.executeQuery()) {
          row.next();
          sum = Math.addExact(sum, row.getLong(1));
        }
      }
    }
    return sum;
  }

  private int bind(PreparedStatement statement, Instant from, Instant to) throws SQLException {
    Sql.set(statement, 2, from);
    Sql.set(statement, 3, to);
    statement.setLong(4, principal);
    statement.setString(5, currency);
    return 6;
  }

  /**
   * What the principal asks from the agent for what was charged: for each posting, the agent's
   * price for the place of the price that was applied, at that moment. Streams rated rows.
   */
  private Money base(PriceBook book, Instant from, Instant to) throws SQLException {
    var micros = 0L;
    for (var chunk : Sql.chunks(buyers)) {
      var size = chunk.size();
      for (var sql : new String[] {charges(size), back(REFUNDED, size), back(RETURNED, size)}) {
        var charged = sql.equals(charges(size));
        try (var statement = connection.prepareStatement(sql)) {
          statement.setFetchSize(1000);
          statement.setLong(1, Account.INCOME.of(principal));
          Sql.bind(statement, bind(statement, from, to), chunk);
          var sum = base(book, statement);
          micros = charged ? Math.addExact(micros, sum) : Math.subtractExact(micros, sum);
        }
      }
    }
    return money(micros);
  }

  private long base(PriceBook book, PreparedStatement statement) throws SQLException {
    var micros = 0L;
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        var at = Sql.instant(rows, "posted_at");
        var price =
            book.find(
                seller,
                agent,
                rows.getString("product"),
                rows.getString("country"),
                rows.getString("network"),
                currency,
                at);
        if (price.isPresent()) {
          var unit = price.get().unitPrice();
          micros = Math.addExact(micros, RatedLine.micros(unit, rows.getInt("quantity")));
        }
      }
    }
    return micros;
  }

  private static String charges(int buyers) {
    return "SELECT t.posted_at, p.product, p.country, p.network, SUM(r.posted) AS quantity FROM"
        + " transfer t JOIN rated r ON r.event_id BETWEEN t.first_event AND t.last_event AND"
        + " r.posting_id = t.posting_id AND r.seller_id = t.seller_id AND r.buyer_id = t.buyer_id"
        + " AND r.product = t.product JOIN price p ON p.id = r.price_id WHERE t.credit_account = ?"
        + " AND t.posted_at >= ? AND t.posted_at < ? AND t.seller_id = ? AND t.currency = ?"
        + " AND t.kind = 'CHARGE' AND t.buyer_id IN "
        + Sql.in(buyers)
        + " GROUP BY t.id, r.price_id";
  }

  private static final String REFUNDED =
      "r.posted AS quantity FROM transfer t JOIN refund f ON f.posting_id = t.posting_id AND t.kind ="
          + " 'REFUND' JOIN rated r ON r.event_id = f.event_id";

  private static final String RETURNED =
      "f.quantity FROM transfer t JOIN rated_return f ON f.posting_id = t.posting_id AND t.kind ="
          + " 'RETURN' JOIN rated r ON r.event_id = f.event_id AND r.level = f.level";

  private static String back(String what, int buyers) {
    return "SELECT c.posted_at, p.product, p.country, p.network, "
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
