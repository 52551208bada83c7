package livery.voting;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import livery.testkit.TestDatabase;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;

/** What an earlier version of the plugin has counted is there after an upgrade. */
class UpgradeTest {

  private static final long CAMPAIGN = 7;
  private static final Instant TEN = Instant.parse("2026-03-02T10:00:00Z");

  private final TestDatabase database = TestDatabase.create();

  @Test
  void sums_of_version_1_are_taken_over() throws SQLException {
    migrate("1");
    try (var connection = database.dataSource().getConnection()) {
      execute(
          connection, "INSERT INTO voting_tally VALUES (7, 'A', 30), (7, 'B', 12), (8, 'A', 1)");
      execute(
          connection,
          "INSERT INTO voting_hour VALUES (7, '2026-03-02 09:00:00', 'A', 20),"
              + " (7, '2026-03-02 10:00:00', 'A', 10), (7, '2026-03-02 10:00:00', 'B', 12)");
      execute(
          connection,
          "INSERT INTO voting_tick VALUES (7, %1$d, %2$d, 5)"
              .formatted(TEN.getEpochSecond() % 60, TEN.getEpochSecond()));
    }
    migrate("latest");
    try (var connection = database.dataSource().getConnection()) {
      var tally = new Tally(connection, CAMPAIGN);
      assertThat(tally.votes()).isEqualTo(Map.of("A", 30L, "B", 12L));
      assertThat(tally.hours(24))
          .isEqualTo(
              Map.of(TEN.minusSeconds(3_600), Map.of("A", 20L), TEN, Map.of("A", 10L, "B", 12L)));
      assertThat(tally.hours(1)).isEqualTo(Map.of(TEN, Map.of("A", 10L, "B", 12L)));
      var minute = tally.lastMinute(TEN.plusSeconds(1));
      assertThat(minute[minute.length - 1]).isEqualTo(5);
    }
  }

  private void migrate(String version) {
    Flyway.configure()
        .dataSource(database.dataSource())
        .locations("classpath:db/migration")
        .table("flyway_voting")
        .target(MigrationVersion.fromVersion(version))
        .load()
        .migrate();
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
