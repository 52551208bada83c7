package livery.issue;

import static livery.issue.IssueTown.MARCH;
import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import livery.billing.Money;
import livery.fault.Fault;
import livery.paper.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is given back, in its month, after it, and by hand. */
class GivenBackTest {

  private final IssueTown town = new IssueTown();

  @BeforeEach
  void sell() {
    town.sellInMarch();
    town.at("2026-04-02T08:00:00Z");
  }

  @Test
  void a_refund_in_the_month_is_taken_off_and_a_later_one_is_credited() {
    town.at("2026-04-02T08:00:00Z");
    var april = town.sell(BAKERY, 3, "0.5", "0.02");
    town.months.run(town.owner(ACME), MARCH);
    var march = town.one(BAKERY, Kind.INVOICE);
    town.at("2026-04-10T08:00:00Z");
    var events = town.count("SELECT MIN(event_id) FROM rated WHERE unit_price = 0.05");
    town.refund(List.of(events));
    town.refund(List.of(april.get(0)));
    town.at("2026-05-02T08:00:00Z");

    var result = town.months.run(town.owner(ACME), MARCH.plusMonths(1));

    assertThat(result.creditNotes()).isEqualTo(1);
    var note = town.one(BAKERY, Kind.CREDIT_NOTE);
    assertThat(note.refersTo()).isEqualTo(march.id());
    assertThat(note.ledger()).isEqualTo(Money.of("0.05", "EUR"));
    var invoices = town.all(BAKERY, Kind.INVOICE);
    assertThat(invoices.get(0).ledger()).isEqualTo(Money.of("1.5", "EUR"));
    assertThat(note.net().compareTo(march.net())).isNegative();
    assertThat(town.months.run(town.owner(ACME), MARCH.plusMonths(1)).creditNotes()).isZero();
  }

  @Test
  void what_was_given_back_and_finds_no_line_is_shown_to_finance() {
    town.at("2026-04-02T08:00:00Z");
    var acme = town.owner(ACME);
    town.months.run(acme, MARCH);
    var invoice = town.one(BAKERY, Kind.INVOICE);
    var lines = town.documents.lines(acme, invoice.id());
    var all = new java.util.ArrayList<CreditNotes.Wish>();
    for (var line : lines) {
      all.add(new CreditNotes.Wish(all.size() + 1, line.amount().net().toBigDecimal()));
    }
    town.notes.byHand(acme, invoice.id(), all, "Goodwill", "all");
    town.at("2026-04-10T08:00:00Z");
    town.refund(List.of(town.count("SELECT MIN(event_id) FROM rated WHERE unit_price = 0.05")));
    town.at("2026-05-02T08:00:00Z");

    assertThat(town.months.run(acme, MARCH.plusMonths(1)).creditNotes()).isZero();

    assertThat(town.runs.undocumented(town.owner(ACME), "", 9))
        .extracting(one -> one.buyerId() + " " + one.ofPeriod() + " " + one.period())
        .containsExactly(BAKERY + " 202603 202604");
    assertThat(town.runs.undocumented(town.owner(ACME), "", 9).get(0).amount())
        .isEqualTo(Money.of("0.05", "EUR"));
    assertThat(town.runs.undocumented(town.owner(PLATFORM), "", 9))
        .extracting(Undocumented::buyerId)
        .doesNotContain(BAKERY);
  }

  @Test
  void credit_notes_by_hand_never_exceed_a_line_and_give_the_money_back() {
    town.months.run(town.owner(ACME), MARCH);
    var acme = town.owner(ACME);
    var invoice = town.one(BAKERY, Kind.INVOICE);
    var net = town.documents.lines(acme, invoice.id()).get(0).amount().net();
    var before = town.count("SELECT balance FROM wallet WHERE buyer_id = " + BAKERY);

    var first =
        town.notes.byHand(acme, invoice.id(), List.of(wish(1, "0.10")), "A wrong price", "one");
    var again =
        town.notes.byHand(acme, invoice.id(), List.of(wish(1, "0.10")), "A wrong price", "one");

    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.before()).isTrue();
    assertThatThrownBy(
            () ->
                town.notes.byHand(
                    acme,
                    invoice.id(),
                    List.of(new CreditNotes.Wish(1, net.toBigDecimal())),
                    "Too much",
                    "two"))
        .isInstanceOf(Fault.class);
    var rest = net.minus(Money.of("0.10", "EUR")).toBigDecimal();
    town.notes.byHand(
        acme, invoice.id(), List.of(new CreditNotes.Wish(1, rest)), "The rest", "three");
    assertThat(town.count("SELECT SUM(ledger) FROM document WHERE kind = 'CREDIT_NOTE'"))
        .isEqualTo(300_000);
    assertThat(town.count("SELECT balance FROM wallet WHERE buyer_id = " + BAKERY))
        .isEqualTo(before + 300_000);
    assertThat(
            town.count(
                "SELECT SUM(gross) FROM document WHERE kind = 'CREDIT_NOTE' AND refers_to = "
                    + invoice.id()))
        .isEqualTo(town.documents.get(acme, invoice.id()).credited().micros());
  }

  private static CreditNotes.Wish wish(int line, String net) {
    return new CreditNotes.Wish(line, new BigDecimal(net));
  }

  @Test
  void parts_that_were_given_back_are_taken_off_the_act_or_credited_afterwards() {
    town.at("2026-03-20T08:00:00Z");
    var now = town.sell(BAKERY, 2, "0.10", "0.02").get(1); // two parts
    var later = town.sell(BAKERY, 2, "0.30", "0.02").get(1);
    giveBack(now, "0.10");
    town.at("2026-04-02T08:00:00Z");
    town.months.run(town.owner(ACME), MARCH);
    var before = town.one(BAKERY, Kind.INVOICE);

    assertThat(before.ledger()).isEqualTo(Money.of("1.8875", "EUR")); // 0.7875 + 0.20 + 0.90
    giveBack(later, "0.30");
    town.at("2026-05-02T08:00:00Z");
    town.months.run(town.owner(ACME), MARCH.plusMonths(1));

    var note = town.one(BAKERY, Kind.CREDIT_NOTE);
    assertThat(note.ledger()).isEqualTo(Money.of("0.30", "EUR"));
    assertThat(note.refersTo()).isEqualTo(before.id());
  }

  private void giveBack(long event, String amount) {
    var part =
        new livery.billing.Ledger.Return(
            event, 0, 1, Money.of(amount, "EUR").micros(), town.test.clock.instant());
    town.test.store.inTransaction(
        connection ->
            town.ledger.giveBack(
                connection,
                List.of(part),
                "late",
                java.time.ZoneOffset.UTC,
                town.test.clock.instant()));
  }
}
