package livery.billing.month;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import livery.billing.Account;
import livery.billing.HeldLines;
import livery.billing.Sql;
import livery.billing.month.ReferenceModel.Move;

/**
 * The model beside the tables, to the micro-unit: all wallets, and what has changed in the rest.
 */
final class Comparison {

  private static final int ACCOUNT_KINDS = 16;
  private static final String LINE =
      "SELECT event_id, level, %s AS state, quantity, %s AS posted, amount, %s AS posting_id,"
          + " CONCAT(seller_id, '>', buyer_id, ' ', currency, ' ', product) AS edge FROM ";
  private static final String RATED =
      LINE.formatted("state", "posted", "posting_id") + "rated WHERE event_id IN ";
  private static final String HELD =
      LINE.formatted("'HELD'", "0", "0") + HeldLines.SQL + " h WHERE (%s) AND event_id IN ";

  /** A slip's events are no further apart, as decision 20 has it. */
  private static final long SLIP = 1_000;

  private final ReferenceModel model;
  private final Map<Long, String> accounts = new HashMap<>();
  private final Map<String, BigDecimal> balances = new TreeMap<>();
  private long lastTransfer;

  Comparison(ReferenceModel model) {
    this.model = model;
    for (var tenant : new long[] {0, 10, 20, 21, 22}) {
      accounts.put(Account.INCOME.of(tenant), "INCOME " + tenant);
      accounts.put(Account.CASH.of(tenant), "CASH " + tenant);
      accounts.put(Account.COST.of(tenant), "COST " + tenant);
      accounts.put(Account.PAYABLE.of(tenant), "PAYABLE " + tenant);
    }
  }

  /** What was posted since the last time was posted at this moment. */
  void afterBatch(Connection connection, Collection<Long> events, Instant now) throws SQLException {
    var postings = new TreeMap<String, BigDecimal>();
    var since = lastTransfer;
    transfers(connection, postings, now);
    wallets(connection);
    rated(connection, events, since, postings);
    assertThat(postings).as("I6: transfers minus rated rows of each posting").isEmpty();
  }

  private static BigDecimal money(ResultSet row, String column) throws SQLException {
    return BigDecimal.valueOf(row.getLong(column), 6);
  }

  private static void add(Map<String, BigDecimal> sums, String key, BigDecimal amount) {
    sums.merge(key, amount, BigDecimal::add);
    sums.values().removeIf(sum -> sum.signum() == 0);
  }

