package livery.testkit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The tables of a migrated database, with their rows and triggers, to be made again elsewhere. */
final class Template {

  private static final String DEFINER = "DEFINER=\\S+ ";

  private final List<String> statements = new ArrayList<>();

  Template(DataSource migrated) {
    try (var connection = migrated.getConnection()) {
      statements.add("SET FOREIGN_KEY_CHECKS = 0");
      for (var table : column(connection, "SHOW FULL TABLES WHERE Table_type = 'BASE TABLE'", 1)) {
        statements.addAll(column(connection, "SHOW CREATE TABLE `" + table + "`", 2));
        if (!column(connection, "SELECT 1 FROM `" + table + "` LIMIT 1", 1).isEmpty()) {
          statements.add(
              "INSERT INTO `%s` SELECT * FROM `%s`.`%1$s`"
                  .formatted(table, connection.getCatalog()));
        }
      }
      for (var trigger : column(connection, "SHOW TRIGGERS", 1)) {
        column(connection, "SHOW CREATE TRIGGER `" + trigger + "`", 3)
            .forEach(sql -> statements.add(sql.replaceFirst(DEFINER, "")));
      }
      statements.add("SET FOREIGN_KEY_CHECKS = 1");
    } catch (SQLException failure) {
      throw new IllegalStateException("The migrated tables could not be read", failure);
    }
  }

  void copyTo(DataSource empty) {
    try (var connection = empty.getConnection();
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException failure) {
      throw new IllegalStateException("The migrated tables could not be copied", failure);
    }
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
