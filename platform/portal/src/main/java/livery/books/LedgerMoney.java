package livery.books;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import livery.billing.period.AgentFeeTerms;
import livery.billing.period.MinimumTerms;
import livery.store.Store;
import livery.store.Utc;

/** Reads what moved in the wallets of sellers' buyers beside sales. */
public final class LedgerMoney {

  /** Groups of settlements that are products with names of their own. */
  private static final Set<String> NAMED = Set.of(MinimumTerms.GROUP, AgentFeeTerms.GROUP);

  private final Store store;
  private final Collection<Long> sellers;

  /**
   * A volume settlement of a closed month.
   *
   * @param products of the group; empty where they are not known
   * @param group of the line: "SMS"
   * @param micros above zero for a rebate, below for what became dearer
   * @param fee how an agent's own fee was worked out; {@code null} for everything else
   */
  public record Settlement(
      Sold.Edge edge,
      int period,
      String group,
      List<String> products,
      long micros,
      AgentFeeTerms.Reckoned fee) {

    /**
     * The line of what became dearer.
     *
     * @param text what it says beyond its name; may be empty
     */
    public Sold dearer(String text) {
      return new Sold(
          edge.sellerId(),
          edge.buyerId(),
          edge.currency(),
          NAMED.contains(group) ? group : Sold.SETTLEMENT,
          "",
          null,
          1,
          -micros,
          text,
          0);
    }
  }

  /** Reads for these sellers. */
  public LedgerMoney(Store store, Collection<Long> sellers) {
    this.store = store;
    this.sellers = List.copyOf(sellers);
  }

  /** Volume settlements posted in a window. */
  public List<Settlement> settlements(Instant since, Instant cutoff) {
    if (sellers.isEmpty()) {
      return List.of();
    }
    return store.inTransaction(connection -> settlements(connection, since, cutoff));
  }

