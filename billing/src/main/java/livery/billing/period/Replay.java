package livery.billing.period;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import livery.billing.Invariants.Violation;
import livery.billing.Sql;
import livery.billing.Statement;

/**
 * I14: all transfers replayed from the first give the same statements, byte for byte, as the portal
 * shows. The replay goes forwards and knows nothing but the transfers; statements go backwards from
 * the balance in the wallet's row. Memory grows with wallets, not with transfers.
 */
final class Replay {

  private static final int FOUND_MAX = 20;
  private static final int FETCH_ROWS = 1_000;
  private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

  private static final String LOG =
      "SELECT id, kind, debit_account, credit_account, amount, currency, product, quantity,"
          + " reference, posted_at FROM transfer WHERE amount > 0 ORDER BY posted_at, id";

  /** A statement's lines as one number: the order is in the balances. */
  private static final class Print {
    private long balance;
    private long lines;
    private long sum;

    void add(MessageDigest digest, long balanceAfter, String line) {
      balance = balanceAfter;
      lines++;
      var text = line + '|' + balanceAfter;
      sum += ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8))).getLong();
    }
  }

  private final Connection connection;
  private final MessageDigest digest;

  private Replay(Connection connection) {
    this.connection = connection;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256", impossible);
    }
  }

  static List<Violation> check(Connection connection) throws SQLException {
    return new Replay(connection).compare();
  }

  private List<Violation> compare() throws SQLException {
    var replayed = replay();
    var violations = new ArrayList<Violation>();
    for (var wallet : wallets().entrySet()) {
      var print = replayed.getOrDefault(wallet.getKey(), new Print());
      if (print.balance != wallet.getValue()) {
        continue; // a balance that is not the sum of its transfers is I1's to tell
      }
      var shown = statement(wallet.getKey());
      if (shown.lines != print.lines || shown.sum != print.sum) {
        violations.add(
            new Violation(
                "I14",
                "wallet " + wallet.getKey(),
                "%d lines in the replay, %d in the statement, or others"
                    .formatted(print.lines, shown.lines)));
        if (violations.size() == FOUND_MAX) {
          break;
        }
      }
    }
    return violations;
  }

  /** Balances by wallet. */
  private Map<Long, Long> wallets() throws SQLException {
    var balances = new TreeMap<Long, Long>();
    try (var statement = connection.prepareStatement("SELECT id, balance FROM wallet");
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        balances.put(rows.getLong(1), rows.getLong(2));
      }
    }
    return balances;
  }

  private Map<Long, Print> replay() throws SQLException {
    var prints = new TreeMap<Long, Print>();
    try (var statement = connection.prepareStatement(LOG)) {
      statement.setFetchSize(FETCH_ROWS);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          play(prints, rows, rows.getLong("debit_account"), -1);
          play(prints, rows, rows.getLong("credit_account"), 1);
        }
      }
    }
    return prints;
  }

  private void play(Map<Long, Print> prints, ResultSet row, long account, int sign)
      throws SQLException {
    if (account <= 0) {
      return;
    }
    var print = prints.computeIfAbsent(account, none -> new Print());
    var change = sign * row.getLong("amount");
    print.add(
        digest,
        Math.addExact(print.balance, change),
        line(
            row.getLong("id"),
            row.getString("kind"),
            change,
            row.getString("currency"),
            row.getString("product"),
            row.getLong("quantity"),
            row.getString("reference"),
            Sql.instant(row, "posted_at")));
  }

  private static String line(
      long id,
      String kind,
      long change,
      String currency,
      String product,
      long quantity,
      String reference,
      Instant at) {
    return id + "|" + kind + "|" + change + "|" + currency + "|" + product + "|" + quantity + "|"
        + reference + "|" + at;
  }

  private Print statement(long wallet) throws SQLException {
    var print = new Print();
    var page = Statement.of(connection, wallet, Instant.EPOCH, END, Statement.PAGE_MAX);
    add(print, page);
    for (var next = page.next(); next.isPresent(); next = page.next()) {
      page = Statement.before(connection, wallet, Instant.EPOCH, next.get(), Statement.PAGE_MAX);
      add(print, page);
    }
    return print;
  }

  private void add(Print print, Statement page) {
    for (var line : page.lines()) {
      var transfer = line.transfer();
      print.add(
          digest,
          line.balance().micros(),
          line(
              transfer.id(),
              transfer.kind().name(),
              line.change().micros(),
              transfer.amount().currency(),
              transfer.product(),
              transfer.quantity(),
              transfer.reference(),
              transfer.postedAt()));
    }
  }
}
