package livery.issue;

import static livery.issue.IssueTown.MARCH;
import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.DENTIST;
import static livery.tenant.TestTenants.NOVA;
import static livery.tenant.TestTenants.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import livery.billing.Money;
import livery.document.Document;
import livery.document.DocumentLine;
import livery.document.Documents;
import livery.document.State;
import livery.fault.Fault;
import livery.paper.Kind;
import livery.paper.Total;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MonthIssueTest {

  private final IssueTown town = new IssueTown();

  @BeforeEach
  void sell() {
    town.topUp(ACME, PLATFORM, "1000");
    town.topUp(BAKERY, ACME, "100");
    town.sell(BAKERY, 10, "0.0325", "0.02");
    town.sell(BAKERY, 4, "0.05", "0.02");
    town.sell(DENTIST, 6, "0.07777", "0.02");
    town.at("2026-04-02T08:00:00Z");
  }

  private List<Document> all(long tenant, Kind kind) {
    return town.documents.list(
        town.owner(tenant),
        new Documents.Query(kind, null, null, false, "", 0, 0),
        Long.MAX_VALUE,
        100);
  }

  private Document one(long tenant, Kind kind) {
    var found = all(tenant, kind);
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  @Test
  void every_buyer_gets_an_invoice_and_an_act_that_add_up_to_the_ledger() {
    var result = town.months.run(town.owner(ACME), MARCH);

    assertThat(result.invoices()).isEqualTo(2);
    assertThat(all(ACME, Kind.ACT)).hasSize(2);
    var invoice = one(BAKERY, Kind.INVOICE);
    var lines = town.documents.lines(town.owner(BAKERY), invoice.id());
    assertThat(lines)
        .extracting(DocumentLine::quantity, line -> line.unitPrice().stripTrailingZeros())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(6L, new BigDecimal("0.05")),
            org.assertj.core.groups.Tuple.tuple(15L, new BigDecimal("0.0325")));
    assertThat(lines.stream().map(DocumentLine::ledger).reduce(Money::plus).orElseThrow())
        .isEqualTo(Money.of("0.7875", "EUR"))
        .isEqualTo(invoice.ledger());
    assertThat(lines.stream().map(line -> line.amount().net()).reduce(Money::plus).orElseThrow())
        .isEqualTo(invoice.net());
    assertThat(invoice.gross()).isEqualTo(Money.of("0.79", "EUR"));
    assertThat(invoice.net()).isEqualTo(Money.of("0.66", "EUR"));
    assertThat(
            town.count(
                "SELECT COUNT(*) FROM document d WHERE d.ledger <> (SELECT SUM(l.ledger) FROM"
                    + " document_line l WHERE l.document_id = d.id)"))
        .isZero();
  }

  @Test
  void what_the_wallet_had_paid_is_paid_and_the_rest_is_due() {
    town.months.run(town.owner(ACME), MARCH);

    var paid = one(BAKERY, Kind.INVOICE);
    var owed = one(DENTIST, Kind.INVOICE);
    assertThat(paid.state()).isEqualTo(State.SETTLED);
    assertThat(paid.open()).isEqualTo(Money.zero("EUR"));
    assertThat(owed.state()).isEqualTo(State.ISSUED);
    assertThat(owed.open()).isEqualTo(owed.gross()).isEqualTo(Money.of("0.70", "EUR"));
    assertThat(town.documents.sheet(town.owner(DENTIST), owed.id()).totals())
        .contains(new Total(Total.What.DUE, Money.of("0.70", "EUR")));
  }

  @Test
  void a_second_run_issues_nothing_and_a_run_that_was_cut_off_goes_on() {
    town.months.run(town.owner(ACME), MARCH);
    var before = town.count("SELECT COUNT(*) FROM document");

    assertThat(town.months.run(town.owner(ACME), MARCH).invoices()).isZero();
    town.test
        .store
        .jdbi()
        .useHandle(handle -> handle.execute("UPDATE document_run SET state = 'RUNNING'"));
    assertThat(town.months.run(town.owner(ACME), MARCH).invoices()).isZero();

    assertThat(town.count("SELECT COUNT(*) FROM document")).isEqualTo(before);
    assertThat(town.count("SELECT MAX(sequence) FROM document WHERE kind = 'INVOICE'"))
        .isEqualTo(2);
  }

  @Test
  void months_follow_each_other_and_have_ended() {
    var acme = town.owner(ACME);
    town.months.run(acme, MARCH);

    assertThatThrownBy(() -> town.months.run(acme, MARCH.plusMonths(1)))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("2026-04");
    town.at("2026-06-02T08:00:00Z");
    assertThatThrownBy(() -> town.months.run(acme, YearMonth.of(2026, 5)))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("2026-04");
    assertThat(town.runs.next(acme)).isEqualTo(YearMonth.of(2026, 4));
  }

  @Test
  void nobody_issues_without_legal_details_and_a_client_sells_nothing() {
    assertThatThrownBy(() -> town.months.run(town.owner(NOVA), MARCH)).isInstanceOf(Fault.class);
    assertThatThrownBy(() -> town.months.run(town.owner(BAKERY), MARCH)).isInstanceOf(Fault.class);
  }

  @Test
  void the_wholesale_invoice_goes_to_the_reseller_and_no_client_sees_it() {
    town.months.run(town.owner(PLATFORM), MARCH);

    var invoice = one(ACME, Kind.INVOICE);
    assertThat(invoice.issuerId()).isEqualTo(PLATFORM);
    assertThat(invoice.ledger()).isEqualTo(Money.of("0.60", "EUR"));
    assertThat(all(BAKERY, Kind.INVOICE)).isEmpty();
    assertThatThrownBy(() -> town.documents.get(town.owner(BAKERY), invoice.id()))
        .isInstanceOf(Fault.class);
    assertThatThrownBy(() -> town.documents.sheet(town.owner(NOVA), invoice.id()))
        .isInstanceOf(Fault.class);
  }

  @Test
  void a_refund_in_the_month_is_taken_off_and_a_later_one_is_credited() {
    town.at("2026-04-02T08:00:00Z");
    var april = town.sell(BAKERY, 3, "0.5", "0.02");
    town.months.run(town.owner(ACME), MARCH);
    var march = one(BAKERY, Kind.INVOICE);
    town.at("2026-04-10T08:00:00Z");
    var events = town.count("SELECT MIN(event_id) FROM rated WHERE unit_price = 0.05");
    town.refund(List.of(events));
    town.refund(List.of(april.get(0)));
    town.at("2026-05-02T08:00:00Z");

    var result = town.months.run(town.owner(ACME), MARCH.plusMonths(1));

    assertThat(result.creditNotes()).isEqualTo(1);
    var note = one(BAKERY, Kind.CREDIT_NOTE);
    assertThat(note.refersTo()).isEqualTo(march.id());
    assertThat(note.ledger()).isEqualTo(Money.of("0.05", "EUR"));
    var invoices = all(BAKERY, Kind.INVOICE);
    assertThat(invoices.get(0).ledger()).isEqualTo(Money.of("1.5", "EUR"));
    assertThat(note.net().compareTo(march.net())).isNegative();
    assertThat(town.months.run(town.owner(ACME), MARCH.plusMonths(1)).creditNotes()).isZero();
  }

  @Test
  void credit_notes_by_hand_never_exceed_a_line_and_give_the_money_back() {
    town.months.run(town.owner(ACME), MARCH);
    var acme = town.owner(ACME);
    var invoice = one(BAKERY, Kind.INVOICE);
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
  void a_client_asks_for_a_proforma_and_its_seller_writes_it() {
    var asked = town.byHand.proforma(town.owner(BAKERY), 0, new BigDecimal("120"), "", "first");
    var again = town.byHand.proforma(town.owner(BAKERY), 0, new BigDecimal("120"), "", "first");

    assertThat(again.number()).isEqualTo(asked.number()).isEqualTo("PF-2026-00001");
    var proforma = one(ACME, Kind.PROFORMA);
    assertThat(proforma.tax()).isEqualTo(Money.of("20", "EUR"));
    assertThat(proforma.open()).isEqualTo(Money.of("120", "EUR"));
    for (var bad : List.of("0", "-1", "1.001", "100000000.01")) {
      assertThatThrownBy(
              () -> town.byHand.proforma(town.owner(BAKERY), 0, new BigDecimal(bad), "", "bad"))
          .isInstanceOf(Fault.class);
    }
  }

  @Test
  void a_reconciliation_act_ends_with_the_balance_of_the_wallet() {
    town.months.run(town.owner(ACME), MARCH);
    var from = java.time.LocalDate.of(2026, 3, 1);

    var act = town.byHand.reconcile(town.owner(ACME), BAKERY, from, from.plusDays(30), "a");

    var sheet = town.documents.sheet(town.owner(BAKERY), act.id());
    assertThat(sheet.totals()).contains(new Total(Total.What.CLOSING, Money.of("-99.21", "EUR")));
    assertThat(sheet.tables().get(0).rows()).hasSize(3);
  }

  @Test
  void a_seller_with_a_thousand_buyers_is_quick() {
    var store = town.test.store;
    store
        .jdbi()
        .useHandle(
            handle -> {
              var batch =
                  handle.prepareBatch(
                      "INSERT INTO tenant (id, parent_id, kind, name, path, currency, time_zone,"
                          + " language, country, created_at) VALUES (:id, 10, 'CLIENT', :name, :path,"
                          + " 'EUR', 'Europe/Kyiv', 'uk', 'UA', '2026-01-01')");
              for (var i = 5000; i < 6000; i++) {
                batch
                    .bind("id", i)
                    .bind("name", "Client " + i)
                    .bind("path", "/1/10/" + i + "/")
                    .add();
              }
              batch.execute();
            });
    town.test.tree.reload();
    town.at("2026-03-20T08:00:00Z");
    for (var i = 5000; i < 6000; i++) {
      town.wallet(i, ACME);
    }
    for (var i = 5000L; i < 6000; i++) {
      town.sell(i, 2, "0.0325", "0.02");
    }
    town.at("2026-04-02T08:00:00Z");
    var begun = System.nanoTime();

    var result = town.months.run(town.owner(ACME), MARCH);

    assertThat(result.invoices()).isEqualTo(1002);
    assertThat(java.time.Duration.ofNanos(System.nanoTime() - begun))
        .isLessThan(java.time.Duration.ofSeconds(60));
    assertThat(
            town.count(
                "SELECT COUNT(*) FROM document WHERE kind = 'INVOICE' AND sequence BETWEEN 1 AND"
                    + " 1002"))
        .isEqualTo(1002);
  }
}