  private List<Settlement> settlements(Connection connection, Instant since, Instant cutoff)
      throws SQLException {
    var posted =
        "SELECT w.seller_id, w.buyer_id, w.currency, t.posting_id, %s AS amount FROM wallet w"
            + " JOIN transfer t ON t.%s = w.id AND t.posted_at >= ? AND t.posted_at < ?"
            + " AND t.kind = 'TIER_DELTA' AND t.seller_id = w.seller_id"
            + " AND t.buyer_id = w.buyer_id WHERE w.seller_id IN ("
            + marks()
            + ")";
    try (var statement =
        connection.prepareStatement(
            "SELECT d.seller_id, d.buyer_id, d.currency, d.amount,"
                + " COALESCE(l.period, s.period) AS period, COALESCE(l.products, m.products) AS"
                + " products, COALESCE(l.product_group, s.product_group) AS product_group, f.bought, f.percent, f.fixed"
                + " FROM ("
                + posted.formatted("t.amount", "credit_account")
                + " UNION ALL "
                + posted.formatted("-t.amount", "debit_account")
                + ") d LEFT JOIN period_line l ON l.posting_id = d.posting_id AND l.buyer_id ="
                + " d.buyer_id LEFT JOIN period_share s ON s.posting_id = d.posting_id AND"
                + " s.client_id = d.buyer_id LEFT JOIN period_line m ON m.seller_id = s.seller_id"
                + " AND m.period = s.period AND m.buyer_id = s.buyer_id AND m.currency ="
                + " s.currency AND m.product_group = s.product_group"
                + " LEFT JOIN fee_line f ON l.product_group = '"
                + AgentFeeTerms.GROUP
                + "' AND f.seller_id = l.seller_id AND f.period = l.period AND f.buyer_id ="
                + " l.buyer_id AND f.currency = l.currency"
                + " WHERE COALESCE(l.period, s.period) IS NOT NULL"
                + " ORDER BY d.seller_id, d.buyer_id, d.posting_id")) {
      var index = 1;
      for (var side = 0; side < 2; side++) {
        statement.setObject(index, Utc.of(since));
        statement.setObject(index + 1, Utc.of(cutoff));
        index = bindSellers(statement, index + 2);
      }
      var found = new ArrayList<Settlement>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var products = rows.getString("products");
          found.add(
              new Settlement(
                  edge(rows),
                  rows.getInt("period"),
                  rows.getString("product_group"),
                  products == null || products.isEmpty() ? List.of() : List.of(products.split(",")),
                  rows.getLong("amount"),
                  AgentFeeTerms.Reckoned.read(rows, rows.getString("currency"))));
        }
      }
      return found;
    }
  }

  /** The same at a month's end, with what its close charged up to the cut-off. */
  public Map<Sold.Edge, Long> balances(Instant at, Instant cutoff) {
    var balances = balances(at);
    for (var one : settlements(at, cutoff)) {
      if (one.micros() < 0) {
        balances.merge(one.edge(), one.micros(), Long::sum);
      }
    }
    return balances;
  }

  /** What each buyer's wallet held at a moment. */
  public Map<Sold.Edge, Long> balances(Instant at) {
    var balances = new HashMap<Sold.Edge, Long>();
    if (sellers.isEmpty()) {
      return balances;
    }
    return store.inTransaction(
        connection -> {
          try (var statement =
              connection.prepareStatement(
                  "SELECT w.seller_id, w.buyer_id, w.currency, w.balance"
                      + " - COALESCE((SELECT SUM(t.amount) FROM transfer t WHERE"
                      + " t.credit_account = w.id AND t.posted_at >= ?), 0)"
                      + " + COALESCE((SELECT SUM(t.amount) FROM transfer t WHERE"
                      + " t.debit_account = w.id AND t.posted_at >= ?), 0) AS balance"
                      + " FROM wallet w WHERE w.seller_id IN ("
                      + marks()
                      + ")")) {
            statement.setObject(1, Utc.of(at));
            statement.setObject(2, Utc.of(at));
            bindSellers(statement, 3);
            try (var rows = statement.executeQuery()) {
              while (rows.next()) {
                balances.put(edge(rows), rows.getLong("balance"));
              }
            }
          }
          return balances;
        });
  }

  /** What buyers paid in within a span, by edge; below zero where a payment was taken back. */
  public Map<Sold.Edge, List<Payment>> payments(Instant from, Instant to) {
    var payments = new LinkedHashMap<Sold.Edge, List<Payment>>();
    if (sellers.isEmpty()) {
      return payments;
    }
    return store.inTransaction(
        connection -> {
          var paid =
              "SELECT w.seller_id, w.buyer_id, w.currency, t.posted_at, %s AS amount, t.reference,"
                  + " t.id FROM wallet w JOIN transfer t ON t.%s = w.id AND t.posted_at >= ? AND"
                  + " t.posted_at < ? AND t.kind = '%s' WHERE w.seller_id IN ("
                  + marks()
                  + ")";
          try (var statement =
              connection.prepareStatement(
                  paid.formatted("t.amount", "credit_account", "TOP_UP")
                      + " UNION ALL "
                      + paid.formatted("-t.amount", "debit_account", "REVERSAL")
                      + " ORDER BY posted_at, id")) {
            var index = 1;
            for (var side = 0; side < 2; side++) {
              statement.setObject(index, Utc.of(from));
              statement.setObject(index + 1, Utc.of(to));
              index = bindSellers(statement, index + 2);
            }
            try (var rows = statement.executeQuery()) {
              while (rows.next()) {
                payments
                    .computeIfAbsent(edge(rows), key -> new ArrayList<>())
                    .add(
                        new Payment(
                            Utc.read(rows, "posted_at").orElseThrow(),
                            rows.getLong("amount"),
                            rows.getString("reference")));
              }
            }
          }
          return payments;
        });
  }

  /** Money that a buyer paid in, or that was taken back. */
  public record Payment(Instant at, long micros, String reference) {}

  private String marks() {
    return String.join(", ", Collections.nCopies(sellers.size(), "?"));
  }

  private int bindSellers(PreparedStatement statement, int first) throws SQLException {
    var index = first;
    for (var seller : sellers) {
      statement.setLong(index++, seller);
    }
    return index;
  }

  private static Sold.Edge edge(ResultSet row) throws SQLException {
    return new Sold.Edge(
        row.getLong("seller_id"), row.getLong("buyer_id"), row.getString("currency"));
  }
}
