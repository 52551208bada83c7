package livery.billing.period;

import static livery.billing.period.PeriodTown.APRIL;
import static livery.billing.period.PeriodTown.MARCH;
import static livery.billing.period.PeriodTown.MIDDLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import livery.billing.Invariants.Violation;
import livery.billing.contract.PassThrough;
import livery.billing.tier.Tier;
import livery.billing.tier.TierTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Books spoilt by hand in one way are reported under that one name. */
class BooksCheckTest {

  private static final String TRANSFER =
      "INSERT INTO transfer (id, posting_id, kind, debit_account, credit_account, amount, currency,"
          + " seller_id, buyer_id, product, quantity, reference, posted_at) ";

  private final PeriodTown town = new PeriodTown();

  BooksCheckTest() throws SQLException {
    for (var i = 0; i < 4; i++) {
      town.send(30, 1, MIDDLE);
      town.send(31, 2, MIDDLE);
    }
    town.refund(town.send(30, 1, MIDDLE), MARCH.to().plus(Duration.ofHours(1)));
    town.giveBack(town.send(31, 2, MIDDLE), 1, "0.70", MARCH.to().plus(Duration.ofHours(1)));
    try (var connection = town.connect()) {
      var key = "first-32 once more";
      var came = town.ledger.topUp(connection, 32, 21, PeriodTown.uah("9"), key, "", MIDDLE);
      town.ledger.takeBack(connection, 32, 21, came, PeriodTown.uah("4"), "back", "", MIDDLE);
    }
    var tiers = TierTable.graduated(Tier.upTo("5", "0.70"), Tier.rest("0.50"));
    var pass = PassThrough.of("50", PassThrough.Among.PRO_RATA_QTY);
    town.close.close(
        town.dataSource(),
        MARCH,
        List.of(PeriodTown.terms(20, tiers, pass)),
        APRIL,
        (done, all) -> {});
  }

  private List<Violation> violations() throws SQLException {
    try (var connection = town.connect()) {
      return BooksCheck.snapshot(connection);
    }
  }

  @Test
  void honest_books_add_up() throws SQLException {
    assertThat(violations()).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "I1 | UPDATE wallet SET balance = balance + 1 WHERE buyer_id = 30",
        "I2 | UPDATE wallet SET held = held + 1 WHERE buyer_id = 30",
        "I3 | DELETE FROM posting_key LIMIT 1",
        "I5 | INSERT INTO rated (event_id, level, state, posting_id, seller_id, buyer_id, price_id,"
            + " quantity, posted, amount, unit_price, currency, product) SELECT event_id, 5,"
            + " 'RELEASED', posting_id, 0, 10, 0, 1, 0, 0, 0, currency, product FROM rated LIMIT 1",
        "I5 | DELETE FROM rated WHERE seller_id = 0 ORDER BY event_id LIMIT 1",
        "I6 | UPDATE rated SET amount = amount + 1 WHERE level = 0 ORDER BY event_id LIMIT 1",
        "I6 | DROP TRIGGER transfer_no_update; UPDATE transfer SET last_event = last_event - 1 WHERE"
            + " kind = 'CHARGE' AND seller_id = 20 ORDER BY id LIMIT 1; CREATE TRIGGER"
            + " transfer_no_update BEFORE UPDATE ON transfer FOR EACH ROW SIGNAL SQLSTATE '45000'"
            + " SET MESSAGE_TEXT = 'append only'",
        "I7 | UPDATE period_total SET amount = amount + 1 LIMIT 1",
        "I7 | TRANSFER VALUES (7, 7, 'PREMIUM', -171, -330, 5, 'UAH', 10, 20, '', 0, '',"
            + " '2026-03-20 12:00')",
        "I7 | TRANSFER SELECT 7, 7, 'PAYOUT', -330, id, 5, 'UAH', 10, 20, '', 0, '', '2026-03-20"
            + " 12:00' FROM wallet WHERE buyer_id = 20; UPDATE wallet SET balance = balance + 5 WHERE"
            + " buyer_id = 20",
        "I8 | TRANSFER SELECT 7, 7, 'TIER_DELTA', id, -321, 5, 'UAH', 20, 30, 'MT', 0, '', NOW() FROM"
            + " wallet WHERE buyer_id = 30; UPDATE wallet SET balance = balance - 5 WHERE buyer_id ="
            + " 30",
        "I9 | INSERT INTO commission VALUES (10, 202604, 20, 'UAH', '2026-04-02', 1, 1, 1, 50, 0, 0,"
            + " 0, 5, 5, 0, 0, NOW(), 0, 0, 0, 0, 0, 0, 0, 0)",
        "I11 | DROP TRIGGER transfer_no_update; UPDATE transfer SET debit_account = -322 WHERE kind ="
            + " 'REFUND' AND seller_id = 20; CREATE TRIGGER transfer_no_update BEFORE UPDATE ON"
            + " transfer FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'append only'",
        "I11 | DROP TRIGGER transfer_no_update; UPDATE transfer SET debit_account = -162 WHERE kind ="
            + " 'RETURN' AND seller_id = 10; CREATE TRIGGER transfer_no_update BEFORE UPDATE ON"
            + " transfer FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'append only'",
        "I11 | DELETE FROM reversal",
        "I11 | DROP TRIGGER transfer_no_update; UPDATE transfer SET credit_account = -337 WHERE kind ="
            + " 'REVERSAL'; CREATE TRIGGER transfer_no_update BEFORE UPDATE ON transfer FOR EACH ROW"
            + " SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'append only'",
        "I6 | UPDATE rated SET quantity = quantity + 1, posted = posted + 1 WHERE level = 0 AND state"
            + " = 'POSTED' ORDER BY event_id LIMIT 1",
        "I12 | UPDATE rated SET apart = 1 WHERE level = 1 AND state = 'POSTED' ORDER BY event_id LIMIT"
            + " 1",
        "I13 | TRANSFER VALUES (7, 7, 'PAYOUT', -1234, -1250, 5, 'UAH', 10, 20, '', 0, '', NOW())",
        "I14 | TRANSFER SELECT 7, 7, 'PAYOUT', id, -322, 5, 'UAH', 20, 30, '', 0, '', '9999-12-31"
            + " 12:00' FROM wallet WHERE buyer_id = 30; UPDATE wallet SET balance = balance - 5 WHERE"
            + " buyer_id = 30"
      })
  void books_spoilt_in_one_way_are_reported_under_that_name(String invariant, String spoil)
      throws SQLException {
    for (var statement : spoil.replace("TRANSFER ", TRANSFER).split(";(?! *SIGNAL)")) {
      town.execute(statement);
    }

    var names = new TreeSet<>(violations().stream().map(Violation::invariant).toList());

    assertThat(names).as(violations().toString()).containsExactly(invariant);
  }

  /** See {@link livery.billing.Invariants#WALLETS}. */
  @Test
  void no_rule_looks_a_hot_wallet_up_for_each_row() {
    assertThat(PeriodInvariants.RULES).noneMatch(rule -> rule.sql().contains("JOIN wallet"));
  }

  /** A batch of a hundred clients would be read a hundred times, once for each of its rows. */
  @Test
  void no_month_is_counted_again_by_a_look_into_the_posting_of_each_row() {
    assertThat(PeriodInvariants.RULES)
        .filteredOn(rule -> rule.invariant().equals("I12"))
        .hasSize(1)
        .noneMatch(rule -> rule.sql().contains("FROM rated r JOIN transfer"));
  }
}
