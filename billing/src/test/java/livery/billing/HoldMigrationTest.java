package livery.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import livery.testkit.TestDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/**
 * What was held as rated rows before {@code V122__hold.sql} is held afterwards, and ends as ever.
 */
class HoldMigrationTest {

  private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
  private static final String ROW =
      "INSERT INTO rated (event_id, level, state, posting_id, seller_id, buyer_id, price_id,"
          + " quantity, posted, amount, unit_price, currency, product, expires_at, bill_on, rate,"
          + " rate_on) VALUES ";

  private final TestDatabase database = TestDatabase.create();
  private final AtomicLong lastId = new AtomicLong(1_000);
  private final Ledger ledger = new Ledger(count -> lastId.getAndAdd(count) + 1);

  private void migrate(String target) {
    Flyway.configure()
        .dataSource(database.dataSource())
        .locations("db/billing")
        .target(target)
        .load()
        .migrate();
  }

  @Test
  void old_holds_are_settled_and_run_out() throws SQLException {
    migrate("116");
    try (var connection = database.dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO wallet (buyer_id, seller_id, currency, id, held, opened_at)"
              + " VALUES (30, 20, 'UAH', 1, 2550000, '2026-03-01')");
      statement.execute(
          ROW
              + "(7, 0, 'HELD', 0, 20, 30, 5, 2, 0, 1700000, 0.85, 'UAH', 'MT',"
              + " '2026-03-11 12:00:00', 'SMSC_ACCEPT', NULL, NULL),"
              + "(7, 1, 'HELD', 0, 0, 20, 0, 2, 0, 20, 0.00001, 'EUR', 'MT', NULL, 'SMSC_ACCEPT',"
              + " 48.1234, '2026-03-01'),"
              + "(8, 0, 'HELD', 0, 20, 30, 5, 1, 0, 850000, 0.85, 'UAH', 'MT',"
              + " '2026-03-11 12:00:00', 'DELIVERED', NULL, NULL)");
    }

    migrate("latest");

    try (var connection = database.dataSource().getConnection()) {
      assertThat(Invariants.check(connection)).isEmpty();
      assertThat(RatedRows.of(connection, 7))
          .extracting(row -> row.state() + " " + row.line().amount() + " " + row.line().rate())
          .containsExactly("HELD 1.7 UAH null", "HELD 0.00002 EUR 48.1234000000");
      assertThat(ledger.settle(connection, List.of(new Settlement(7, 1)), NOW)).isEmpty();
      assertThat(ledger.expire(connection, NOW.plusSeconds(100_000), 10)).containsExactly(8L);
      assertThat(Invariants.check(connection)).isEmpty();
      assertThat(Wallet.ofBuyer(connection, 30))
          .extracting(wallet -> wallet.balance() + " " + wallet.held())
          .containsExactly("-0.85 UAH 0 UAH");
    }
  }
}
