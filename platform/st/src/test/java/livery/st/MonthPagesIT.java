package livery.st;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a reseller's month came to, told the same on every page that tells it. */
class MonthPagesIT {

  /** Nothing parts a sign from its amount. */
  private static final Pattern LESS_ONE = Pattern.compile("-\\u2060?€1\\.00");

  private static final Instant NOW = Instant.now();
  private static Product product;
  private static long reseller;
  private BrowserContext window;
  private Page page;

  /** Sold 12.34 that cost 5.00, used 1.00 itself, and got 0.30 back of which 0.10 went on. */
  @BeforeAll
  static void count() {
    product = Product.shared();
    var guinea = Guinea.of(product);
    reseller = guinea.reseller().tenantId();
    var books = product.books();
    books.change("UPDATE app_user SET must_change = FALSE");
    var platform = books.number("SELECT id FROM tenant WHERE parent_id IS NULL");
    var sale =
        "INSERT INTO sale (seller_id, hour, buyer_id, product, price_id, currency, cost_currency,"
            + " rate, rate_on, chunk, quantity, amount, own_quantity, own_amount, cost, converted)"
            + " VALUES (%d, '%s', %d, 'lookup', 1, 'EUR', 'EUR', 0, '1970-01-01', -7, %s)";
    var hour = NOW.truncatedTo(ChronoUnit.HOURS).toString().substring(0, 19);
    var client = guinea.client().tenantId();
    books.change(sale.formatted(reseller, hour, client, "9, 12340000, 9, 12340000, 5e6, 5e6"));
    books.change(sale.formatted(platform, hour, reseller, "12, 6000000, 3, 1000000, 0, 0"));
    books.change(
        "INSERT INTO period_line (seller_id, period, buyer_id, currency, product_group, products,"
            + " contract_id, contract_version, quantity, posted, exact, coin, rounded, delta,"
            + " posting_id, covered_from, covered_to) VALUES (%d, %d, %d, 'EUR', 'SMS', 'sms.mt', 1,"
                .formatted(platform, month(), reseller)
            + " 1, 12, 6000000, 5.7, 10000, 5700000, -300000, 0, NOW(), NOW())");
    books.change(
        "INSERT INTO period_share (seller_id, period, buyer_id, currency, product_group, client_id,"
            + " quantity, charged, amount, posting_id) VALUES (%d, %d, %d, 'EUR', 'SMS', %d, 9,"
                .formatted(platform, month(), reseller, client)
            + " 12340000, 100000, 0)");
  }

  private static int month() {
    var today = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
    return today.getYear() * 100 + today.getMonthValue();
  }

  @AfterAll
  static void forget() {
    var books = product.books();
    books.change("DELETE FROM sale WHERE chunk = -7");
    books.change("DELETE FROM period_share WHERE posting_id = 0 AND buyer_id = " + reseller);
    books.change("DELETE FROM period_line WHERE posting_id = 0 AND buyer_id = " + reseller);
  }

  @BeforeEach
  void open() {
    window = Browser.window(Browser.WIDE);
    page = window.newPage();
    Browser.signIn(page, product, Guinea.HOST, Guinea.RESELLER);
  }

  @AfterEach
  void close() {
    window.close();
  }

  @Test
  void the_first_page_and_the_page_of_margins_tell_one_margin() {
    page.navigate(product.page(Guinea.HOST, "/index.xhtml?days=7"));
    var rows = page.locator("table:has(caption:text-is('Sold, bought, earned')) tbody tr");

    assertThat(rows.filter(with("€12.34"))).containsText("€7.34");
    assertThat(rows.filter(with("own use")).filter(with("€1.00"))).containsText(LESS_ONE);
    page.locator("a[href*='/sales/margin.xhtml?from=']").click();
    page.waitForURL("**/sales/margin.xhtml?from=*");

    var table = page.locator("[id='list:table'] tbody tr");
    assertThat(table.filter(with("€12.34"))).containsText("€7.34");
    assertThat(table.filter(with("You yourself")).filter(with("€1.00"))).containsText(LESS_ONE);
  }

  private static com.microsoft.playwright.Locator.FilterOptions with(String text) {
    return new com.microsoft.playwright.Locator.FilterOptions().setHasText(text);
  }

  @Test
  void the_page_of_months_tells_what_came_from_above_and_what_went_on() {
    var name = month() / 100 + "-" + "%02d".formatted(month() % 100);
    page.navigate(product.page(Guinea.HOST, "/month/list.xhtml?month=" + name));

    var row = page.locator("section:has(h2:text-is('What your seller settled with you')) tbody tr");
    assertThat(row).hasCount(1);
    assertThat(row).containsText(Pattern.compile("-\\u2060?€0\\.30"));
    assertThat(row).containsText("€0.10");
  }
}
