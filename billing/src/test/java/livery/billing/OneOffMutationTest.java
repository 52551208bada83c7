package livery.billing;

import static livery.billing.Town.CLIENT;
import static livery.billing.Town.NOW;
import static livery.billing.Town.RESELLER;
import static livery.billing.Town.UAH;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link MutationTest} for work that is charged once and taken back: what months let in, too. */
class OneOffMutationTest {

  private static List<String> right = List.of();

  private final Town town = new Town();
  private final Map<String, Long> postings = new HashMap<>();

  /** Months of the seller: closed, being closed, open; and that of another, which is closed. */
  @BeforeEach
  void months() throws SQLException {
    execute(
        "INSERT INTO billing_period (seller_id, period, from_at, to_at, state, cutoff_at,"
            + " closed_at, hash) VALUES"
            + " (20, 202601, '2026-01-01', '2026-02-01', 'CLOSED', '2026-02-01', '2026-02-02',"
            + " REPEAT('h', 32)),"
            + " (20, 202602, '2026-02-01', '2026-03-01', 'CLOSING', '2026-03-01', NULL, NULL),"
            + " (20, 202603, '2026-03-01', '2026-04-01', 'OPEN', NULL, NULL, NULL),"
            + " (21, 202603, '2026-03-01', '2026-04-01', 'CLOSED', '2026-04-01', '2026-04-02',"
            + " REPEAT('h', 32))");
  }

  private void execute(String sql) throws SQLException {
    try (var connection = town.connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<String> story(Mutant mutant) {
    var told = new ArrayList<String>();
    try (var plain = town.connect()) {
      var connection = mutant.over(plain);
      town.topUp(connection, CLIENT, RESELLER, "100");
      for (var moment :
          List.of(
              "2026-01-01T00:00:00Z",
              "2026-01-31T23:59:59.999Z",
              "2026-02-01T00:00:00Z",
              "2026-02-28T23:59:59.999Z",
              "2026-03-01T00:00:00Z",
              "2026-03-31T23:59:59.999Z")) {
        told.add(moment + charge(connection, "10.5", moment, Instant.parse(moment)));
      }
      told.add("once more" + charge(connection, "10.5", "2026-03-01T00:00:00Z", NOW));
      told.add("other" + charge(connection, "5", "2026-03-01T00:00:00Z", NOW));
      told.add("too dear" + charge(connection, "40", "dear", NOW));
      var event = number(plain, "SELECT MIN(event_id) FROM rated");
      for (var again = 0; again < 2; again++) {
        told.add(
            "not taken back " + town.ledger.refund(connection, List.of(event), "why", NOW).size());
      }
      MutationTest.facts(plain, told);
      told.add("text " + number(plain, "SELECT COUNT(*) FROM transfer WHERE reference = 'Set-up'"));
    } catch (SQLException | RuntimeException failure) {
      told.add(failure.getClass().getSimpleName());
    }
    return told;
  }

  /** In a transaction of its own, as callers do it. */
  private String charge(Connection connection, String price, String key, Instant at)
      throws SQLException {
    var sale = new OneOff.Sale(CLIENT, RESELLER, 2, new BigDecimal(price), UAH, "Set-up", key);
    connection.setAutoCommit(false);
    try {
      var posting = new OneOff(town.ids).charge(connection, sale, at);
      connection.commit();
      var before = postings.putIfAbsent(key, posting);
      return before == null ? " done" : before == posting ? " was done" : " done again";
    } catch (BillingException refused) {
      connection.rollback();
      return " " + refused.getClass().getSimpleName();
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** What the others are told from: read once. */
  private static List<String> right() throws SQLException {
    if (right.isEmpty()) {
      var other = new OneOffMutationTest();
      other.months();
      right = other.story(Mutant.none());
    }
    return right;
  }

  @Test
  void the_story_without_a_mistake_adds_up() {
    assertThat(story(Mutant.none()))
        .startsWith(
            "2026-01-01T00:00:00Z Closed",
            "2026-01-31T23:59:59.999Z Closed",
            "2026-02-01T00:00:00Z Closed",
            "2026-02-28T23:59:59.999Z Closed",
            "2026-03-01T00:00:00Z done",
            "2026-03-31T23:59:59.999Z done",
            "once more was done",
            "other Conflict",
            "too dear Refused",
            "not taken back 0",
            "not taken back 1",
            "20: 0 0 0",
            "30: 79000000 0 0")
        .contains("CHARGE: 42000000 4", "REFUND: 21000000 2", "text 2")
        .noneMatch(line -> line.matches("I\\d.*|.*Exception"));
  }

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      quoteCharacter = '"',
      value = {
        // months: whose, from and to which moment, and how they stand
        "WHERE seller_id = ? AND from_at, WHERE seller_id >= ? AND from_at",
        "WHERE seller_id = ? AND from_at, WHERE seller_id < ? AND from_at",
        "from_at <= ?, from_at < ?",
        "from_at <= ?, from_at <> ?",
        "to_at > ?, to_at >= ?",
        "to_at > ?, to_at < ?",
        "state <> 'OPEN', state = 'CLOSED'",
        "state <> 'OPEN', state = 'CLOSING'",
        "state <> 'OPEN', state <> 'NONE'",
        // the key
        "INSERT IGNORE INTO posting_key, REPLACE INTO posting_key",
        "tenant_id = ? AND idem_key = ?, tenant_id = ? AND idem_key <> ?",
        // money, units, text
        "balance = balance + ?, balance = balance - ?",
        "\"debit_account, credit_account\", \"credit_account, debit_account\"",
        "\"amount, unit_price\", \"unit_price, amount\"",
        "INSERT INTO transfer, INSERT INTO transfer_nowhere",
        // taken back twice
        "SELECT event_id FROM refund WHERE, SELECT event_id FROM refund WHERE 1 = 0 AND",
      })
  void a_broken_statement_is_noticed(String part, String instead) throws SQLException {
    var mutant = new Mutant(part, instead);

    var told = story(mutant);

    assertThat(mutant.changed()).as("statements changed").isPositive();
    assertThat(told).isNotEqualTo(right());
  }
}