  /** Double entry: what was moved between which accounts since the last time, and balances. */
  private void transfers(Connection connection, Map<String, BigDecimal> postings, Instant now)
      throws SQLException {
    var moved = new TreeMap<String, Move>();
    try (var statement =
        connection.prepareStatement(
            "SELECT *, CONCAT(seller_id, '>', buyer_id, ' ', currency, ' ', product) AS edge FROM"
                + " transfer WHERE id > ? ORDER BY id")) {
      statement.setLong(1, lastTransfer);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var kind = rows.getString("kind");
          var from = account(connection, rows.getLong("debit_account"));
          var to = account(connection, rows.getLong("credit_account"));
          var month = rows.getInt("corrects_period");
          var amount = money(rows, "amount");
          assertThat(Sql.instant(rows, "posted_at")).as("I7: nothing for the past").isEqualTo(now);
          moved.merge(
              ReferenceModel.move(kind, from, to, rows.getString("product"), month),
              new Move(amount, rows.getLong("quantity")),
              Move::plus);
          balances.computeIfPresent(from, (name, balance) -> balance.subtract(amount));
          balances.computeIfPresent(to, (name, balance) -> balance.add(amount));
          if (kind.equals("CHARGE")) {
            add(postings, rows.getLong("posting_id") + " " + rows.getString("edge"), amount);
          }
          lastTransfer = rows.getLong("id");
        }
      }
    }
    assertThat(moved).as("what has moved").isEqualTo(model.moves);
    model.moves.clear();
  }

  private String account(Connection connection, long number) throws SQLException {
    if (!accounts.containsKey(number) && number > 0) {
      try (var statement = connection.createStatement();
          var rows =
              statement.executeQuery(
                  "SELECT id, CONCAT(seller_id, '>', buyer_id, ' ', currency) FROM wallet")) {
        while (rows.next()) {
          accounts.put(rows.getLong(1), rows.getString(2));
          balances.putIfAbsent(rows.getString(2), BigDecimal.ZERO);
        }
      }
    }
    return accounts.getOrDefault(number, "account " + -number % ACCOUNT_KINDS + " of " + number);
  }

  private void wallets(Connection connection) throws SQLException {
    var found = 0;
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT *, CONCAT(seller_id, '>', buyer_id, ' ', currency) AS edge FROM wallet")) {
      while (rows.next()) {
        var edge = rows.getString("edge");
        var purse = model.purses.get(edge);
        var balance = money(rows, "balance");
        assertThat(balance).as("balance of " + edge).isEqualByComparingTo(purse.balance);
        assertThat(balance)
            .as("I1: balance of %s by its transfers", edge)
            .isEqualByComparingTo(balances.getOrDefault(edge, BigDecimal.ZERO));
        assertThat(money(rows, "held")).as("held of " + edge).isEqualByComparingTo(purse.held);
        assertThat(money(rows, "credit_limit"))
            .as("credit limit of " + edge)
            .isEqualByComparingTo(purse.limit);
        found++;
      }
    }
    assertThat(found).isEqualTo(model.purses.size());
  }

  /** The events of a batch: each line as in the model, and the money of new postings. */
  private void rated(
      Connection connection, Collection<Long> events, long since, Map<String, BigDecimal> postings)
      throws SQLException {
    var found = 0;
    var expected = 0;
    for (var chunk : Sql.chunks(events)) {
      for (var id : chunk) {
        expected += model.events.containsKey(id) ? model.events.get(id).levels.size() : 0;
      }
      for (var lines : new String[] {RATED, HELD.formatted(slips(chunk))}) {
        try (var statement = connection.prepareStatement(lines + Sql.in(chunk.size()))) {
          Sql.bind(statement, 1, chunk);
          try (var rows = statement.executeQuery()) {
            while (rows.next()) {
              compare(rows);
              found++;
              if (rows.getString("state").equals("POSTED") && rows.getLong("posting_id") > since) {
                var posting = rows.getLong("posting_id") + " " + rows.getString("edge");
                add(postings, posting, money(rows, "amount").negate());
              }
            }
          }
        }
      }
    }
    assertThat(found).as("I5: rated rows of the batch").isEqualTo(expected);
  }

  /** Where slips of these events can be: one that is opened for nothing takes its time. */
  private static String slips(List<Long> events) {
    var spans = new ArrayList<String>();
    var sorted = events.stream().sorted().toList();
    var from = sorted.get(0);
    for (var i = 1; i <= sorted.size(); i++) {
      if (i == sorted.size() || sorted.get(i) - sorted.get(i - 1) > SLIP) {
        spans.add("hold_id BETWEEN %d AND %d".formatted(from - SLIP, sorted.get(i - 1)));
        from = i == sorted.size() ? 0L : sorted.get(i);
      }
    }
    return String.join(" OR ", spans);
  }

  private void compare(ResultSet row) throws SQLException {
    var name = "event " + row.getLong("event_id") + ", level " + row.getInt("level");
    var event = model.events.get(row.getLong("event_id"));
    assertThat(event).as(name).isNotNull();
    var level = event.levels.get(row.getInt("level"));
    var units =
        switch (level.state) {
          case "HELD" -> event.quantity;
          case "POSTED" -> level.posted;
          default -> 0;
        };
    assertThat(row.getString("state")).as(name).isEqualTo(level.state);
    assertThat(row.getInt("quantity")).as(name).isEqualTo(event.quantity);
    assertThat(row.getInt("posted")).as(name).isEqualTo(level.posted);
    assertThat(money(row, "amount"))
        .as(name)
        .isEqualByComparingTo(ReferenceModel.cost(level.line, units));
    assertThat(row.getString("edge"))
        .as(name)
        .isEqualTo(level.line.edge() + " " + level.line.product());
  }

  /** Every rated row. */
  void everything(Connection connection, Instant now) throws SQLException {
    afterBatch(connection, model.events.keySet(), now);
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "SELECT (SELECT COUNT(*) FROM rated) + (SELECT COUNT(*) FROM "
                    + HeldLines.SQL
                    + " h)")) {
      row.next();
      var lines = model.events.values().stream().mapToInt(event -> event.levels.size()).sum();
      assertThat(row.getInt(1)).as("rated rows and held lines").isEqualTo(lines);
    }
  }
}
