package livery.billing.period;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import livery.billing.Invariants;
import livery.billing.Invariants.Violation;

/**
 * All invariants of the books, I1 to I14 (reference billing.md §3.4), I15, that lots add up, and
 * I16, that premium income does, over the whole database, for the night and for {@code ./livery
 * check}. Run it in one REPEATABLE READ transaction, as {@link #snapshot} does, or while nothing
 * moves.
 */
public final class BooksCheck {

  /** The names, in their order. */
  public static final List<String> NAMES =
      List.of(
          "I1",
          "I2",
          "I3",
          "I4",
          "I5",
          "I6",
          "I7",
          "I8",
          "I9",
          "I10",
          "I11",
          "I12",
          "I13",
          "I14",
          "I15",
          PremiumInvariants.NAME);

  /** Parts of a check, of different length. */
  public static final int STEPS = 6;

  /**
   * Rated rows, the newest, that one check looks at one by one, with their messages: a night with
   * ten million of them stays cheap. What is a sum is summed up over all rows, however old.
   */
  public static final int NEWEST_ROWS_MAX = 500_000;

  private BooksCheck() {}

  /** What does not add up, by the order of the names; empty when all is right. */
  public static List<Violation> check(Connection connection) throws SQLException {
    return check(connection, step -> {});
  }

  private static List<Violation> check(Connection connection, IntConsumer step)
      throws SQLException {
    var violations = new ArrayList<>(Invariants.check(connection));
    step.accept(1);
    violations.addAll(PeriodInvariants.check(connection));
    step.accept(2);
    if (has(connection, PaperInvariants.TABLE)) {
      violations.addAll(Invariants.checkBy(connection, PaperInvariants.RULES));
    }
    step.accept(3);
    if (has(connection, PremiumInvariants.TABLE)) {
      violations.addAll(Invariants.checkBy(connection, PremiumInvariants.RULES));
    }
    step.accept(4);
    violations.addAll(Replay.check(connection));
    step.accept(5);
    violations.addAll(newest(connection));
    step.accept(STEPS);
    violations.sort(java.util.Comparator.comparingInt(one -> NAMES.indexOf(one.invariant())));
    return violations;
  }

  /** What is looked at row by row: the newest rows, and what is held. */
  private static List<Violation> newest(Connection connection) throws SQLException {
    var since = Rerating.since(connection, NEWEST_ROWS_MAX);
    var hasMessages = has(connection, MessageInvariants.TABLE);
    var prices = hasMessages ? MessageInvariants.prices(since) : List.<String>of();
    var rules = new ArrayList<>(List.of(PeriodInvariants.parts(since)));
    rules.addAll(hasMessages ? MessageInvariants.rules(since) : List.of());
    var violations = Rerating.check(connection, since, prices);
    violations.addAll(Invariants.checkBy(connection, rules));
    return violations;
  }

  /**
   * The same in a transaction of its own that sees one moment. "SET TRANSACTION" holds for the next
   * transaction only, so the connection stays as it came.
   */
  public static List<Violation> snapshot(Connection connection) throws SQLException {
    return snapshot(connection, step -> {});
  }

  /**
   * The same, seen while it goes on.
   *
   * @param step is told how many of the {@value #STEPS} parts are done
   */
  public static List<Violation> snapshot(Connection connection, IntConsumer step)
      throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      statement.execute("START TRANSACTION READ ONLY");
      try {
        return check(connection, step);
      } finally {
        statement.execute("ROLLBACK");
      }
    }
  }

  private static boolean has(Connection connection, String table) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE()"
                + " AND table_name = ?")) {
      statement.setString(1, table);
      try (var rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }
}
