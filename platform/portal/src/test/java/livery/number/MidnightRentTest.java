package livery.number;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import livery.billing.Money;
import livery.billing.price.Price;
import livery.billing.price.PriceList;
import livery.document.Document;
import livery.document.Documents;
import livery.issue.IssueTown;
import livery.money.HandCharged;
import livery.paper.Kind;
import livery.price.Prices;
import livery.stock.Stock;
import livery.tenant.TestTenants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Numbers rented while the month has begun for the client and not in the books, or the reverse. The
 * platform is in Kyiv: April begins there on 31 March at 21:00 UTC.
 */
class MidnightRentTest {

  private final IssueTown town = new IssueTown();
  private final TestTenants test = town.test;
  private final Prices prices = new Prices(test.store, test.tree, test.ids);
  private final RentPolicies policies = new RentPolicies(test.store, test.tree, test.audit);
  private final Rentals rentals = new Rentals(test.store, test.tree, prices, policies, test.ids);
  private final NumberRent rent = new NumberRent(test.store, rentals, test.clock);
  private final Numbers numbers;
  private final long number;

  MidnightRentTest() {
    var rules = new NumberRules(test.store);
    var table = new KeywordTable(test.store);
    var rows = new StockRows(test.store, test.clock);
    var space = new KeywordSpace(test.store, rules, test.clock);
    var keywordRent = new KeywordRent(test.store, rentals);
    var keywords =
        new Keywords(test.sql, space, table, keywordRent, test.ids, test.clock, test.audit);
    numbers = new Numbers(test.sql, rows, rent, rules, keywords, table, test.clock, test.audit);
    for (var seller : List.of(ACME, PLATFORM)) {
      price(seller, NumberRent.RENT, seller == ACME ? "310" : "155");
      price(seller, NumberRent.SETUP, seller == ACME ? "20" : "10");
    }
    prices.reload();
    town.topUp(BAKERY, ACME, "5000");
    town.topUp(ACME, PLATFORM, "5000");
    number =
        new Stock(test.store, rows, test.tree, rules, table, test.ids, test.clock, test.audit)
            .add(
                test.owner(PLATFORM),
                new NewNumber("UA", "3838", "SHORT", "ORDINARY", "STANDARD", false))
            .id();
  }

  private void price(long seller, String product, String amount) {
    var unit = new BigDecimal(amount);
    test.store.inTransaction(
        connection ->
            new PriceList(test.ids::next)
                .add(
                    connection,
                    Price.starting(seller, 0, product, "", "", "EUR", unit, Instant.EPOCH)));
  }

  private void client(String zone) {
    test.tenants.change(test.owner(ACME), BAKERY, "bakery", zone, "uk", "UA");
  }

  private void papers(String at, int month) {
    town.at(at);
    for (var seller : List.of(PLATFORM, ACME)) {
      town.months.run(test.owner(seller), YearMonth.of(2026, month));
    }
  }

  private int renewed(String at) {
    town.at(at);
    return rent.renew(test.clock.instant());
  }

  /** The invoices of March, April and May, by what the ledger says of them. */
  private List<String> invoiced(long buyer) {
    var invoices = new Documents.Query(Kind.INVOICE, null, null, false, "", 0, 0);
    return town.documents.list(test.owner(buyer), invoices, Long.MAX_VALUE, 100).stream()
        .filter(paper -> paper.recipientId() == buyer)
        .sorted(java.util.Comparator.comparing(Document::id))
        .map(paper -> paper.period() + ": " + paper.ledger())
        .toList();
  }

  private void all_that_was_charged_is_on_one_paper() {
    for (var buyer : List.of(BAKERY, ACME)) {
      var charged =
          town.count(
              "SELECT SUM(amount) FROM transfer WHERE kind = 'CHARGE' AND buyer_id = " + buyer);
      var onPaper =
          town.count(
              "SELECT SUM(ledger) FROM document WHERE kind LIKE '%INVOICE' AND recipient_id = "
                  + buyer);
      assertThat(onPaper).isEqualTo(charged);
    }
    assertThat(test.store.inTransaction(HandCharged::check)).isEmpty();
  }

