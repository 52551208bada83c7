package livery.issue;

import static livery.issue.IssueTown.MARCH;
import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.DENTIST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import livery.billing.Money;
import livery.books.PairAccount;
import livery.books.PairAccount.Entry;
import livery.document.State;
import livery.fault.Fault;
import livery.paper.Kind;
import livery.paper.Total;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Proformas and reconciliation acts, which people ask for one by one. */
class ByHandTest {

  private final IssueTown town = new IssueTown();

  @BeforeEach
  void sell() {
    town.sellInMarch();
    town.at("2026-04-02T08:00:00Z");
  }

  @Test
  void a_client_asks_for_a_proforma_and_its_seller_writes_it() {
    var asked = town.byHand.proforma(town.owner(BAKERY), 0, new BigDecimal("120"), "", "first");
    var again = town.byHand.proforma(town.owner(BAKERY), 0, new BigDecimal("120"), "", "first");

    assertThat(again.number()).isEqualTo(asked.number()).isEqualTo("PF-2026-00001");
    var proforma = town.one(ACME, Kind.PROFORMA);
    assertThat(proforma.tax()).isEqualTo(Money.of("20", "EUR"));
    assertThat(proforma.open()).isEqualTo(Money.of("120", "EUR"));
    assertThat(audited()).containsExactly("document " + asked.id() + " PF-2026-00001");
    for (var bad : List.of("0", "-1", "1.001", "100000000.01")) {
      assertThatThrownBy(
              () -> town.byHand.proforma(town.owner(BAKERY), 0, new BigDecimal(bad), "", "bad"))
          .isInstanceOf(Fault.class);
    }
  }

