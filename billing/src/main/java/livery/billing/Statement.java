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
 * A page of what happened to one wallet in a period, newest first, or oldest first as {@link
 * StatementUp} reads it, with the balance after each line. What was sold at a price of 0 changed
 * nothing and has none.
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

  static final String COLUMNS =
      "id, posting_id, kind, debit_account, credit_account, amount, currency, seller_id, buyer_id,"
          + " product, quantity, reference, first_event, last_event, posted_at, corrects_period";

  private static final String ONE_SIDE =
      "(SELECT "
          + COLUMNS
          + " FROM transfer WHERE %s = ? AND amount > 0 AND posted_at >= ? AND posted_at <= ?"
          + " AND (posted_at < ? OR id < ?) ORDER BY posted_at DESC, id DESC LIMIT ?)";

  private static final String AFTER_END =
      "COALESCE((SELECT SUM(amount) FROM transfer WHERE %s = w.id AND posted_at >= ?), 0)";

  private static final String CLOSING =
      "(SELECT w.balance - "
          + AFTER_END.formatted("credit_account")
          + " + "
          + AFTER_END.formatted("debit_account")
          + " FROM wallet w WHERE w.id = ?)";

  private static final String LINES =
      " AS closing FROM (SELECT 1) one LEFT JOIN ("
          + ONE_SIDE.formatted("debit_account")
          + " UNION ALL "
          + ONE_SIDE.formatted("credit_account")
          + ") t ON TRUE ORDER BY t.posted_at DESC, t.id DESC LIMIT ?";

  /** The balance at the end of the period and the lines before, in one consistent read. */
  private static final String FIRST_PAGE = "SELECT t.*, " + CLOSING + LINES;

  /**
   * The lines alone: the cursor brings the balance, so that the newer ones are not summed again.
   */
  private static final String NEXT_PAGE = "SELECT t.*, 0" + LINES;

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
    return page(connection, walletId, from, to, Optional.empty(), limit);
  }

  /** The lines before those of an earlier page. */
  public static Statement before(
      Connection connection, long walletId, Instant from, Cursor cursor, int limit)
      throws SQLException {
    return page(connection, walletId, from, cursor.postedAt(), Optional.of(cursor), limit);
  }

  /** What to give to {@link #before} or {@link StatementUp#of}; empty on the last page. */
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
      Optional<Cursor> cursor,
      int limit)
      throws SQLException {
    requireLimit(limit);
    var currency = currency(connection, walletId);
    var transfers = new ArrayList<Transfer>();
    var closing = 0L;
    try (var statement = connection.prepareStatement(cursor.isPresent() ? NEXT_PAGE : FIRST_PAGE)) {
      var next = 1;
      if (cursor.isEmpty()) {
        Sql.set(statement, next++, to);
        Sql.set(statement, next++, to);
        statement.setLong(next++, walletId);
      }
      var transferId = cursor.map(Cursor::transferId).orElse(0L);
      next = bindSide(statement, next, walletId, from, to, transferId, limit + 1);
      next = bindSide(statement, next, walletId, from, to, transferId, limit + 1);
      statement.setInt(next, limit + 1);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          closing = rows.getLong("closing");
          if (rows.getLong("id") != 0) {
            transfers.add(read(rows));
          }
        }
      }
    }
    return of(
        walletId, transfers, limit, cursor.map(Cursor::balanceMicros).orElse(closing), currency);
  }

  private static Statement of(
      long walletId, List<Transfer> transfers, int limit, long closing, String currency) {
    var balance = new Money(closing, currency);
    var lines = new ArrayList<Line>();
    for (var transfer : transfers.subList(0, Math.min(limit, transfers.size()))) {
      var change = change(walletId, transfer);
      lines.add(new Line(transfer, change, balance));
      balance = balance.minus(change);
    }
    var more = transfers.size() > limit;
    return new Statement(lines, new Money(closing, currency), balance, more, false);
  }

  static Money change(long walletId, Transfer transfer) {
    return transfer.creditAccount() == walletId ? transfer.amount() : transfer.amount().negated();
  }

  static void requireLimit(int limit) {
    if (limit < 1 || limit > PAGE_MAX) {
      throw new BillingException.Invalid("A page has 1 to " + PAGE_MAX + " lines, not " + limit);
    }
  }

  private static int bindSide(
      PreparedStatement statement,
      int first,
      long walletId,
      Instant from,
      Instant to,
      long transferId,
      int limit)
      throws SQLException {
    statement.setLong(first, walletId);
    Sql.set(statement, first + 1, from);
    Sql.set(statement, first + 2, to);
    Sql.set(statement, first + 3, to);
    statement.setLong(first + 4, transferId);
    statement.setInt(first + 5, limit);
    return first + 6;
  }

  static String currency(Connection connection, long walletId) throws SQLException {
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

  static Transfer read(ResultSet row) throws SQLException {
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
