package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The branded portal in a real browser: every page opens, is accessible, fits, and keeps its brand.
 */
class PortalIT {

  /** Of a client's pages, those that have a form, a list, a chart and a wizard. */
  private static final int FIRST_PAGES = 4;

  private static final List<String> CLIENT_PAGES =
      List.of(
          "/index.xhtml",
          "/message/list.xhtml",
          "/campaign/list.xhtml",
          "/campaign/wizard.xhtml",
          "/number/list.xhtml",
          "/number/rent.xhtml",
          "/report/search.xhtml?q=38",
          "/rest/docs.xhtml",
          "/money/wallet.xhtml",
          "/money/statement.xhtml",
          "/payment/topup.xhtml",
          "/spending/spending.xhtml",
          "/spending/lots.xhtml",
          "/report/spending.xhtml",
          "/digest/list.xhtml",
          "/digest/stop.xhtml",
          "/document/list.xhtml",
          "/issue/new.xhtml",
          "/party/requisites.xhtml",
          "/tenant/people.xhtml",
          "/tenant/keys.xhtml",
          "/tenant/audit.xhtml",
          "/tenant/profile.xhtml");
  private static final List<String> RESELLER_PAGES =
      List.of(
          "/index.xhtml",
          "/tenant/clients.xhtml",
          "/premium/income.xhtml",
          "/tariff/terms.xhtml",
          "/due/rules.xhtml",
          "/tenant/brand.xhtml",
          "/money/clients.xhtml",
          "/month/list.xhtml",
          "/month/agents.xhtml",
          "/month/fees.xhtml",
          "/commission/rates.xhtml",
          "/commission/sales.xhtml",
          "/dunning/receivables.xhtml",
          "/issue/settings.xhtml",
          "/price/list.xhtml",
          "/price/import.xhtml",
          "/price/products.xhtml",
          "/payment/payments.xhtml",
          "/payment/vouchers.xhtml",
          "/bank/entries.xhtml",
          "/spending/offers.xhtml",
          "/contract/list.xhtml",
          "/contract/edit.xhtml",
          "/sales/margin.xhtml");
  private static final List<String> PLATFORM_PAGES =
      List.of(
          "/smpp/links.xhtml",
          "/plugin/list.xhtml",
          "/number/stock.xhtml",
          "/number/shares.xhtml",
          "/premium/statements.xhtml",
          "/tariff/rents.xhtml",
          "/money/check.xhtml",
          "/currency/rates.xhtml",
          "/frame/pieces.xhtml");

  /** EvidenceIT looks at the one, the test of broken rules at the other. */
  private static final List<String> SEEN_ELSEWHERE =
      List.of("/issue/report.xhtml", "/signin.xhtml");

  /** Those that resellers have too, with more on them. */
  private static final List<String> SHARED_PAGES =
      List.of("/tariff/terms.xhtml", "/due/rules.xhtml", "/price/products.xhtml");

  /** A page of one thing, and which one: what follows SELECT, for a tenant. */
  private record Thing(String page, String which) {

    String id(long tenantId) {
      return which.replace(":me", Long.toString(tenantId));
    }
  }

  private static final Map<String, List<Thing>> THINGS =
      Map.of(
          "owner@tv.example",
          List.of(
              new Thing(
                  "/campaign/view.xhtml?id=",
                  "MIN(id) FROM campaign WHERE tenant_id = :me AND state = 'RUNNING'"),
              new Thing(
                  "/plugin/voting/live.xhtml?campaign=",
                  "MIN(id) FROM campaign WHERE tenant_id = :me AND type = 'voting'"),
              new Thing("/message/life.xhtml?id=", "MAX(id) FROM message WHERE tenant_id = :me"),
              new Thing(
                  "/tariff/number.xhtml?number=", "MIN(id) FROM number WHERE tenant_id = :me")),
          "owner@pizza.example",
          List.of(
              new Thing(
                  "/document/view.xhtml?id=", "MAX(id) FROM document WHERE recipient_id = :me"),
              new Thing(
                  "/payment/return.xhtml?payment=",
                  "MAX(reference) FROM payment WHERE tenant_id = :me")),
          "owner@acme.example",
          List.of(
              new Thing(
                  "/contract/view.xhtml?id=",
                  "MAX(id) FROM contract WHERE :me IN (seller_id, buyer_id)"),
              new Thing("/tenant/move.xhtml?id=", "MIN(id) FROM tenant WHERE parent_id = :me")),
          "owner@nova.example",
          List.of(
              new Thing("/contract/trial.xhtml?id=", "MAX(id) FROM contract WHERE seller_id = :me"),
              new Thing(
                  "/issue/credit.xhtml?id=",
                  "MAX(id) FROM document WHERE issuer_id = :me AND kind = 'INVOICE'"),
              new Thing(
                  "/commission/trial.xhtml?id=",
                  "MAX(c.id) FROM contract c JOIN contract_version v ON v.contract_id = c.id"
                      + " WHERE c.seller_id = :me AND v.mode LIKE 'AGENT%'")));