  /** What people have issued, as the log of changes says it. */
  private List<String> audited() {
    return town.test
        .store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT CONCAT(subject, ' ', detail) FROM audit"
                            + " WHERE action = 'document.issued'")
                    .mapTo(String.class)
                    .list());
  }

  @Test
  void a_reconciliation_act_ends_with_the_balance_of_the_wallet() {
    town.months.run(town.owner(ACME), MARCH);
    var from = LocalDate.of(2026, 3, 1);

    var act = town.byHand.reconcile(town.owner(ACME), BAKERY, from, from.plusDays(30), "a");

    var sheet = town.documents.sheet(town.owner(BAKERY), act.id());
    assertThat(sheet.totals()).contains(new Total(Total.What.CLOSING, Money.of("-99.21", "EUR")));
    assertThat(sheet.tables().get(0).rows()).hasSize(3);
    assertThat(sheet.tables().get(0).rows())
        .filteredOn(row -> row.cells().toString().contains(town.one(BAKERY, Kind.INVOICE).number()))
        .hasSize(1);
  }

  private void topUps(int count) {
    town.test
        .store
        .jdbi()
        .useHandle(
            handle -> {
              // A table with triggers takes no numbers that are made on the way.
              handle.execute("CREATE TEMPORARY TABLE made LIKE transfer");
              handle.execute(
                  "INSERT INTO made (id, posting_id, kind, debit_account, credit_account, amount,"
                      + " currency, seller_id, buyer_id, product, quantity, reference, posted_at)"
                      + " SELECT ? + seq, posting_id, kind, debit_account, credit_account, 10000,"
                      + " currency, seller_id, buyer_id, product, quantity, reference, '2026-03-10'"
                      + " FROM (SELECT * FROM transfer WHERE kind = 'TOP_UP' AND buyer_id = ? LIMIT"
                      + " 1) t JOIN seq_1_to_%d".formatted(count),
                  town.test.ids.next(count) - 1,
                  BAKERY);
              handle.execute("INSERT INTO transfer SELECT * FROM made");
              handle.execute("DROP TEMPORARY TABLE made");
            });
  }

  private PairAccount account(LocalDate from, LocalDate to) {
    var bakery = town.test.tree.find(BAKERY).orElseThrow();
    return PairAccount.read(town.test.store, bakery, ACME, from, to, town.runs.zone());
  }

  /** A paper that left movements out would end with another balance than the wallet. */
  @Test
  void an_account_has_all_movements_or_is_refused() {
    var acme = town.owner(ACME);
    var from = LocalDate.of(2026, 3, 5);
    var to = from.plusDays(26);

    topUps(PairAccount.MOST - account(from, to).entries().size());

    var account = account(from, to);
    assertThat(account.entries()).hasSize(PairAccount.MOST);
    assertThat(account.openingMicros())
        .isEqualTo(-99_212_500 - account.entries().stream().mapToLong(Entry::micros).sum());
    topUps(1);
    IssueTown.assertFault("to", () -> town.byHand.reconcile(acme, BAKERY, from, to, "more"));
    assertThat(town.byHand.reconcile(acme, BAKERY, from.plusDays(14), to, "less").id())
        .isPositive();
  }

  @Test
  void a_former_buyer_and_its_seller_can_reconcile_the_time_before_the_move() {
    town.at("2026-03-20T08:00:00Z");
    var jdbi = town.test.store.jdbi();
    jdbi.useHandle(
        handle -> {
          handle.execute("UPDATE tenant SET parent_id = 11, path = '/1/11/20/' WHERE id = 20");
          handle.execute(
              "INSERT INTO tenant_move VALUES (1, 20, 10, 11, FALSE, '', '2026-03-20 08:00:00')");
        });
    town.test.tree.reload();
    town.parties.save(town.owner(BAKERY), IssueTown.requisites("Bakery", "20", true));
    town.at("2026-04-02T08:00:00Z");
    var first = LocalDate.of(2026, 3, 1);
    var moved = LocalDate.of(2026, 3, 20);

    var act = town.byHand.reconcile(town.owner(ACME), BAKERY, first, first.plusDays(30), "a");
    var its = town.byHand.reconcile(town.owner(BAKERY), ACME, moved, moved, "b");

    assertThat(town.documents.sheet(town.owner(BAKERY), act.id()).totals())
        .contains(new Total(Total.What.CLOSING, Money.of("-99.21", "EUR")));
    assertThat(town.documents.sheet(town.owner(ACME), its.id()).totals())
        .contains(new Total(Total.What.CLOSING, Money.of("99.21", "EUR")));
    assertThat(town.byHand.former(town.owner(ACME))).extracting("id").containsExactly(BAKERY);
    assertThat(town.byHand.former(town.owner(BAKERY))).extracting("id").containsExactly(ACME);
    IssueTown.assertFault(
        "from",
        () ->
            town.byHand.reconcile(
                town.owner(ACME), BAKERY, moved.plusDays(1), moved.plusDays(1), "c"));
    assertThatThrownBy(() -> town.byHand.reconcile(town.owner(DENTIST), BAKERY, first, moved, "d"))
        .isInstanceOf(Fault.class);
  }

  @Test
  void a_proforma_that_the_bank_says_is_paid_is_settled_and_opens_when_the_money_goes_back() {
    var asked =
        town.byHand.proforma(town.owner(ACME), BAKERY, new BigDecimal("10"), "Work", "bank").id();
    var payments =
        new livery.document.Payments(
            town.test.store, town.documents, town.test.ids, town.test.clock, town.test.audit);

    var paid = LocalDate.of(2026, 4, 1);
    var acme = town.owner(ACME);
    var cent = new BigDecimal("0.01");
    payments.pay(acme, asked, cent, paid, "bank 7", "first");
    payments.pay(acme, asked, cent, paid, "bank 7", "first");
    payments.pay(acme, asked, cent, paid, "", "second");
    assertThat(payments.list(town.owner(BAKERY), asked))
        .isEqualTo(payments.list(acme, asked))
        .extracting(one -> one.amount() + " " + one.paidOn() + " " + one.reference())
        .containsExactlyInAnyOrder("0.01 EUR 2026-04-01 bank 7", "0.01 EUR 2026-04-01 ");
    assertThatThrownBy(() -> payments.list(town.owner(DENTIST), asked)).isInstanceOf(Fault.class);
    payments.counted(asked, Money.of("-0.02", "EUR"));
    payments.counted(asked, Money.of("4", "EUR"));
    assertThat(town.one(BAKERY, Kind.PROFORMA).open()).isEqualTo(Money.of("6", "EUR"));
    payments.counted(asked, Money.of("7", "EUR")); // more than was asked
    assertThat(town.one(BAKERY, Kind.PROFORMA).open()).isEqualTo(Money.zero("EUR"));
    assertThat(town.one(BAKERY, Kind.PROFORMA).state()).isEqualTo(State.SETTLED);
    payments.counted(asked, Money.of("-10", "EUR"));

    assertThat(town.one(BAKERY, Kind.PROFORMA).state()).isEqualTo(State.SENT);
    assertThat(town.one(BAKERY, Kind.PROFORMA).open()).isEqualTo(Money.of("10", "EUR"));
    town.months.run(town.owner(ACME), MARCH);
    var invoice = town.all(DENTIST, Kind.INVOICE).get(0);
    payments.counted(invoice.id(), Money.of("0.10", "EUR")); // its wallet counts it already
    assertThat(town.all(DENTIST, Kind.INVOICE).get(0).open()).isEqualTo(invoice.open());
  }
}
