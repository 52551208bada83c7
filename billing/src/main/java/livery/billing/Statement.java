package livery.billing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A page of what happened to one wallet in a period, newest or oldest first, with the balance after
 * each line. What was sold at a price of 0 changed nothing and has none.
 *
 * @param lines newest first, or oldest first
 * @param closing the balance after the newest line of this page
 * @param opening the balance before the oldest line of this page
 * @param hasMore whether more lines of the period follow in that order
 * @param up whether the lines are oldest first
 */
public record Statement(
    List<Line> lines, Money closing, Money opening, boolean hasMore, boolean up) {

  /** Longest page. */
  public static final int PAGE_MAX = 500;

  /**
   * One transfer as the wallet's owner sees it.
   *
   * @param change below zero for what was paid
   * @param balance after it
   */
  public record Line(Transfer transfer, Money change, Money balance) {}

  /**
   * Where a page ended: its last line, and the balance before it, or after it in a page upwards.
   */
  public record Cursor(Instant postedAt, long transferId, long balanceMicros) {}

  public Statement {
    lines = List.copyOf(lines);
  }

  private static final String COLUMNS =
      "id, posting_id, kind, debit_account, credit_account, amount, currency, seller_id, buyer_id,"
          + " product, quantity, reference, first_event, last_event, posted_at, corrects_period";

  private static final String BEYOND =
      "COALESCE((SELECT SUM(amount) FROM transfer WHERE %s = w.id AND posted_at >= ?), 0)";

  /** What the wallet had at a moment: what it has now without what came since. */
  private static final String BALANCE =
      "(SELECT w.balance - "
          + BEYOND.formatted("credit_account")
          + " + "
          + BEYOND.formatted("debit_account")
          + " FROM wallet w WHERE w.id = ?)";

  /** Which way a period is read. */
  private enum Way {
    DOWN("<", " DESC"),
    UP(">", "");

    /** The balance where the period begins to be read, and its lines, in one consistent read. */
    private final String firstPage;

    /** The lines alone: the cursor brings the balance, so that the others are not summed again. */
    private final String nextPage;

    Way(String further, String order) {
      var sorted = " ORDER BY posted_at" + order + ", id" + order + " LIMIT ?";
      var side =
          "(SELECT "
              + COLUMNS
              + " FROM transfer WHERE %s = ? AND amount > 0 AND posted_at >= ? AND posted_at <= ?"
              + " AND posted_at < ? AND (posted_at "
              + further
              + " ? OR id "
              + further
              + " ?)"
              + sorted
              + ")";
      var lines =
          " AS start FROM (SELECT 1) one LEFT JOIN ("
              + side.formatted("debit_account")
              + " UNION ALL "
              + side.formatted("credit_account")
              + ") t ON TRUE"
              + sorted;
      firstPage = "SELECT t.*, " + BALANCE + lines;
      nextPage = "SELECT t.*, 0" + lines;
    }
  }

  /**
   * The newest lines of the period.
   *
   * @param walletId of a wallet that the asker may see
   * @param from first moment
   * @param to first moment after
   * @param limit 1 to {@value #PAGE_MAX}
   */
  public static Statement of(
      Connection connection, long walletId, Instant from, Instant to, int limit)
      throws SQLException {
    return page(connection, walletId, from, to, Way.DOWN, Optional.empty(), limit);
  }

  /** The lines before those of an earlier page. */
  public static Statement before(
      Connection connection, long walletId, Instant from, Cursor cursor, int limit)
      throws SQLException {
    var to = cursor.postedAt().plusSeconds(1);
    return page(connection, walletId, from, to, Way.DOWN, Optional.of(cursor), limit);
  }

  /**
   * Lines of the period, the oldest first.
   *
   * @param cursor the {@link #next} of the page before, empty for the oldest lines
   */
  public static Statement upwards(
      Connection connection,
      long walletId,
      Instant from,
      Instant to,
      Optional<Cursor> cursor,
      int limit)
      throws SQLException {
    return page(connection, walletId, from, to, Way.UP, cursor, limit);
  }

  /** What to give to {@link #before} or {@link #upwards}; empty on the last page. */
  public Optional<Cursor> next() {
    if (!hasMore) {
      return Optional.empty();
    }
    var last = lines.get(lines.size() - 1).transfer();
    return Optional.of(new Cursor(last.postedAt(), last.id(), (up ? closing : opening).micros()));
  }

  /** One transfer of that wallet, for the drill-down with {@link RatedRows#behind}. */
  public static Optional<Transfer> transfer(Connection connection, long walletId, long transferId)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT "
                + COLUMNS
                + " FROM transfer WHERE id = ? AND ? IN (debit_account, credit_account)")) {
      statement.setLong(1, transferId);
      statement.setLong(2, walletId);
      try (var row = statement.executeQuery()) {
        return row.next() ? Optional.of(read(row)) : Optional.empty();
      }
    }
  }

  private static Statement page(
      Connection connection,
      long walletId,
      Instant from,
      Instant to,
      Way way,
      Optional<Cursor> cursor,
      int limit)
      throws SQLException {
    if (limit < 1 || limit > PAGE_MAX) {
      throw new BillingException.Invalid("A page has 1 to " + PAGE_MAX + " lines, not " + limit);
    }
    var currency = currency(connection, walletId);
    var transfers = new ArrayList<Transfer>();
    var start = 0L;
    try (var statement =
        connection.prepareStatement(cursor.isPresent() ? way.nextPage : way.firstPage)) {
      bind(statement, walletId, from, to, way, cursor, limit + 1);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          start = rows.getLong("start");
          if (rows.getLong("id") != 0) {
            transfers.add(read(rows));
          }
        }
      }
    }
    start = cursor.map(Cursor::balanceMicros).orElse(start);
    return of(walletId, transfers, limit, way == Way.UP, new Money(start, currency));
  }

  private static void bind(
      PreparedStatement statement,
      long walletId,
      Instant from,
      Instant to,
      Way way,
      Optional<Cursor> cursor,
      int limit)
      throws SQLException {
    var next = 1;
    var start = cursor.map(Cursor::postedAt).orElse(way == Way.UP ? from : to);
    if (cursor.isEmpty()) {
      Sql.set(statement, next++, start);
      Sql.set(statement, next++, start);
      statement.setLong(next++, walletId);
    }
    for (var side = 0; side < 2; side++) {
      statement.setLong(next++, walletId);
      Sql.set(statement, next++, way == Way.UP ? start : from);
      Sql.set(statement, next++, way == Way.UP ? to : start);
      Sql.set(statement, next++, to);
      Sql.set(statement, next++, start);
      statement.setLong(next++, cursor.map(Cursor::transferId).orElse(0L));
      statement.setInt(next++, limit);
    }
    statement.setInt(next, limit);
  }

  private static Statement of(
      long walletId, List<Transfer> transfers, int limit, boolean up, Money start) {
    var balance = start;
    var lines = new ArrayList<Line>();
    for (var transfer : transfers.subList(0, Math.min(limit, transfers.size()))) {
      var credit = transfer.creditAccount() == walletId;
      var change = credit ? transfer.amount() : transfer.amount().negated();
      var other = up ? balance.plus(change) : balance.minus(change);
      lines.add(new Line(transfer, change, up ? other : balance));
      balance = other;
    }
    var more = transfers.size() > limit;
    return new Statement(lines, up ? balance : start, up ? start : balance, more, up);
  }

  private static String currency(Connection connection, long walletId) throws SQLException {
    try (var statement = connection.prepareStatement("SELECT currency FROM wallet WHERE id = ?")) {
      statement.setLong(1, walletId);
      try (var row = statement.executeQuery()) {
        if (!row.next()) {
          throw new BillingException.Unknown("There is no wallet " + walletId);
        }
        return row.getString(1);
      }
    }
  }

  private static Transfer read(ResultSet row) throws SQLException {
    return new Transfer(
        row.getLong("id"),
        row.getLong("posting_id"),
        Transfer.Kind.valueOf(row.getString("kind")),
        row.getLong("debit_account"),
        row.getLong("credit_account"),
        new Money(row.getLong("amount"), row.getString("currency")),
        row.getLong("seller_id"),
        row.getLong("buyer_id"),
        row.getString("product"),
        row.getLong("quantity"),
        row.getString("reference"),
        row.getLong("first_event"),
        row.getLong("last_event"),
        Sql.instant(row, "posted_at"),
        row.getInt("corrects_period"));
  }
}
