package livery.billing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;

/** A statement read upwards: the oldest line of the period first. */
public final class StatementUp {

  private static final String ONE_SIDE =
      "(SELECT "
          + Statement.COLUMNS
          + " FROM transfer WHERE %s = ? AND amount > 0 AND posted_at >= ? AND posted_at < ?"
          + " AND (posted_at > ? OR id > ?) ORDER BY posted_at, id LIMIT ?)";

  private static final String SINCE =
      "COALESCE((SELECT SUM(amount) FROM transfer WHERE %s = w.id AND posted_at >= ?), 0)";

  private static final String OPENING =
      "(SELECT w.balance - "
          + SINCE.formatted("credit_account")
          + " + "
          + SINCE.formatted("debit_account")
          + " FROM wallet w WHERE w.id = ?)";

  private static final String LINES =
      " AS opening FROM (SELECT 1) one LEFT JOIN ("
          + ONE_SIDE.formatted("debit_account")
          + " UNION ALL "
          + ONE_SIDE.formatted("credit_account")
          + ") t ON TRUE ORDER BY t.posted_at, t.id LIMIT ?";

  /** The balance at the beginning of the period and the lines after, in one consistent read. */
  private static final String FIRST_PAGE = "SELECT t.*, " + OPENING + LINES;

  private static final String NEXT_PAGE = "SELECT t.*, 0" + LINES;

  private StatementUp() {}

  /**
   * Lines of the period.
   *
   * @param walletId of a wallet that the asker may see
   * @param from first moment
   * @param to first moment after
   * @param cursor the {@link Statement#next} of the page before, empty for the oldest lines
   * @param limit 1 to {@value Statement#PAGE_MAX}
   */
  public static Statement of(
      Connection connection,
      long walletId,
      Instant from,
      Instant to,
      Optional<Statement.Cursor> cursor,
      int limit)
      throws SQLException {
    Statement.requireLimit(limit);
    var currency = Statement.currency(connection, walletId);
    var lines = new ArrayList<Statement.Line>();
    var more = false;
    var balance = new Money(cursor.map(Statement.Cursor::balanceMicros).orElse(0L), currency);
    var opening = balance;
    try (var statement = connection.prepareStatement(cursor.isEmpty() ? FIRST_PAGE : NEXT_PAGE)) {
      bind(statement, walletId, from, to, cursor, limit + 1);
      try (var rows = statement.executeQuery()) {
        for (var first = cursor.isEmpty(); rows.next(); first = false) {
          if (first) {
            balance = new Money(rows.getLong("opening"), currency);
            opening = balance;
          }
          if (lines.size() == limit) {
            more = true;
          } else if (rows.getLong("id") != 0) {
            var transfer = Statement.read(rows);
            var change = Statement.change(walletId, transfer);
            balance = balance.plus(change);
            lines.add(new Statement.Line(transfer, change, balance));
          }
        }
      }
    }
    return new Statement(lines, balance, opening, more, true);
  }

  private static void bind(
      PreparedStatement statement,
      long walletId,
      Instant from,
      Instant to,
      Optional<Statement.Cursor> cursor,
      int limit)
      throws SQLException {
    var next = 1;
    if (cursor.isEmpty()) {
      Sql.set(statement, next++, from);
      Sql.set(statement, next++, from);
      statement.setLong(next++, walletId);
    }
    var start = cursor.map(Statement.Cursor::postedAt).orElse(from);
    for (var side = 0; side < 2; side++) {
      statement.setLong(next++, walletId);
      Sql.set(statement, next++, start);
      Sql.set(statement, next++, to);
      Sql.set(statement, next++, start);
      statement.setLong(next++, cursor.map(Statement.Cursor::transferId).orElse(0L));
      statement.setInt(next++, limit);
    }
    statement.setInt(next, limit);
  }
}
