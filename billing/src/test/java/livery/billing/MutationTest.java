package livery.billing;

import static livery.billing.Town.CLIENT;
import static livery.billing.Town.LATER;
import static livery.billing.Town.NOW;
import static livery.billing.Town.PLATFORM;
import static livery.billing.Town.RESELLER;
import static livery.billing.Town.UAH;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Breaks the ledger's own statements while it runs, one at a time, and shows that something
 * notices: the database's constraints, the invariants, or what a wallet and an event come to.
 */
class MutationTest {

  /** All that a mistake in a statement could change, in words. */
  private List<String> story(Mutant mutant) {
    var town = new Town();
    var told = new ArrayList<String>();
    try (var plain = town.connect()) {
      var connection = mutant.over(plain);
      money(town, connection, told);
      var held = List.of(town.event(1, 2), town.event(2, 3), town.event(3, 1), town.event(4, 1));
      told.add("refused " + town.ledger.hold(connection, held, NOW, LATER).size());
      town.ledger.hold(connection, List.of(town.event(5, 1)), NOW, NOW.plusSeconds(1));
      for (var again = 0; again < 2; again++) {
        told.add("left " + settle(town, connection));
      }
      told.add("expired " + town.ledger.expire(connection, NOW.plusSeconds(2), 10));
      for (var again = 0; again < 2; again++) {
        told.add("not given back " + town.ledger.refund(connection, List.of(1L, 3L), "", NOW));
      }
      told.add("too dear " + town.ledger.charge(connection, List.of(town.event(6, 99)), NOW));
      facts(plain, told);
    } catch (SQLException | RuntimeException failure) {
      told.add(failure.getClass().getSimpleName());
    }
    return told;
  }

  private static void money(Town town, Connection connection, List<String> told)
      throws SQLException {
    for (var again = 0; again < 2; again++) {
      town.ledger.topUp(connection, RESELLER, PLATFORM, Money.of("50", UAH), "one", "", NOW);
      town.ledger.topUp(connection, CLIENT, RESELLER, Money.of("20", UAH), "one", "", NOW);
      town.ledger.allocate(
          connection, CLIENT, RESELLER, PLATFORM, Money.of("5", UAH), "two", "", NOW);
      town.ledger.setCreditLimit(connection, CLIENT, RESELLER, Money.of("3", UAH), "three", NOW);
    }
    told.add("funded");
  }

  private static int settle(Town town, Connection connection) throws SQLException {
    return town.ledger
        .settle(
            connection,
            List.of(new Settlement(1, 2), new Settlement(2, 1), new Settlement(3, 0)),
            NOW)
        .size();
  }

  static void facts(Connection connection, List<String> told) throws SQLException {
    Invariants.check(connection).forEach(one -> told.add(one.invariant() + " " + one.subject()));
    for (var sql :
        List.of(
            "SELECT CONCAT(buyer_id, ': ', balance, ' ', held, ' ', credit_limit) FROM wallet"
                + " ORDER BY buyer_id",
            "SELECT CONCAT(event_id, '/', level, ': ', state, ' ', posted, ' ', amount) FROM rated"
                + " ORDER BY event_id, level",
            "SELECT CONCAT(event_id, '/', level, ': HELD 0 ', amount) FROM "
                + HeldLines.SQL
                + " h ORDER BY event_id, level",
            "SELECT CONCAT(kind, ': ', SUM(amount), ' ', SUM(quantity)) FROM transfer GROUP BY kind"
                + " ORDER BY kind")) {
      try (var statement = connection.createStatement();
          var rows = statement.executeQuery(sql)) {
        while (rows.next()) {
          told.add(rows.getString(1));
        }
      }
    }
  }

