package livery.work;

import static livery.issue.IssueTown.MARCH;
import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.DENTIST;
import static livery.tenant.TestTenants.NOVA;
import static livery.tenant.TestTenants.PLATFORM;
import static livery.tenant.TestTenants.STUDIO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;
import livery.billing.Money;
import livery.billing.Wallet;
import livery.document.Document;
import livery.document.DocumentLine;
import livery.document.Documents;
import livery.fault.Fault;
import livery.issue.CreditNotes;
import livery.issue.IssueTown;
import livery.money.Alerts;
import livery.money.HandCharged;
import livery.money.Statements;
import livery.money.Wallets;
import livery.paper.Kind;
import livery.paper.Papers;
import livery.paper.UblSchemas;
import livery.report.Spending;
import livery.sales.Sales;
import livery.sales.SalesCount;
import livery.sales.SalesQuery;
import livery.tenant.Role;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WorkTest {

  private static final String SETUP = "Налаштування кампанії «під ключ» & <тест>";

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
  }

  @AfterEach
  void the_books_hold() {
    assertThat(town.test.store.inTransaction(HandCharged::check)).isEmpty();
  }

  private static Work.Order order(long buyer, String text, String quantity, String price) {
    return new Work.Order(
        buyer,
        text,
        quantity == null ? null : new BigDecimal(quantity),
        new BigDecimal(price),
        "",
        "key " + text.hashCode() + " at " + price);
  }

  private Work.Done charge(String text, String quantity, String price) {
    return work.charge(town.owner(ACME), order(BAKERY, text, quantity, price));
  }

  private String available(long seller, long buyer) {
    return wallets.ofBuyer(town.owner(seller), buyer).wallet().available().toString();
  }

  private static void assertFault(Fault.Kind kind, String key, ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> {
              assertThat(fault.kind()).isEqualTo(kind);
              assertThat(fault.key()).isEqualTo(key);
            });
  }

  @Test
  void work_is_charged_once_for_each_key_and_noted_once() {
    var first = charge(SETUP, "2", "150.25");
    var second = charge(SETUP, "2", "150.25");

    assertThat(first.repeated()).isFalse();
    assertThat(second.repeated()).isTrue();
    assertThat(second.piece()).isEqualTo(first.piece());
    assertThat(first.piece().text()).isEqualTo(SETUP);
    assertThat(first.piece().amount()).isEqualTo(Money.of("300.5", "EUR"));
    assertThat(available(ACME, BAKERY)).isEqualTo("699.5 EUR");
    assertThat(town.count("SELECT COUNT(*) FROM audit WHERE action = 'work.charge'")).isEqualTo(1);
    var key = order(BAKERY, SETUP, "2", "150.25").key();
    var other = new Work.Order(BAKERY, "Other", null, BigDecimal.ONE, "", key);
    assertFault(
        Fault.Kind.CONFLICT, "work.fault.key-used", () -> work.charge(town.owner(ACME), other));
  }

  @Test
  void two_who_send_the_same_at_once_charge_once() throws Exception {
    var pool = Executors.newFixedThreadPool(4);
    try {
      var racers = new ArrayList<Callable<Work.Done>>();
      for (var i = 0; i < 4; i++) {
        racers.add(() -> charge(SETUP, null, "600"));
      }
      var fresh = 0;
      for (var racer : pool.invokeAll(racers)) {
        fresh += racer.get().repeated() ? 0 : 1;
      }

      assertThat(fresh).isEqualTo(1);
      assertThat(available(ACME, BAKERY)).isEqualTo("400 EUR");
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void the_wallet_and_its_credit_line_must_reach() {
    var tooMuch = order(BAKERY, SETUP, "1", "1000.000001");

    assertFault(
        Fault.Kind.NO_MONEY, "work.fault.no-money", () -> work.check(town.owner(ACME), tooMuch));
    assertFault(
        Fault.Kind.NO_MONEY, "work.fault.no-money", () -> work.charge(town.owner(ACME), tooMuch));
    assertThat(available(ACME, BAKERY)).isEqualTo("1000 EUR");
    charge(SETUP, "1", "1000");
    assertThat(available(ACME, BAKERY)).isEqualTo("0 EUR");
  }

  @ParameterizedTest(name = "{0} at {1}: {2}")
  @CsvSource({
    "0, 1, quantity",
    "-1, 1, quantity",
    "1.5, 1, quantity",
    "100001, 0.01, quantity",
    "1e30, 1, quantity",
    "1, 0, unitPrice",
    "1, -1, unitPrice",
    "1, 1.1234567, unitPrice",
    "1, 100000001, unitPrice",
    "100000, 1000.01, unitPrice"
  })
  void a_number_that_cannot_be_right_charges_nothing(String quantity, String price, String field) {
    assertThatThrownBy(() -> charge(SETUP, quantity, price))
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> {
              assertThat(fault.kind()).isEqualTo(Fault.Kind.INVALID);
              assertThat(fault.field()).isEqualTo(field);
            });
    assertThat(available(ACME, BAKERY)).isEqualTo("1000 EUR");
  }

  @Test
  void the_bounds_themselves_are_charged_and_the_text_has_one() {
    charge("x".repeat(Work.TEXT_MAX), "100000", "0.000001");

    assertThat(available(ACME, BAKERY)).isEqualTo("999.9 EUR");
    assertFault(
        Fault.Kind.INVALID,
        "fault.too-long",
        () -> charge("x".repeat(Work.TEXT_MAX + 1), "1", "1"));
    assertFault(Fault.Kind.INVALID, "fault.missing", () -> charge("  ", "1", "1"));
    var dollars = new Work.Order(BAKERY, SETUP, null, BigDecimal.ONE, "USD", "k");
    assertFault(
        Fault.Kind.INVALID, "work.fault.currency", () -> work.charge(town.owner(ACME), dollars));
  }

  @Test
  void nobody_but_the_direct_seller_charges_or_sees_it() {
    var done = charge(SETUP, "1", "10");

    for (var pair :
        new long[][] {{BAKERY, BAKERY}, {NOVA, BAKERY}, {PLATFORM, BAKERY}, {ACME, STUDIO}}) {
      assertFault(
          Fault.Kind.NOT_FOUND,
          "fault.not-found",
          () -> work.charge(town.owner(pair[0]), order(pair[1], SETUP, "1", "1")));
    }
    for (var other : new long[] {NOVA, PLATFORM, BAKERY}) {
      assertThatThrownBy(() -> work.takeBack(town.owner(other), BAKERY, done.piece().id()))
          .isInstanceOf(Fault.class);
      assertThatThrownBy(() -> work.list(town.owner(other), BAKERY, Long.MAX_VALUE, 10))
          .isInstanceOf(Fault.class);
    }
    assertFault(
        Fault.Kind.NOT_FOUND,
        "fault.not-found",
        () -> work.takeBack(town.owner(ACME), DENTIST, done.piece().id()));
    assertThat(available(ACME, BAKERY)).isEqualTo("990 EUR");
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"VIEWER", "MANAGER"})
  void only_those_who_may_finance_charge_and_take_back(Role role) {
    var done = charge(SETUP, "1", "10");
    var scope = town.test.scope(ACME, role);

    assertThatThrownBy(() -> work.charge(scope, order(BAKERY, SETUP, "1", "1")))
        .isInstanceOf(livery.tenant.NotAllowed.class);
    assertThatThrownBy(() -> work.takeBack(scope, BAKERY, done.piece().id()))
        .isInstanceOf(livery.tenant.NotAllowed.class);
  }

  @Test
  void an_agents_clients_are_charged_by_its_principal() {
    town.test.tree.agents(List.of(ACME));
    town.wallet(BAKERY, PLATFORM);
    town.topUp(BAKERY, PLATFORM, "50");

    assertFault(
        Fault.Kind.CONFLICT,
        "work.fault.agent",
        () -> work.charge(town.owner(ACME), order(BAKERY, SETUP, "1", "1")));
    work.charge(town.owner(PLATFORM), order(BAKERY, SETUP, "1", "20"));

    assertThat(available(PLATFORM, BAKERY)).isEqualTo("30 EUR");
    assertThat(work.list(town.owner(ACME), BAKERY, Long.MAX_VALUE, 10)).hasSize(1);
  }

  @Test
  void a_client_that_has_moved_is_charged_by_its_new_seller_alone() {
    town.wallet(NOVA, PLATFORM);
    town.move(BAKERY, NOVA);
    town.topUp(BAKERY, NOVA, "50");

    assertFault(Fault.Kind.CONFLICT, "work.fault.left", () -> charge(SETUP, "1", "1"));
    work.charge(town.owner(NOVA), order(BAKERY, SETUP, "1", "20"));

    assertThat(available(NOVA, BAKERY)).isEqualTo("30 EUR");
  }

  @Test
  void a_month_that_is_closed_takes_no_more() {
    town.test
        .store
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO billing_period (seller_id, period, from_at, to_at, state,"
                        + " cutoff_at) VALUES (10, 202603, '2026-02-28 22:00', '2026-03-31 21:00',"
                        + " 'CLOSING', '2026-03-31 21:00')"));

    assertFault(Fault.Kind.CONFLICT, "work.fault.closed", () -> charge(SETUP, "1", "1"));
    assertThat(town.count("SELECT COUNT(*) FROM posting_key WHERE kind = 'CHARGE'")).isZero();
    town.at("2026-04-01T00:00:00Z");
    charge(SETUP, "1", "1");
  }

  @Test
  void the_question_before_tells_the_tax_and_what_is_left() {
    var quote = work.check(town.owner(ACME), order(BAKERY, SETUP, null, "120"));

    assertThat(quote.amount()).isEqualTo(Money.of("120", "EUR"));
    assertThat(quote.taxed().net()).isEqualTo(Money.of("100", "EUR"));
    assertThat(quote.taxed().tax()).isEqualTo(Money.of("20", "EUR"));
    assertThat(quote.left()).isEqualTo(Money.of("880", "EUR"));
    assertThat(available(ACME, BAKERY)).isEqualTo("1000 EUR");
  }

  @Test
  void the_buyers_statement_says_its_text_and_what_is_behind() {
    var done = charge(SETUP, "2", "7.5");
    var statements = new Statements(town.test.store, wallets, town.test.tree, town.test.clock);
    var bakery = town.owner(BAKERY);
    town.test.clock.pass(java.time.Duration.ofMinutes(1));

    var page =
        statements.page(
            bakery,
            statements.query(bakery, 0, "", "", "CHARGE", "work"),
            livery.money.Statements.ORDERS.first(),
            "",
            10);

    assertThat(page.lines()).hasSize(1);
    assertThat(page.lines().get(0).transfer().reference()).isEqualTo(SETUP);
    assertThat(page.lines().get(0).change()).isEqualTo(Money.of("-15", "EUR"));
    var detail = statements.detail(bakery, 0, done.piece().id(), 0, 10);
    assertThat(detail.rows()).hasSize(1);
    assertThat(detail.rows().get(0).line().unitPrice()).isEqualByComparingTo("7.5");
  }

  @Test
  void it_is_in_the_sellers_margin_and_costs_it_nothing() {
    charge(SETUP, "2", "7.5");
    new SalesCount(town.test.store, town.test.clock).count();
    town.test.clock.pass(java.time.Duration.ofHours(1));
    var acme = town.owner(ACME);
    var filter = new SalesQuery(town.test.sql, town.test.tree, town.test.clock);

    var sold =
        new Sales(town.test.sql, town.test.tree)
            .sold(acme, Sales.By.PRODUCT, filter.of(acme, "", "", 0, ""));

    assertThat(sold).hasSize(1);
    assertThat(sold.get(0).product()).isEqualTo("work");
    assertThat(sold.get(0).quantity()).isEqualTo(2);
    assertThat(sold.get(0).margin()).hasValue(Money.of("15", "EUR"));
  }

  @Test
  void it_is_in_what_the_buyer_has_spent() {
    charge(SETUP, "2", "7.5");
    new SalesCount(town.test.store, town.test.clock).count();
    town.test.clock.pass(java.time.Duration.ofHours(1));
    var bakery = town.owner(BAKERY);
    var query = new SalesQuery(town.test.sql, town.test.tree, town.test.clock);
    var sales = new Sales(town.test.sql, town.test.tree);
    var spending = new Spending(sales, query, null, null, town.test.tree);

    var spent = spending.byProduct(bakery, spending.period(bakery, "", ""));

    assertThat(spent)
        .extracting(Spending.Line::product, Spending.Line::quantity, Spending.Line::paid)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("work", 2L, Money.of("15", "EUR")));
  }

  private Document one(Kind kind) {
    var found =
        town.documents.list(
            town.owner(BAKERY),
            new Documents.Query(kind, null, null, false, "", 0, 0),
            Long.MAX_VALUE,
            100);
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private List<String> names(Document document) {
    return town.documents.sheet(town.owner(BAKERY), document.id()).lines().stream()
        .map(livery.paper.Line::name)
        .toList();
  }

  /** All parts of a workbook, one after the other. */
  private static String cells(byte[] workbook) throws IOException {
    var all = new StringBuilder();
    try (var parts = new ZipInputStream(new ByteArrayInputStream(workbook))) {
      while (parts.getNextEntry() != null) {
        all.append(new String(parts.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return Pattern.compile("&#x([0-9a-f]+);")
        .matcher(all)
        .replaceAll(letter -> Character.toString(Integer.parseInt(letter.group(1), 16)));
  }

  private void issueMarch() {
    town.at("2026-04-02T08:00:00Z");
    town.months.run(town.owner(ACME), MARCH);
  }

  @Test
  void each_piece_is_a_line_of_its_own_on_every_paper() throws Exception {
    town.topUp(ACME, PLATFORM, "10");
    town.sell(BAKERY, 2, "0.5", "0.02");
    charge(SETUP, "2", "60");
    charge("Logo", "1", "60");

    issueMarch();

    for (var kind : List.of(Kind.INVOICE, Kind.ACT)) {
      var paper = one(kind);
      assertThat(names(paper)).hasSize(3).contains(SETUP, "Logo");
      assertThat(paper.gross()).isEqualTo(Money.of("181.50", "EUR"));
      var sheet = town.documents.sheet(town.owner(BAKERY), paper.id());
      var line = sheet.lines().get(names(paper).indexOf(SETUP));
      assertThat(line.quantity()).isEqualByComparingTo("2");
      assertThat(line.net()).isEqualTo(Money.of("100", "EUR"));
      assertThat(line.tax()).isEqualTo(Money.of("20", "EUR"));
      assertThat(line.detail()).isEmpty();
      try (var pdf = Loader.loadPDF(Papers.pdf(sheet))) {
        assertThat(new PDFTextStripper().getText(pdf).replaceAll("\\s+", " "))
            .contains("Налаштування кампанії", "Logo");
      }
      assertThat(new String(Papers.csv(sheet), StandardCharsets.UTF_8)).contains(SETUP, "Logo");
      assertThat(cells(Papers.xlsx(sheet)))
          .contains(">Налаштування кампанії «під ключ» &amp; &lt;тест&gt;</t>", ">Logo</t>");
    }
    var invoice = town.documents.sheet(town.owner(BAKERY), one(Kind.INVOICE).id());
    var names = UblSchemas.valid(invoice).getElementsByTagNameNS("*", "Name");
    var found = new ArrayList<String>();
    for (var i = 0; i < names.getLength(); i++) {
      found.add(names.item(i).getTextContent());
    }
    assertThat(found).contains(SETUP, "Logo");
  }

  @Test
  void two_pieces_at_one_price_keep_their_texts_in_an_act_within_the_month() {
    charge("Logo", "1", "60");
    town.at("2026-03-11T08:00:00Z");
    town.months.act(town.owner(ACME), MARCH.atDay(10), BAKERY);
    charge("Banner", "1", "60");
    charge("Leaflet", "1", "60");

    issueMarch();

    var invoices =
        town.documents.list(
            town.owner(BAKERY),
            new Documents.Query(Kind.INVOICE, null, null, false, "", 0, 0),
            Long.MAX_VALUE,
            100);
    assertThat(invoices.stream().map(this::names).toList())
        .containsExactly(List.of("Banner", "Leaflet"), List.of("Logo"));
  }

  @Test
  void what_was_taken_back_in_its_month_is_on_no_paper() {
    var first = charge("Logo", "1", "60").piece();
    charge("Banner", "1", "60");
    var acme = town.owner(ACME);

    assertThat(work.takeBack(acme, BAKERY, first.id()).takenBack()).isTrue();
    assertFault(
        Fault.Kind.CONFLICT,
        "work.fault.taken-back",
        () -> work.takeBack(acme, BAKERY, first.id()));
    issueMarch();

    assertThat(available(ACME, BAKERY)).isEqualTo("940 EUR");
    assertThat(names(one(Kind.INVOICE))).containsExactly("Banner");
    assertThat(work.list(acme, BAKERY, Long.MAX_VALUE, 10))
        .extracting(Piece::text, Piece::takenBack, Piece::isOnInvoice)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("Banner", false, true),
            org.assertj.core.groups.Tuple.tuple("Logo", true, false));
    assertThat(town.count("SELECT COUNT(*) FROM audit WHERE action = 'work.take-back'"))
        .isEqualTo(1);
  }

  @Test
  void what_an_invoice_says_goes_back_by_a_credit_note_on_it() throws Exception {
    var piece = charge("Logo", "1", "60").piece();
    issueMarch();
    var acme = town.owner(ACME);
    var invoice = one(Kind.INVOICE);

    assertFault(
        Fault.Kind.CONFLICT,
        "work.fault.on-invoice",
        () -> work.takeBack(acme, BAKERY, piece.id()));
    assertThat(work.get(acme, BAKERY, piece.id()).invoiceId()).isEqualTo(invoice.id());
    var whole = List.of(new CreditNotes.Wish(1, new BigDecimal("50")));
    town.notes.byHand(acme, invoice.id(), whole, "Not done", "back");

    assertThat(available(ACME, BAKERY)).isEqualTo("1000 EUR");
    assertThat(names(one(Kind.CREDIT_NOTE))).containsExactly("Logo");
    UblSchemas.valid(town.documents.sheet(town.owner(BAKERY), one(Kind.CREDIT_NOTE).id()));
    assertThatThrownBy(() -> town.notes.byHand(acme, invoice.id(), whole, "Not done", "again"))
        .isInstanceOf(Fault.class);
  }

  @Test
  void the_platform_charges_a_reseller_and_nobody_above_pays() {
    town.topUp(ACME, PLATFORM, "100");

    work.charge(town.owner(PLATFORM), order(ACME, SETUP, "1", "30"));

    assertThat(available(PLATFORM, ACME)).isEqualTo("70 EUR");
    assertThat(town.count("SELECT COUNT(*) FROM rated")).isEqualTo(1);
    var lines =
        town.test.store.inTransaction(
            connection -> Wallet.find(connection, ACME, PLATFORM, "EUR").orElseThrow());
    assertThat(lines.balance()).isEqualTo(Money.of("70", "EUR"));
  }

  @Test
  void documents_in_numbers_name_the_product_and_the_text() {
    charge(SETUP, "1", "60");
    issueMarch();

    var lines = town.documents.lines(town.owner(BAKERY), one(Kind.INVOICE).id());

    assertThat(lines)
        .extracting(DocumentLine::product, DocumentLine::text)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("work", SETUP));
  }
}
