package livery.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

  private void tellsListValues() throws SQLException {
    try (var connection = database.dataSource().getConnection();
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "SELECT GROUP_CONCAT(CONCAT_WS(' ', id, list_amount, own_list_amount,"
                    + " apart_list_amount) ORDER BY id SEPARATOR '; ') FROM transfer")) {
      row.next();
      // 3 × 0.70 + 3 of 4 × 0.70, one was free, + 0.70; 2 × 0.85 × 0.0213333333
      assertThat(row.getString(1)).isEqualTo("901 4900000 2100000 2100000; 902 36267 36267 0; 903");
      assertThatThrownBy(() -> statement.execute("UPDATE transfer SET amount = amount + 1"))
          .hasMessageContaining("append only");
      statement.execute("TRUNCATE TABLE transfer");
      statement.execute("DELETE FROM rated WHERE posting_id = 900");
    }
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
              + " '2026-03-11 12:00:00', 'DELIVERED', NULL, NULL),"
              + "(8, 1, 'HELD', 0, 0, 20, 0, 1, 0, 10, 0.00001, 'EUR', 'MT', '2026-03-11 12:00:00',"
              + " 'DELIVERED', 48.1234, '2026-03-01')");
      // charged at the price of a tier, which the transfer did not say then
      statement.execute(
          "INSERT INTO price (id, seller_id, buyer_id, product, country, network, currency,"
              + " unit_price, valid_from, valid_to) VALUES (5, 20, 30, 'MT', '', '', 'UAH', 0.85,"
              + " '2026-01-01', '9999-12-31 23:59:59.999'), (6, 10, 20, 'MT', '', '', 'UAH', 0.7,"
              + " '2026-01-01', '9999-12-31 23:59:59.999')");
      statement.execute(
          "INSERT INTO rated (event_id, level, state, posting_id, seller_id, buyer_id, price_id,"
              + " quantity, posted, amount, unit_price, currency, product, free, tier, apart, rate)"
              + " VALUES (1, 0, 'POSTED', 900, 10, 20, 6, 3, 3, 1500000, 0.5, 'UAH', 'MT', 0, 2, 0,"
              + " NULL), (2, 1, 'POSTED', 900, 10, 20, 6, 9, 4, 1800000, 0.6, 'UAH', 'MT', 1, 1, 1,"
              + " NULL), (3, 1, 'POSTED', 900, 10, 20, 6, 1, 1, 700000, 0.7, 'UAH', 'MT', 0, 0, 0,"
              + " NULL), (4, 0, 'POSTED', 900, 10, 20, 5, 2, 2, 30000, 0.015, 'EUR', 'MT', 0, 1, 0,"
              + " 0.0213333333)");
      statement.execute(
          "INSERT INTO transfer (id, posting_id, kind, debit_account, credit_account, amount,"
              + " currency, seller_id, buyer_id, product, quantity, reference, posted_at, events,"
              + " own_events, own_quantity, own_amount, apart_events, apart_quantity,"
              + " apart_amount) VALUES"
              + " (901, 900, 'CHARGE', 2, -161, 4000000, 'UAH', 10, 20, 'MT', 8, '', '2026-03-09',"
              + " 3, 1, 3, 1500000, 1, 4, 1800000),"
              + " (902, 900, 'CHARGE', 3, -161, 30000, 'EUR', 10, 20, 'MT', 2, '', '2026-03-09',"
              + " 1, 1, 2, 30000, 0, 0, 0),"
              + " (903, 905, 'CHARGE', 2, -161, 700000, 'UAH', 10, 20, 'MT', 1, '', '2026-03-09',"
              + " 1, 0, 0, 0, 0, 0, 0)");
    }

    migrate("latest");
    tellsListValues();

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