  @Test
  void the_story_without_a_mistake_adds_up() {
    var told = story(Mutant.none());

    assertThat(told)
        .startsWith("funded", "refused 0", "left 0", "left 3", "expired [5]")
        .contains("1/0: POSTED 2 1700000", "2/0: POSTED 1 850000", "3/0: RELEASED 0 0")
        .contains("4/0: HELD 0 850000", "5/0: EXPIRED 0 0")
        .contains("30: 24150000 850000 3000000")
        .noneMatch(line -> line.matches("I\\d.*|.*Exception"));
  }

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      quoteCharacter = '"',
      value = {
        // slips: what has ended stays on one, is put on another, or is looked for elsewhere
        "DELETE FROM hold WHERE, DELETE FROM hold WHERE 1 = 0 AND",
        "\"SET chains = ?, events = ? WHERE id = ?\", \"SET chains = ?, events = ? WHERE id = -?\"",
        "\"INSERT INTO hold (id, last_event\", \"INSERT INTO hold (last_event, id\"",
        "last_event >= ?, last_event < ?",
        "id BETWEEN ? AND ?, id NOT BETWEEN ? AND ?",
        // wallets
        "balance = balance + ?, balance = balance - ?",
        "balance = balance + ?, balance = balance + 2 * ?",
        "held = held + ?, held = held + 0 * ?",
        "held = held + ?, held = held - ?",
        "WHERE buyer_id = ? AND seller_id = ? AND currency = ?,"
            + " WHERE buyer_id = ? AND seller_id <> ? AND currency = ?",
        "SET credit_limit = ?, SET credit_limit = 1 + ?",
        // keys: a repeat posts once more
        "INSERT IGNORE INTO posting_key, REPLACE INTO posting_key",
        // refunds: a second one gives back again, or fails on the key
        "SELECT event_id FROM refund WHERE, SELECT event_id FROM refund WHERE 1 = 0 AND",
        // transfers
        "\"debit_account, credit_account\", \"credit_account, debit_account\"",
        "\"list_amount) VALUES (?, ?, ?, ?, ?, ?\", \"list_amount) VALUES (?, ?, ?, ?, ?, ? + 1\"",
        "INSERT INTO transfer, INSERT INTO transfer_nowhere",
        // the sweeper
        "expires_at <= ?, expires_at > ?",
        // rated rows
        "\"quantity, posted, amount, unit_price\", \"posted, quantity, amount, unit_price\"",
        "\"amount, unit_price\", \"unit_price, amount\"",
        "\"seller_id, buyer_id, price_id\", \"buyer_id, seller_id, price_id\"",
        "\"(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\", \"(?, ?, ?, ?, ?, ?, ?, ?, ?, ? + 1, ?, ?, ?)\"",
      })
  void a_broken_statement_is_noticed(String part, String instead) {
    var right = story(Mutant.none());
    var mutant = new Mutant(part, instead);

    var told = story(mutant);

    assertThat(mutant.changed()).as("statements changed").isPositive();
    assertThat(told).isNotEqualTo(right);
  }

  /** Two that buy at once from one wallet, the second with an older view of it. */
  @Test
  void without_the_lock_on_the_wallet_two_spend_the_same_money() throws SQLException {
    assertThat(spendTwice(Mutant.none())).isEqualTo("refused 1");
    var mutant = new Mutant(" FOR UPDATE", "");

    assertThat(spendTwice(mutant)).isEqualTo("below its line");
    assertThat(mutant.changed()).isPositive();
  }

  private String spendTwice(Mutant mutant) throws SQLException {
    var town = new Town();
    try (var one = town.connect();
        var other = town.connect()) {
      town.fund(one, "1");
      one.setAutoCommit(false);
      other.setAutoCommit(false);
      other.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      town.client(other); // what the other sees from now on, unless it locks
      town.ledger.hold(mutant.over(one), List.of(town.event(1, 1)), NOW, LATER);
      one.commit();
      var refused = town.ledger.hold(mutant.over(other), List.of(town.event(2, 1)), NOW, LATER);
      other.commit();
      one.commit();
      return town.client(one).available().isNegative()
          ? "below its line"
          : "refused " + refused.size();
    }
  }
}
