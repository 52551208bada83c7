package livery.work;

import static livery.issue.IssueTown.MARCH;
import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.DENTIST;
import static livery.tenant.TestTenants.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import livery.document.Document;
import livery.document.DocumentLine;
import livery.document.Documents;
import livery.fault.Fault;
import livery.issue.CreditNotes;
import livery.issue.IssueTown;
import livery.money.Alerts;
import livery.money.HandCharged;
import livery.money.Wallets;
import livery.paper.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was charged once is given back once, whichever way it goes. */
class WorkCreditTest {

  private final IssueTown town = new IssueTown();
  private final Wallets wallets =
      new Wallets(town.test.store, town.test.sql, town.test.tree, town.test.ids, town.test.clock);
  private final Work work =
      new Work(
          town.test.store,
          wallets,
          new WorkRows(town.test.store, town.test.tree),
          town.desk,
          new Alerts(town.test.store, town.test.sql, wallets, town.test.clock, town.test.audit),
          town.test.ids,
          town.test.clock,
          town.test.audit);

  @BeforeEach
  void fund() {
    town.topUp(BAKERY, ACME, "1000");
    town.topUp(DENTIST, ACME, "100");
    town.topUp(ACME, PLATFORM, "100");
    town.sell(DENTIST, 1, "0.5", "0.02");
  }

  @AfterEach
  void the_books_hold() {
    assertThat(town.test.store.inTransaction(HandCharged::check)).isEmpty();
  }

  private Piece charge(String text, String key) {
    var order = new Work.Order(BAKERY, text, null, new BigDecimal("60"), "", key);
    return work.charge(town.owner(ACME), order).piece();
  }

  private void takeBack(Piece piece) {
    work.takeBack(town.owner(ACME), BAKERY, piece.id());
  }

  private String available() {
    return wallets.ofBuyer(town.owner(ACME), BAKERY).wallet().available().toString();
  }

  private List<Document> all(Kind kind) {
    return town.documents.list(
        town.owner(BAKERY),
        new Documents.Query(kind, null, null, false, "", 0, 0),
        Long.MAX_VALUE,
        100);
  }

  private List<String> lines(Document document) {
    return town.documents.lines(town.owner(BAKERY), document.id()).stream()
        .map(WorkCreditTest::line)
        .toList();
  }

  private static String line(DocumentLine line) {
    return line.refersLine() + " " + line.text() + " " + line.ledger();
  }

  private void credit(Document invoice, int line, String net, String key) {
    var wish = List.of(new CreditNotes.Wish(line, new BigDecimal(net)));
    town.notes.byHand(town.owner(ACME), invoice.id(), wish, "Not done", key);
  }

  private void creditIsTooMuch(Document invoice, int line, String net) {
    assertThatThrownBy(() -> credit(invoice, line, net, "more"))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.key()).isEqualTo("issue.fault.credit-more"));
  }

  /** The dentist's act fixes what March is; what goes back afterwards is a note of April's run. */
  private void march() {
    town.at("2026-04-02T08:00:00Z");
    town.months.act(town.owner(ACME), MARCH, DENTIST);
    town.at("2026-04-02T09:00:00Z");
  }

  private Document marchForAll() {
    town.at("2026-04-02T10:00:00Z");
    town.months.run(town.owner(ACME), MARCH);
    return all(Kind.INVOICE).get(0);
  }

  private void april() {
    town.at("2026-05-02T08:00:00Z");
    town.months.run(town.owner(ACME), MARCH.plusMonths(1));
  }

  @Test
  void what_was_taken_back_is_not_credited_by_hand_again() {
    var logo = charge("Logo", "1");
    charge("Banner", "2");
    march();
    takeBack(logo);
    var invoice = marchForAll();

    assertThat(lines(invoice)).containsExactly("0 Logo 60 EUR", "0 Banner 60 EUR");
    creditIsTooMuch(invoice, 1, "0.01");
    assertThat(available()).isEqualTo("940 EUR");
    april();
    assertThat(lines(all(Kind.CREDIT_NOTE).get(0))).containsExactly("1 Logo 60 EUR");
    creditIsTooMuch(invoice, 1, "0.01");
    credit(invoice, 2, "50", "banner");
    assertThat(available()).isEqualTo("1000 EUR");
  }

  @Test
  void pieces_alike_are_lines_of_their_own_and_go_back_each_for_itself() {
    charge("Logo", "1");
    var second = charge("Logo", "2");
    charge("Banner", "3");
    march();
    takeBack(second);
    var invoice = marchForAll();

    assertThat(lines(invoice)).containsExactly("0 Logo 60 EUR", "0 Logo 60 EUR", "0 Banner 60 EUR");
    credit(invoice, 1, "50", "first");
    creditIsTooMuch(invoice, 2, "0.01");
    april();

    assertThat(available()).isEqualTo("940 EUR");
    assertThat(all(Kind.CREDIT_NOTE).stream().map(this::lines).toList())
        .containsExactly(List.of("2 Logo 60 EUR"), List.of("1 Logo 60 EUR"));
  }

  @Test
  void texts_that_never_arrived_are_not_credited_by_hand_again() {
    var texts = town.sell(BAKERY, 2, "10", "0.02"); // three parts
    var invoice = marchForAll();
    town.refund(List.of(texts.get(1)));

    creditIsTooMuch(invoice, 1, "8.34");
    credit(invoice, 1, "8.33", "rest");

    assertThat(available()).isEqualTo("1000 EUR");
    april();
    assertThat(available()).isEqualTo("1000 EUR");
    assertThat(all(Kind.CREDIT_NOTE)).hasSize(2);
  }

  @Test
  void what_an_act_within_the_month_said_and_went_back_is_not_credited_again() {
    var texts = town.sell(BAKERY, 2, "10", "0.02");
    town.at("2026-03-11T08:00:00Z");
    town.months.act(town.owner(ACME), MARCH.atDay(10), BAKERY);
    var invoice = all(Kind.INVOICE).get(0);
    town.refund(List.of(texts.get(1)));

    creditIsTooMuch(invoice, 1, "8.34");
    marchForAll();
    creditIsTooMuch(invoice, 1, "8.34");
    credit(invoice, 1, "8.33", "rest");
    april();

    assertThat(available()).isEqualTo("1000 EUR");
  }
}
