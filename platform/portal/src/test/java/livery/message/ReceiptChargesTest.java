package livery.message;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import livery.billing.BillRule;
import livery.billing.BillRule.On;
import livery.billing.BillRule.OnTimeout;
import livery.billing.Invariants;
import livery.billing.Settlement;
import livery.billing.Wallet;
import livery.billing.price.BillRules;
import livery.compose.NewText;
import livery.history.MessageLife;
import livery.price.Prices;
import livery.tenant.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client that pays 0.05 for each part that arrives, while the route charges what it takes. */
class ReceiptChargesTest {

  private MessageTown town;
  private ReceiptCharges charges;

  @BeforeEach
  void build() {
    town = new MessageTown();
    charges = new ReceiptCharges(town.prices, town.tenants.tree, town.tenants.clock);
  }

  @AfterEach
  void the_books_are_whole() {
    assertThat(town.tenants.store.inTransaction(Invariants::check)).isEmpty();
  }

  private void rule(OnTimeout onTimeout) {
    town.tenants.store.inTransaction(
        connection ->
            BillRules.put(
                connection,
                town.tenants.ids::next,
                new BillRules.Place(ACME, 0, Prices.MT, "", ""),
                new BillRule(On.DELIVERED, onTimeout),
                town.tenants.clock.instant().minusSeconds(60)));
    town.prices.reload();
  }

  /** A text of three parts of which the operator took all but {@code refused}. */
  private long sent(int refused) {
    var text = new NewText("3838", "+380671112233", "x".repeat(400), 0);
    var id = town.sending.send(town.tenants.owner(BAKERY), List.of(text)).get(0).id();
    town.tenants.store.inTransaction(
        connection -> {
          for (var part = 1; part <= 3; part++) {
            town.execute(
                "INSERT INTO message_part (message_id, part, link_id, operator_ref, status,"
                    + " submitted_at, answered_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                id,
                part,
                MessageTown.LINK,
                id + "-" + part,
                part <= 3 - refused ? 0 : 8,
                Timestamp.from(town.tenants.clock.instant()),
                Timestamp.from(town.tenants.clock.instant()));
          }
          return town.prices
              .ledger()
              .settle(
                  connection,
                  List.of(Settlement.answered(id, 3, 3 - refused)),
                  town.tenants.clock.instant());
        });
    return id;
  }

  @Test
  void the_moment_of_sending_is_told_of_what_was_sent_alone() {
    var text = new NewText("3838", "+380671112233", "hello", 0);
    var owner = town.tenants.owner(BAKERY);
    var ids =
        town.sending.send(owner, List.of(text, text, text)).stream()
            .map(sent -> sent.id())
            .toList();
    assertThat(town.messages.find(owner, ids.get(0)).sentAt()).isNull();
    var at = town.tenants.clock.instant().plusSeconds(5);

    town.tenants.store.inTransaction(
        connection -> {
          MessageTable.finish(connection, List.of(ids.get(0), ids.get(1)), "SENT", null, at);
          MessageTable.finish(connection, List.of(ids.get(1)), "FAILED", "late", at.plusSeconds(1));
          MessageTable.finish(connection, List.of(ids.get(2)), "FAILED", "refused", at);
          MessageTable.finish(connection, List.of(ids.get(0), ids.get(2)), "FAILED", "again", at);
          return null;
        });

    assertThat(town.rare())
        .containsExactlyElementsOf(ids.stream().map(id -> id + " FAILED").toList());
    assertThat(town.messages.find(owner, ids.get(0)).sentAt()).isEqualTo(at);
    assertThat(town.messages.find(owner, ids.get(1)).sentAt()).isEqualTo(at);
    var refused = town.messages.find(owner, ids.get(2));
    assertThat(refused.sentAt()).isNull();
    assertThat(refused.doneAt()).isEqualTo(at);
    assertThat(refused.reason()).isEqualTo("refused");
  }

  private void receipt(long id, int part, String state) {
    town.tenants.store.inTransaction(
        connection -> {
          town.execute(
              "UPDATE message_part SET receipt = ? WHERE message_id = ? AND part = ?",
              state,
              id,
              part);
          charges.book(connection, List.of(id));
          return null;
        });
  }

  private String wallet() {
    return town.tenants.store.inTransaction(
        connection -> {
          var wallet = Wallet.find(connection, BAKERY, ACME, "EUR").orElseThrow();
          return wallet.balance() + " held " + wallet.held();
        });
  }

  private int expire() {
    return town.tenants.store.inTransaction(connection -> charges.expire(connection, 100));
  }

  @Test
  void a_part_that_arrives_is_paid_when_the_last_receipt_is_there() {
    rule(OnTimeout.RELEASE);
    var id = sent(0);
    assertThat(wallet()).isEqualTo("1 EUR held 0.15 EUR");

    receipt(id, 1, "DELIVERED");
    receipt(id, 2, "ACCEPTED");
    receipt(id, 3, "FAILED");
    assertThat(wallet()).isEqualTo("1 EUR held 0.15 EUR");
    receipt(id, 2, "DELIVERED");

    assertThat(wallet()).isEqualTo("0.9 EUR held 0 EUR");
  }

  @Test
  void without_a_rule_nothing_waits_for_receipts() {
    var id = sent(1);

    assertThat(wallet()).isEqualTo("0.9 EUR held 0 EUR");
    receipt(id, 1, "FAILED");
    assertThat(wallet()).isEqualTo("0.9 EUR held 0 EUR");
  }

  @Test
  void a_refused_part_is_never_waited_for_nor_paid_on_delivery() {
    rule(OnTimeout.RELEASE);
    var id = sent(1);

    receipt(id, 1, "DELIVERED");
    receipt(id, 2, "DELIVERED");

    assertThat(wallet()).isEqualTo("0.9 EUR held 0 EUR");
  }

  @Test
  void time_out_charges_what_did_not_fail_where_the_seller_says_so() {
    rule(OnTimeout.POST);
    var id = sent(1);
    receipt(id, 1, "DELIVERED");

    town.tenants.clock.pass(Duration.ofHours(73));

    assertThat(expire()).isEqualTo(1);
    assertThat(expire()).isZero();
    assertThat(wallet()).isEqualTo("0.9 EUR held 0 EUR");
    receipt(id, 2, "EXPIRED");
    assertThat(wallet()).isEqualTo("0.95 EUR held 0 EUR");
    receipt(id, 2, "EXPIRED");
    assertThat(wallet()).isEqualTo("0.95 EUR held 0 EUR");
  }

  @Test
  void time_out_frees_it_and_a_late_delivery_is_charged_with_its_month() {
    rule(OnTimeout.RELEASE);
    var id = sent(0);
    town.tenants.clock.pass(Duration.ofHours(73));
    assertThat(expire()).isEqualTo(1);
    assertThat(wallet()).isEqualTo("1 EUR held 0 EUR");
    town.tenants.clock.pass(Duration.ofDays(31));

    for (var part = 1; part <= 3; part++) {
      receipt(id, part, "DELIVERED");
    }

    assertThat(wallet()).isEqualTo("0.85 EUR held 0 EUR");
    var life = town.lives.of(town.tenants.scope(PLATFORM, Role.OWNER), id);
    assertThat(life.edges())
        .extracting(MessageLife.Paid::billOn)
        .containsExactly("DELIVERED", "SMSC_ACCEPT", "SMSC_ACCEPT");
    assertThat(life.edges().get(0).correctsPeriod()).isPositive();
    assertThat(life.edges().get(0).bookedAt()).isAfter(life.edges().get(1).bookedAt());
    assertThat(life.edges().get(1).correctsPeriod()).isZero();
  }
}
