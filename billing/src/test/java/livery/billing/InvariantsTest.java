package livery.billing;

import static livery.billing.Town.CLIENT;
import static livery.billing.Town.LATER;
import static livery.billing.Town.NOW;
import static livery.billing.Town.PLATFORM;
import static livery.billing.Town.RESELLER;
import static livery.billing.Town.UAH;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each way of spoiling the books by hand is found, under the right name. */
class InvariantsTest {

  private final Town town = new Town();

  private void trade() throws SQLException {
    try (var connection = town.connect()) {
      town.fund(connection, "100");
      var ledger = town.ledger;
      ledger.allocate(connection, CLIENT, RESELLER, PLATFORM, Money.of("1", UAH), "a", "", NOW);
      ledger.setCreditLimit(connection, CLIENT, RESELLER, Money.of("1", UAH), "c", NOW);
      ledger.charge(connection, List.of(town.event(1, 1), town.event(2, 2)), NOW);
      ledger.hold(connection, List.of(town.event(3, 1), town.event(4, 3)), NOW, LATER);
      ledger.hold(connection, List.of(town.event(5, 1), town.event(6, 1)), NOW, LATER);
      ledger.settle(connection, List.of(new Settlement(3, 1), new Settlement(4, 1)), NOW);
      ledger.settle(connection, List.of(new Settlement(5, 0)), NOW);
      ledger.refund(connection, List.of(2L), "failed", NOW);
      var credit = new Ledger.Return(4, 0, 0, 1_000, NOW);
      ledger.giveBack(connection, List.of(credit), "failed", ZoneOffset.UTC, NOW);
      ledger.credit(connection, CLIENT, RESELLER, Money.of("1", UAH), "n", "", NOW);
      var work = new OneOff.Sale(CLIENT, RESELLER, 1, BigDecimal.ONE, UAH, "Set-up", "w");
      new OneOff(town.ids).charge(connection, work, NOW);
      new AgentLedger(town.ids)
          .payBack(connection, CLIENT, RESELLER, Money.of("1", UAH), "b", "", NOW);
    }
  }

  @Test
  void honest_books_are_whole() throws SQLException {
    trade();

    try (var connection = town.connect()) {
      assertThat(Invariants.check(connection)).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "I1 | UPDATE wallet SET balance = balance + 1 WHERE buyer_id = 30",
        "I1 | INSERT INTO transfer SELECT id + 900, 77, kind, debit_account, credit_account, 1,"
            + " currency, seller_id, buyer_id, product, 1, '', 0, 0, posted_at, NULL, 0, 0, 0, 0, 0, 0, 0, NULL, NULL, NULL"
            + " FROM transfer LIMIT 1",
        "I1 | INSERT INTO transfer SELECT id + 900, 77, 'CHARGE', 4711, -161, 1, currency, 10, 20,"
            + " 'MT', 1, '', 0, 0, posted_at, NULL, 0, 0, 0, 0, 0, 0, 0, NULL, NULL, NULL FROM transfer LIMIT 1",
        "I1 | UPDATE wallet SET currency = 'EUR' WHERE buyer_id = 30",
        "I2 | UPDATE wallet SET held = held + 1 WHERE buyer_id = 30",
        "I2 | UPDATE hold SET chains = REPLACE(chains, ',850000,', ',850001,')",
        "I2 | UPDATE hold SET events = REPLACE(events, '[6,', '[3,')",
        "I2 | UPDATE hold SET last_event = 5",
        "I2 | INSERT INTO hold SELECT id - 1, last_event, expires_at, chains, events FROM hold",
        "I2 | DELETE FROM hold",
        "I2 | UPDATE rated SET state = 'HELD' WHERE event_id = 1",
        "I2 | UPDATE rated SET posting_id = 0 WHERE event_id = 5",
        "I5 | UPDATE hold SET chains = REPLACE(chains, \'[0,1,10,20,\', \'[0,3,10,20,\')",
        "I5 | UPDATE hold SET chains = REPLACE(chains, '[0,1,10,20,', '[0,1,11,20,')",
        "I5 | UPDATE hold SET chains = REPLACE(chains, '[0,2,0,10,', '[0,2,7,10,')",
        "I5 | DELETE FROM rated WHERE event_id = 1 AND level = 2",
        "I5 | UPDATE rated SET product = 'work' WHERE event_id = 1",
        "I5 | UPDATE rated SET product = 'MT' WHERE product = 'work'",
        "I5 | UPDATE rated SET event_id = 6, level = 3 WHERE event_id = 5 AND level = 0",
        "I2 | UPDATE rated SET state = 'POSTED' WHERE event_id = 5",
        "I2 | UPDATE rated SET amount = 5 WHERE event_id = 5 AND level = 0",
        "I2 | DELETE FROM wallet WHERE buyer_id = 30",
        "I3 | DELETE FROM posting_key WHERE kind = 'TOP_UP' LIMIT 1",
        "I3 | UPDATE posting_key SET posting_id = 1 WHERE kind = 'ALLOCATION'",
        "I5 | DELETE FROM rated WHERE event_id = 1 AND level = 1",
        "I5 | UPDATE rated SET posting_id = posting_id + 500 WHERE event_id = 1 AND level = 2",
        "I5 | UPDATE rated SET buyer_id = 11 WHERE event_id = 1 AND level = 2",
        "I6 | UPDATE rated SET amount = amount + 1 WHERE event_id = 1 AND level = 0",
        "I6 | DELETE FROM rated WHERE event_id = 1",
        "I6 | UPDATE rated SET product = 'MO' WHERE event_id = 4",
        "I6 | UPDATE rated SET event_id = event_id + 5000 WHERE event_id = 4",
        "I5 | UPDATE rated SET posting_id = 99 WHERE event_id = 4 AND level = 1",
        "I6 | UPDATE rated_return SET amount = amount + 1",
        "I6 | DELETE FROM rated_return",
        "I6 | INSERT INTO refund VALUES (4, 88)",
        "I6 | DELETE FROM refund",
        "I6 | INSERT INTO refund VALUES (5, 88)",
        "I6 | INSERT INTO refund VALUES (1, 88)"
      })
  void spoilt_books_are_found(String invariant, String spoil) throws SQLException {
    trade();
    try (var connection = town.connect();
        var statement = connection.createStatement()) {
      statement.executeUpdate(spoil);

      var violations = Invariants.check(connection);

      assertThat(violations).extracting(Invariants.Violation::invariant).contains(invariant);
      assertThat(violations).allMatch(violation -> violation.detail() != null);
    }
  }

