package livery.issue;

import java.sql.SQLException;
import java.util.List;
import livery.billing.Invariants.Violation;
import livery.billing.period.BooksCheck;
import livery.money.HandCharged;
import livery.store.Store;

/**
 * What the check of the books says when rows were changed by hand, past what keeps them as they
 * are.
 */
final class Spoilt {

  private static final List<String> TRIGGERS =
      List.of(
          "document_no_update",
          "document_line_no_update",
          "document_line_no_insert",
          "transfer_no_update");

  private Spoilt() {}

  /** "I7 month 202603 of seller 10" for each thing that is found; afterwards all is as it was. */
  static List<String> by(Store store, String... statements) throws SQLException {
    try (var connection = store.dataSource().getConnection();
        var statement = connection.createStatement()) {
      for (var trigger : TRIGGERS) {
        statement.execute("DROP TRIGGER IF EXISTS " + trigger);
      }
      connection.setAutoCommit(false);
      try {
        HandCharged.complete(connection);
        for (var sql : statements) {
          if (statement.executeUpdate(sql) == 0) {
            throw new IllegalStateException("Changes nothing: " + sql);
          }
        }
        return BooksCheck.check(connection).stream().map(Spoilt::name).distinct().toList();
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
  }

  private static String name(Violation one) {
    return one.invariant() + " " + one.subject();
  }
}
