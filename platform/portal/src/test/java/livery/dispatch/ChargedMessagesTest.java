package livery.dispatch;

import static livery.tenant.TestTenants.BAKERY;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import livery.billing.Invariants.Violation;
import livery.billing.Settlement;
import livery.billing.period.BooksCheck;
import livery.campaign.OneType;
import livery.compose.NewText;
import livery.message.MessageTown;
import livery.message.Outgoing;
import livery.message.Sender;
import livery.number.KeywordTable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages and what was charged for them belong together, or the check of the books tells. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChargedMessagesTest {

  private static final String ANOTHER =
      "INSERT INTO message (id, tenant_id, direction, number_id, number, phone, text, alphabet,"
          + " parts, link_id, state, rule, label, note, price_micros, currency, received_at,"
          + " decided_at, free) SELECT id + 1000000, tenant_id, direction, number_id, number, phone,"
          + " text, alphabet, parts, link_id, state, rule, label, note, price_micros, currency,"
          + " received_at, decided_at, free FROM message WHERE id = ";

  private final MessageTown town = new MessageTown();
  private long received;
  private long settled;
  private long held;

  /** One text that came, one that was sent and taken, one that waits for its operator. */
  @BeforeAll
  void send() {
    var keywords = new KeywordTable(town.tenants.store);
    keywords.reload();
    var dialogues = new Dialogues(town.tenants.store, town.tenants.clock);
    var decision = Decisions.of(town, keywords, new OneType(), dialogues);
    var sender =
        new Sender() {
          @Override
          protected void enqueue(Collection<Outgoing> messages) {}
        };
    var retries =
        new Retries(
            town.tenants.store,
            town.messages,
            decision,
            town.blocks,
            sender,
            town.tenants.clock,
            town.tenants.audit);
    var now = town.tenants.clock.instant();
    received = town.incoming(BAKERY, "380671112233", "?", "PARKED", now);
    retries.retry(town.tenants.owner(BAKERY), received);
    settled = text("x".repeat(161));
    town.tenants.store.inTransaction(
        connection ->
            town.prices.ledger().settle(connection, List.of(new Settlement(settled, 1)), now));
    held = text("x");
  }

  private long text(String text) {
    var wanted = new NewText("3838", "+380671112233", text, 0);
    return town.sending.send(town.tenants.owner(BAKERY), List.of(wanted)).get(0).id();
  }

  /** What is found in books that are spoilt so; afterwards they are as they were. */
  private List<Violation> spoilt(String... statements) throws SQLException {
    try (var connection = town.tenants.store.dataSource().getConnection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      try {
        for (var sql : statements) {
          assertThat(statement.executeUpdate(sql)).as(sql).isPositive();
        }
        return BooksCheck.check(connection);
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
  }

  @Test
  void messages_that_were_sent_and_received_are_right() throws SQLException {
    assertThat(spoilt()).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "I4 | UPDATE message SET state = 'REFUSED' WHERE id = $received",
        "I4 | UPDATE message SET state = 'OPT_OUT' WHERE id = $received; INSERT INTO message_rare"
            + " SELECT tenant_id, state, id FROM message WHERE id = $received",
        "I4 | UPDATE message SET free = 1 WHERE id = $settled",
        "I4 | UPDATE message SET state = 'PARKED' WHERE id = $held",
        "I4 | UPDATE message SET free = 1 WHERE id = $held",
        "I5 | DELETE FROM message WHERE id = $received",
        "I5 | DELETE FROM message WHERE id = $settled",
        "I5 | DELETE FROM message WHERE id = $held",
        "I5 | ANOTHER $received",
        "I5 | ANOTHER $held",
        "I5 | UPDATE message SET parts = 1 WHERE id = $settled",
        "I5 | UPDATE message SET parts = 2 WHERE id = $held",
        "I5 | UPDATE message SET tenant_id = 10 WHERE id = $settled",
        "I5 | UPDATE message SET direction = 'IN' WHERE id = $held",
        "I5 | UPDATE message SET direction = 'OUT' WHERE id = $received",
        "I5 | UPDATE message SET price_micros = price_micros + 1 WHERE id = $received",
        "I6 | UPDATE rated SET amount = amount + 1 WHERE event_id = $received AND level = 0",
        "I5 | UPDATE rated SET quantity = 3 WHERE event_id = $settled"
      })
  void what_does_not_belong_together_is_told_under_one_name(String invariant, String spoil)
      throws SQLException {
    var sql =
        spoil
            .replace("ANOTHER ", ANOTHER)
            .replace("$received", String.valueOf(received))
            .replace("$settled", String.valueOf(settled))
            .replace("$held", String.valueOf(held));

    var violations = spoilt(sql.split(";"));

    var names = new TreeSet<>(violations.stream().map(Violation::invariant).toList());
    assertThat(names).as(violations.toString()).containsExactly(invariant);
  }
}