  /** Leaves one operation of each look on the page that describes the API. */
  private static final String ONE_OF_A_KIND =
      "() => { const seen = new Set(); for (const one of document.querySelectorAll('.opblock')) {"
          + " seen.has(one.className) ? one.remove() : seen.add(one.className); } }";

  /**
   * A pale word and an amount in two lines, a picture that says nothing, and a field without its
   * name.
   */
  private static final String SPOIL =
      "() => { const pale = document.createElement('p'); pale.textContent = 'pale 234,50 ₴'; pale.style.width = '1px';"
          + " pale.style.color = '#ddd'; pale.style.background = '#fff';"
          + " document.querySelector('form').append(pale, document.createElement('img'),"
          + " document.createElement('input')); }";

  private static Product product;

  @BeforeAll
  static void start() {
    product = Product.shared();
  }

  @ParameterizedTest(name = "{0} at {1} pixels in {3}")
  @CsvSource({"acme, 1440, owner@tv.example, uk", "nova, 390, owner@pizza.example, ru"})
  void every_page_of_a_client_opens_is_accessible_and_fits(
      String brand, int width, String email, String language) {
    look(brand + ".localhost", brand, width, email, CLIENT_PAGES, language);
  }

  @ParameterizedTest(name = "{0} at {1} pixels")
  @CsvSource({"acme, 390, owner@tv.example", "nova, 1440, owner@pizza.example"})
  void each_brand_fits_the_other_width_too(String brand, int width, String email) {
    look(brand + ".localhost", brand, width, email, CLIENT_PAGES.subList(0, FIRST_PAGES));
  }

  @ParameterizedTest(name = "{0} at {1} pixels")
  @CsvSource({"acme, 1440, owner@acme.example", "nova, 390, owner@nova.example"})
  void every_page_of_a_reseller_opens_is_accessible_and_fits(
      String brand, int width, String email) {
    look(brand + ".localhost", brand, width, email, RESELLER_PAGES);
  }

  @ParameterizedTest(name = "at {0} pixels")
  @CsvSource({"1440", "390"})
  void every_page_of_the_platform_opens_is_accessible_and_fits(int width) {
    look("localhost", "base", width, "owner@livery.example", PLATFORM_PAGES);
    if (width == Browser.WIDE) {
      look("localhost", "base", width, "owner@livery.example", SHARED_PAGES);
    }
  }

  @ParameterizedTest(name = "{1} at {0} pixels")
  @CsvSource({
    "390, owner@tv.example",
    "1440, owner@pizza.example",
    "1440, owner@acme.example",
    "390, owner@nova.example"
  })
  void pages_of_one_thing_open_are_accessible_and_fit(int width, String email) {
    var caller = Caller.of(product, email);
    if (email.contains("pizza")) {
      caller.post("/payments", "{\"amount\":10}");
    }
    var brand = email.matches(".*@(tv|acme)[.].*") ? "acme" : "nova";
    var paths =
        THINGS.get(email).stream()
            .map(one -> one.page() + product.books().text("SELECT " + one.id(caller.tenantId())))
            .toList();
    look(brand + ".localhost", brand, width, email, paths);
  }

  /** Else the looks above would prove nothing. */
  @Test
  void what_breaks_a_rule_is_found() {
    try (var window = Browser.window(Browser.WIDE)) {
      var page = window.newPage();
      page.navigate(product.page("acme.localhost", "/signin.xhtml"));
      assertThat(Browser.violations(page)).isEmpty();
      page.evaluate(SPOIL);
      assertThat(Browser.brokenAmounts(page)).containsExactly("234,50 ₴");
      assertThat(Browser.violations(page))
          .extracting(line -> line.replaceFirst(" .*", ""))
          .containsExactlyInAnyOrder("color-contrast", "image-alt", "label");
    }
  }

  @Test
  void no_page_is_forgotten() throws Exception {
    var seen =
        Stream.of(CLIENT_PAGES, RESELLER_PAGES, PLATFORM_PAGES, SHARED_PAGES, SEEN_ELSEWHERE)
            .flatMap(List::stream);
    var things = THINGS.values().stream().flatMap(List::stream).map(Thing::page);

    assertThat(Stream.concat(seen, things).map(path -> path.replaceFirst("\\?.*", "")))
        .containsAll(Pages.all());
  }

