package livery.testkit;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tables of a migrated database, with their rows and triggers, to be made again elsewhere; and
 * the databases that were made so and are no longer used. Thread-safe.
 */
final class Template {

  private static final String DEFINER = "DEFINER=\\S+ ";
  private static final String TABLES = "SHOW FULL TABLES WHERE Table_type = 'BASE TABLE'";

  private final List<String> tables;
  private final Set<String> triggers;
  private final Set<String> guarded = new HashSet<>();
  private final List<String> making = new ArrayList<>();
  private final List<String> filling = new ArrayList<>();
  private final Deque<TestDatabase> unused = new ArrayDeque<>();

  Template(TestDatabase migrated) {
    try (var connection = migrated.dataSource().getConnection()) {
      tables = column(connection, TABLES, 1);
      for (var table : tables) {
        making.addAll(column(connection, "SHOW CREATE TABLE `" + table + "`", 2));
        if (!column(connection, "SELECT 1 FROM `" + table + "` LIMIT 1", 1).isEmpty()) {
          filling.add(
              "INSERT INTO `%s` SELECT * FROM `%s`.`%1$s`"
                  .formatted(table, connection.getCatalog()));
        }
      }
      triggers = Set.copyOf(column(connection, "SHOW TRIGGERS", 1));
      guarded.addAll(column(connection, "SHOW TRIGGERS", 3));
      for (var trigger : triggers) {
        column(connection, "SHOW CREATE TRIGGER `" + trigger + "`", 3)
            .forEach(sql -> filling.add(sql.replaceFirst(DEFINER, "")));
      }
    } catch (SQLException failure) {
      throw new IllegalStateException("The migrated tables could not be read", failure);
    }
  }

  /** Makes the tables in an empty database. */
  void copyTo(TestDatabase empty) {
    try (var connection = empty.dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("SET FOREIGN_KEY_CHECKS = 0");
      for (var sql : making) {
        statement.execute(sql);
      }
      for (var sql : filling) {
        statement.execute(sql);
      }
    } catch (SQLException failure) {
      throw new IllegalStateException("The migrated tables could not be copied", failure);
    }
  }

  /** Takes a copy back that nobody uses any more. */
  synchronized void takeBack(TestDatabase copy) {
    unused.add(copy);
  }

  /** A copy that was taken back, as if it were new. */
  Optional<TestDatabase> renewed() {
    for (var copy = next(); copy != null; copy = next()) {
      if (isRenewed(copy)) {
        return Optional.of(copy);
      }
    }
    return Optional.empty();
  }

  private synchronized TestDatabase next() {
    return unused.poll();
  }

  /** Whether a used copy could be made like new: not where tables or triggers are others now. */
  private boolean isRenewed(TestDatabase copy) {
    try (var connection = copy.dataSource().getConnection();
        var statement = connection.createStatement()) {
      if (!tables.equals(column(connection, TABLES, 1))
          || !triggers.equals(Set.copyOf(column(connection, "SHOW TRIGGERS", 1)))) {
        return false;
      }
      statement.execute(
          "SET FOREIGN_KEY_CHECKS = 0, lock_wait_timeout = 1, innodb_lock_wait_timeout = 1");
      for (var table : column(connection, withRows(), 1)) {
        statement.execute(
            (guarded.contains(table) ? "TRUNCATE " : "DELETE FROM ") + "`" + table + "`");
      }
      fillAgain(statement);
      return true;
    } catch (SQLException inUse) {
      return false;
    }
  }

  private void fillAgain(Statement statement) throws SQLException {
    for (var sql : filling) {
      if (sql.startsWith("INSERT")) {
        statement.execute(sql);
      }
    }
  }

  private String withRows() {
    return tables.stream()
        .map(
            table ->
                "SELECT '" + table + "' FROM DUAL WHERE EXISTS (SELECT 1 FROM `" + table + "`)")
        .collect(Collectors.joining(" UNION ALL "));
  }

  private static List<String> column(Connection connection, String sql, int column)
      throws SQLException {
    var found = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(rows.getString(column));
      }
    }
    return found;
  }
}
