package livery.issue;

import static livery.issue.IssueTown.MARCH;
import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.DENTIST;
import static livery.tenant.TestTenants.NOVA;
import static livery.tenant.TestTenants.PLATFORM;
import static livery.tenant.TestTenants.STUDIO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import livery.billing.Money;
import livery.books.Sold;
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
    town.sellInMarch();
    town.at("2026-04-02T08:00:00Z");
  }

  @Test
  void every_buyer_gets_an_invoice_and_an_act_that_add_up_to_the_ledger() {
    var result = town.months.run(town.owner(ACME), MARCH);

    assertThat(result.invoices()).isEqualTo(2);
    assertThat(town.all(ACME, Kind.ACT)).hasSize(2);
    var invoice = town.one(BAKERY, Kind.INVOICE);
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
  void a_bundle_is_a_line_of_its_own() {
    town.at("2026-03-30T08:00:00Z");
    town.sellBundle(BAKERY, 500, "10");
    town.at("2026-04-02T08:00:00Z");

    town.months.run(town.owner(ACME), MARCH);

    var lines = town.documents.lines(town.owner(BAKERY), town.one(BAKERY, Kind.INVOICE).id());
    var bundle = lines.stream().filter(line -> line.product().equals(Sold.BUNDLE)).toList();
    assertThat(bundle).hasSize(1);
    assertThat(bundle.get(0).ledger()).isEqualTo(Money.of("10", "EUR"));
  }

  @Test
  void what_the_wallet_had_paid_is_paid_and_the_rest_is_due() {
    town.months.run(town.owner(ACME), MARCH);

    var paid = town.one(BAKERY, Kind.INVOICE);
    var owed = town.one(DENTIST, Kind.INVOICE);
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
  void one_buyer_has_its_act_before_the_others_and_the_month_issues_the_rest_once() {
    var acme = town.owner(ACME);
    var act = town.months.act(acme, MARCH, BAKERY);

    assertThat(act).hasSize(1);
    assertThat(town.one(BAKERY, Kind.ACT).id()).isEqualTo(act.get(0).id());
    assertThat(town.one(BAKERY, Kind.INVOICE).gross()).isEqualTo(Money.of("0.79", "EUR"));
    assertThat(town.all(DENTIST, Kind.ACT)).isEmpty();
    assertThat(town.months.act(acme, MARCH, BAKERY))
        .extracting(livery.document.Issuer.Issued::id)
        .containsExactly(act.get(0).id());

    town.test.clock.pass(java.time.Duration.ofHours(1));
    assertThat(town.runs.due()).as("nothing goes on by itself").isEmpty();
    assertThat(town.runs.next(acme)).isEqualTo(MARCH);
    assertThat(town.months.run(acme, MARCH).invoices()).isEqualTo(1);
    assertThat(town.all(ACME, Kind.ACT)).hasSize(2);
    assertThat(town.count("SELECT MAX(sequence) FROM document WHERE kind = 'ACT'")).isEqualTo(2);
    assertThat(town.runs.next(acme)).isEqualTo(MARCH.plusMonths(1));
  }

  @Test
  void an_act_of_nothing_or_of_a_month_that_goes_on_is_refused_and_begins_no_month() {
    var acme = town.owner(ACME);

    IssueTown.assertFault("buyerId", () -> town.months.act(acme, MARCH, STUDIO));
    IssueTown.assertFault("period", () -> town.months.act(acme, MARCH.plusMonths(1), BAKERY));
    assertThatThrownBy(() -> town.months.act(town.owner(BAKERY), MARCH, DENTIST))
        .isInstanceOf(Fault.class);

    assertThat(town.count("SELECT COUNT(*) FROM document_run")).isZero();
    assertThat(town.count("SELECT COUNT(*) FROM document")).isZero();
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

    var invoice = town.one(ACME, Kind.INVOICE);
    assertThat(invoice.issuerId()).isEqualTo(PLATFORM);
    assertThat(invoice.ledger()).isEqualTo(Money.of("0.60", "EUR"));
    assertThat(town.all(BAKERY, Kind.INVOICE)).isEmpty();
    assertThatThrownBy(() -> town.documents.get(town.owner(BAKERY), invoice.id()))
        .isInstanceOf(Fault.class);
    assertThatThrownBy(() -> town.documents.sheet(town.owner(NOVA), invoice.id()))
        .isInstanceOf(Fault.class);
  }

  @Test
  void a_product_is_called_by_its_own_name_in_the_language_of_the_document() {
    town.test
        .store
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO product (code, name_en, name_uk, name_ru)"
                        + " VALUES ('push.web', 'Web push', 'Вебсповіщення', 'Веб-уведомление')"));
    var desk = town.desk.sit(List.of());

    assertThat(desk.product("push.web", "uk")).isEqualTo("Вебсповіщення");
    assertThat(desk.product("sms.mt", "ru")).isEqualTo("Исходящее SMS, за часть");
    assertThat(desk.product("premium", "en")).isEqualTo("Premium number");
    assertThat(desk.product("plugin.voting", "en")).isEqualTo("Campaign type voting, month");
  }

  @Test
  void many_buyers_take_fewer_statements_than_documents() {
    var first = 5000;
    var end = first + 300;
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
              for (var i = first; i < end; i++) {
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
    for (var i = first; i < end; i++) {
      town.wallet(i, ACME);
    }
    for (long i = first; i < end; i++) {
      town.sell(i, 2, "0.0325", "0.02");
    }
    town.at("2026-04-02T08:00:00Z");
    var before = questions();

    var result = town.months.run(town.owner(ACME), MARCH);

    assertThat(result.invoices()).isEqualTo(302);
    assertThat(questions() - before).isLessThan(result.invoices());
    assertThat(
            town.count(
                "SELECT COUNT(*) FROM document WHERE kind = 'INVOICE' AND sequence BETWEEN 1 AND"
                    + " 302"))
        .isEqualTo(302);
  }

  /** Statements that the database of this JVM has been asked. */
  private long questions() {
    return town.test
        .store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SHOW GLOBAL STATUS LIKE 'Questions'")
                    .map((row, context) -> row.getLong("Value"))
                    .one());
  }

  @Test
  void an_issuer_without_a_brand_has_plain_paper_and_never_that_of_somebody_above() {
    var letterheads =
        new livery.document.Letterheads(town.test.brands, town.parties, town.test.tree);
    var west =
        town.test
            .tenants
            .create(
                town.owner(livery.tenant.TestTenants.NOVA),
                new livery.client.Tenants.Details(
                    livery.tenant.Tenant.Kind.RESELLER, "west", "EUR", "Europe/Kyiv", "en", "UA"))
            .id();

    var plain = letterheads.of(west);
    assertThat(plain.name()).isEqualTo("west");
    assertThat(plain.logo()).isNull();
    assertThat(plain.footer()).isEmpty();
    town.parties.save(town.owner(west), IssueTown.requisites("West LLC", "20", true));
    assertThat(letterheads.of(west).name()).isEqualTo("West LLC");
    assertThat(letterheads.of(ACME).name()).isEqualTo(town.test.brands.of(ACME).name());
    assertThat(letterheads.of(PLATFORM).name()).isEqualTo(town.test.brands.of(PLATFORM).name());
  }

  @Test
  void an_act_that_was_objected_to_is_followed_by_a_version_that_says_what_its_invoice_does() {
    town.months.run(town.owner(ACME), MARCH);
    var act = town.one(BAKERY, Kind.ACT);
    var invoice = town.one(BAKERY, Kind.INVOICE);
    var versions =
        new ActVersions(
            town.documents,
            town.credits,
            town.issuer,
            town.acts,
            town.desk,
            town.runs,
            town.test.clock);
    assertThatThrownBy(() -> versions.correct(town.owner(ACME), act.id()))
        .isInstanceOf(livery.fault.Fault.class); // nobody objected
    if (act.state() == State.ISSUED) {
      town.acts.send(town.owner(ACME), act.id());
    }
    town.acts.object(town.owner(BAKERY), act.id(), "Not sent");
    assertThatThrownBy(() -> versions.correct(town.owner(ACME), act.id()))
        .isInstanceOf(livery.fault.Fault.class); // the invoice says the same
    assertThatThrownBy(() -> versions.correct(town.owner(DENTIST), act.id()))
        .isInstanceOf(livery.fault.Fault.class);
    town.notes.byHand(
        town.owner(ACME),
        invoice.id(),
        List.of(new CreditNotes.Wish(1, new BigDecimal("0.10"))),
        "Not sent",
        "c1");

    var issued = versions.correct(town.owner(ACME), act.id());

    var next = town.documents.get(town.owner(BAKERY), issued.id());
    assertThat(next.version()).isEqualTo(2);
    assertThat(next.correctsId()).isEqualTo(act.id());
    assertThat(next.net()).isEqualTo(act.net().minus(Money.of("0.10", "EUR")));
    assertThat(next.state()).isEqualTo(State.SENT);
    var before = town.documents.get(town.owner(BAKERY), act.id());
    assertThat(before.state()).isEqualTo(State.CORRECTED);
    assertThat(before.net()).isEqualTo(act.net());
    assertThat(town.documents.sheet(town.owner(BAKERY), next.id()).references())
        .anyMatch(reference -> reference.what() == livery.paper.Reference.What.REPLACES);
  }

  @Test
  void after_a_move_in_mid_month_each_seller_issues_what_it_has_sold_itself() {
    town.parties.save(town.owner(NOVA), IssueTown.requisites("Company 11", "20", true));
    town.wallet(NOVA, PLATFORM);
    town.at("2026-04-10T08:00:00Z");
    var before = town.sellVia(ACME, BAKERY, 10, "0.5", "0.2");
    town.at("2026-04-15T08:00:00Z");
    town.move(BAKERY, NOVA);
    town.sellVia(NOVA, BAKERY, 4, "0.75", "0.3");
    town.at("2026-05-03T08:00:00Z");
    for (var seller : List.of(PLATFORM, ACME, NOVA)) {
      town.months.run(town.owner(seller), MARCH.plusMonths(1));
    }

    assertThat(gross(ACME, BAKERY, Kind.INVOICE)).containsExactly("5 EUR");
    assertThat(gross(NOVA, BAKERY, Kind.INVOICE)).containsExactly("3 EUR");
    assertThat(gross(PLATFORM, ACME, Kind.INVOICE)).containsExactly("2 EUR");
    assertThat(gross(PLATFORM, NOVA, Kind.INVOICE)).containsExactly("1.2 EUR");

    town.refund(before.subList(0, 2)); // comes back after the move, from whom had sold it
    town.at("2026-06-03T08:00:00Z");
    for (var seller : List.of(PLATFORM, ACME, NOVA)) {
      town.months.run(town.owner(seller), MARCH.plusMonths(2));
    }

    assertThat(gross(ACME, BAKERY, Kind.CREDIT_NOTE)).containsExactly("1 EUR");
    assertThat(gross(PLATFORM, ACME, Kind.CREDIT_NOTE)).containsExactly("0.4 EUR");
    assertThat(gross(NOVA, BAKERY, Kind.CREDIT_NOTE)).isEmpty();
    assertThat(gross(PLATFORM, NOVA, Kind.CREDIT_NOTE)).isEmpty();
  }

  private List<String> gross(long issuer, long recipient, Kind kind) {
    var query = new Documents.Query(kind, null, null, false, "", 0, recipient);
    return town.documents.list(town.owner(issuer), query, Long.MAX_VALUE, 100).stream()
        .filter(one -> one.issuerId() == issuer)
        .map(one -> one.gross().toString())
        .toList();
  }
}