  /** Axe for what has opened alone: what lies below it was looked at before. */
  @ParameterizedTest(name = "{0} at {1} pixels")
  @CsvSource({"nova.localhost, 390, owner@nova.example"})
  void every_dialog_is_accessible_and_fits(String host, int width, String email) {
    var seen = 0;
    try (var window = Browser.window(width)) {
      var page = window.newPage();
      Browser.signIn(page, product, host, email);
      for (var path : withDialogs(RESELLER_PAGES)) {
        page.navigate(product.page(host, path));
        for (var dialog : dialogs(page)) {
          page.evaluate("name => PF(name).show()", dialog);
          var shown = page.locator(".ui-dialog:visible");
          shown.waitFor();
          Browser.settle(page);
          assertThat(Browser.violations(page, ".ui-dialog[aria-hidden='false']"))
              .as("%s of %s, %d pixels", dialog, path, width)
              .isEmpty();
          assertThat(shown.boundingBox().width).as(path).isLessThanOrEqualTo(width);
          page.evaluate("name => PF(name).hide()", dialog);
          page.waitForCondition(() -> page.locator(".ui-dialog:visible").count() == 0);
          seen++;
        }
      }
    }
    assertThat(seen).as("dialogs").isGreaterThan(8);
  }

  /** As their buttons fill them: before, they are empty. */
  @ParameterizedTest(name = "{2}")
  @CsvSource({
    "localhost, owner@livery.example, /smpp/links.xhtml, [id='actions:add']",
    "localhost, owner@livery.example, /number/stock.xhtml, [id='list:table'] .pi-pencil",
    "acme.localhost, owner@tv.example, /number/rent.xhtml, [id$=':choose']",
    "acme.localhost, owner@tv.example, /tenant/people.xhtml, [id='actions:invite']",
    "acme.localhost, owner@tv.example, /tenant/keys.xhtml, [id='actions:make']"
  })
  void a_dialog_that_a_button_opens_is_accessible_and_fits(
      String host, String email, String path, String button) {
    try (var window = Browser.window(Browser.NARROW)) {
      var page = window.newPage();
      Browser.signIn(page, product, host, email);
      page.navigate(product.page(host, path));
      page.locator(button).first().click();
      var shown = page.locator(".ui-dialog:visible");
      shown.locator("button[type=submit]").first().waitFor();
      Browser.settle(page);
      assertThat(Browser.violations(page, ".ui-dialog[aria-hidden='false']")).isEmpty();
      assertThat(shown.boundingBox().width).isLessThanOrEqualTo(Browser.NARROW);
      assertThat((Integer) shown.evaluate("dialog => dialog.scrollWidth - dialog.clientWidth"))
          .as("wider than itself")
          .isLessThanOrEqualTo(0);
    }
  }

  private static List<String> withDialogs(List<String> paths) {
    return paths.stream().filter(PortalIT::hasDialog).toList();
  }

  private static boolean hasDialog(String path) {
    try {
      return Pages.text(path.replaceFirst("\\?.*", "")).contains("<p:dialog");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @SuppressWarnings("unchecked")
  private static List<String> dialogs(Page page) {
    return (List<String>)
        page.evaluate(
            "() => Object.entries(PrimeFaces.widgets).filter(([, one]) => one instanceof"
                + " PrimeFaces.widget.Dialog && !(one instanceof PrimeFaces.widget.ConfirmDialog)"
                + ").map(([name]) => name)");
  }

  private static void look(String host, String brand, int width, String email, List<String> paths) {
    look(host, brand, width, email, paths, brand.equals("acme") ? "uk" : "en");
  }

  private static void look(
      String host, String brand, int width, String email, List<String> paths, String language) {
    try (var window = Browser.window(width)) {
      var page = window.newPage();
      Browser.signIn(page, product, host, email);
      if (language.equals("ru")) { // of no tenant, but of whoever chooses it
        window.addCookies(List.of(new Cookie("language", "ru").setUrl(product.page(host, "/"))));
      }
      for (var path : paths) {
        var response = page.navigate(product.page(host, path));
        assertThat(response.status()).as(path).isEqualTo(200);
        assertThat(page.getAttribute("html", "lang")).as(path).isEqualTo(language);
        assertThat(page.url()).as("is where it was sent").endsWith(path);
        if (path.contains("/rest/docs")) {
          page.locator(".opblock").first().waitFor(); // drawn by its script
          page.evaluate(ONE_OF_A_KIND); // hundreds of one shape take axe a minute
        }
        Browser.screenshot(
            page, brand + "-" + width + path.replace('/', '-').replaceFirst("\\.xhtml.*", ""));
        assertThat(Browser.violations(page)).as("%s at %s, %d pixels", path, host, width).isEmpty();
        assertThat(Browser.brokenAmounts(page)).as("%s, %d pixels", path, width).isEmpty();
        assertThat(overflow(page)).as(path + " fits " + width + " pixels").isLessThanOrEqualTo(0);
        if (!brand.equals("base")) {
          assertThat(page.content()).as(path + " names the platform").doesNotContain("Livery");
        }
      }
    }
  }

  /** By how many pixels the page is wider than its window. */
  private static int overflow(Page page) {
    return (Integer)
        page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth");
  }
}