  /**
   * The others are made once by keys of their own: lines of a close, premium income, rated rows.
   */
  @Test
  void what_is_posted_by_a_key_is_not_there_without_one() throws SQLException {
    var transfer =
        "INSERT INTO transfer (id, posting_id, kind, debit_account, credit_account, amount, currency,"
            + " seller_id, buyer_id, product, quantity, reference, posted_at) VALUES (?, ?, ?, -1,"
            + " -2, 1, 'UAH', 10, 20, ?, 0, '', NOW())";
    try (var connection = town.connect();
        var statement = connection.prepareStatement(transfer)) {
      var id = 1;
      for (var kind : Transfer.Kind.values()) {
        for (var product : List.of("", "MT", OneOff.PRODUCT)) {
          statement.setInt(1, ++id);
          statement.setInt(2, id);
          statement.setString(3, kind.name());
          statement.setString(4, kind == Transfer.Kind.CHARGE ? product : "");
          if (product.isEmpty() || kind == Transfer.Kind.CHARGE) {
            statement.executeUpdate();
          }
        }
      }
      // Both sides of what another seller takes over are one posting, once for a contract's day.
      for (var side = 0; side < 2; side++) {
        statement.setInt(1, ++id);
        statement.setInt(2, 99);
        statement.setString(3, "TAKEOVER");
        statement.setString(4, "");
        statement.executeUpdate();
      }

      var keyless =
          Invariants.check(connection).stream().filter(one -> one.invariant().equals("I3"));

      assertThat(keyless.map(one -> one.detail().split(" ")[1]).sorted())
          .containsExactly(
              "ALLOCATION",
              "BREAKAGE",
              "BUNDLE",
              "CHARGE",
              "CREDIT",
              "REMITTANCE",
              "REVERSAL",
              "SETTLEMENT",
              "TAKEOVER",
              "TOP_UP");
    }
  }

  /** See {@link Invariants#WALLETS}. */
  @Test
  void no_rule_looks_a_hot_wallet_up_for_each_row() {
    assertThat(Invariants.RULES).noneMatch(rule -> rule.sql().contains("JOIN wallet"));
  }
}