  private String days() {
    return test.store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT GROUP_CONCAT(CONCAT(from_day, '/', to_day) ORDER BY from_day"
                            + " SEPARATOR ' ') FROM rent")
                    .mapTo(String.class)
                    .one());
  }

  @Test
  void a_month_that_has_begun_for_the_client_alone_is_on_the_paper_of_the_month_of_its_charge() {
    client("Asia/Tashkent");
    town.at("2026-03-31T19:30:00Z"); // 1 April, half past midnight; 31 March in Kyiv
    numbers.rent(test.owner(BAKERY), number);

    papers("2026-03-31T21:02:00Z", 3);
    assertThat(renewed("2026-03-31T21:05:00Z")).isZero();
    assertThat(renewed("2026-04-30T20:59:59Z")).isZero();
    assertThat(renewed("2026-04-30T21:00:00Z")).isEqualTo(1);
    papers("2026-04-30T21:02:00Z", 4);
    papers("2026-05-31T21:02:00Z", 5);

    assertThat(days()).isEqualTo("2026-04-01/2026-05-01 2026-05-01/2026-06-01");
    assertThat(invoiced(BAKERY)).containsExactly("202603: 330 EUR", "202605: 310 EUR");
    assertThat(invoiced(ACME)).containsExactly("202603: 165 EUR", "202605: 155 EUR");
    all_that_was_charged_is_on_one_paper();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"DAILY_ACTUAL, 340 EUR", "NONE, 640 EUR"})
  void a_month_that_has_begun_in_the_books_alone_has_the_clients_last_day_and_its_next_month(
      String proration, String april) {
    policies.put(test.owner(PLATFORM), NumberRent.RENT, proration, "KEEP");
    client("America/New_York");
    papersOfMarchWithNothing();
    town.at("2026-03-31T22:00:00Z"); // 1 April, one in the night; 31 March in New York
    numbers.rent(test.owner(BAKERY), number);

    assertThat(renewed("2026-04-01T03:59:59Z")).isZero();
    assertThat(renewed("2026-04-01T04:00:00Z")).isEqualTo(1);
    assertThat(renewed("2026-05-01T04:00:00Z")).isEqualTo(1);
    papers("2026-05-01T04:05:00Z", 4);
    papers("2026-05-31T21:02:00Z", 5);

    assertThat(days())
        .isEqualTo("2026-03-31/2026-04-01 2026-04-01/2026-05-01 2026-05-01/2026-06-01");
    assertThat(invoiced(BAKERY)).containsExactly("202604: " + april, "202605: 310 EUR");
    all_that_was_charged_is_on_one_paper();
  }

  private void papersOfMarchWithNothing() {
    papers("2026-03-31T21:02:00Z", 3);
    assertThat(invoiced(BAKERY)).isEmpty();
  }

  @Test
  void what_is_given_up_in_between_is_taken_off_the_paper_that_has_it() {
    policies.put(test.owner(PLATFORM), NumberRent.RENT, "DAILY_ACTUAL", "CREDIT");
    client("Asia/Tashkent");
    town.at("2026-03-31T19:30:00Z");
    numbers.rent(test.owner(BAKERY), number);
    town.at("2026-03-31T20:30:00Z");
    numbers.release(test.owner(BAKERY), number); // the 2nd to the 30th: 29 of 30 days

    papers("2026-03-31T21:02:00Z", 3);
    assertThat(renewed("2026-04-30T21:00:00Z")).isZero();
    papers("2026-04-30T21:02:00Z", 4);

    assertThat(town.count("SELECT amount FROM transfer WHERE kind = 'RETURN' AND buyer_id = 20"))
        .isEqualTo(Money.of("299.67", "EUR").micros());
    assertThat(invoiced(BAKERY)).containsExactly("202603: 30.33 EUR");
    assertThat(test.store.inTransaction(HandCharged::check)).isEmpty();
  }
}
