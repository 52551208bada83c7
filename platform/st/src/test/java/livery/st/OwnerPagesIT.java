package livery.st;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What resellers and the platform do on their pages, clicked as people click. */
class OwnerPagesIT {

  private static final int FREE_GUESSES = 5;
  private static final int MOST_GUESSES = 15;

  private static Product product;
  private static Guinea guinea;
  private BrowserContext window;
  private Page page;

  @BeforeAll
  static void start() {
    product = Product.shared();
    new Stage(product);
    product.books().change("UPDATE app_user SET must_change = FALSE");
    guinea = Guinea.of(product);
  }

  private void open(String email) {
    window = Browser.window(Browser.WIDE);
    page = window.newPage();
    Browser.signIn(page, product, Guinea.HOST, email);
  }

  @AfterEach
  void close() {
    window.close();
  }

  private void go(String path) {
    page.navigate(product.page(Guinea.HOST, path));
  }

  private static FilePayload file(String name, String... lines) {
    return new FilePayload(
        name, "text/csv", String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void a_file_of_prices_names_its_bad_rows_and_brings_the_good_ones_in_by_wish() {
    open(Guinea.RESELLER);
    go("/price/import.xhtml");
    var head = page.locator("pre").textContent().strip();
    var columns = List.of(head.split(","));
    var rows = new String[4];
    rows[0] = head;
    rows[1] = row(columns, "sms.mt", "DE", "0.05");
    rows[2] = row(columns, "sms.mt", "DE", "much");
    rows[3] = "too,short";
    page.locator("[id='form:file']").setInputFiles(file("prices.csv", rows));
    page.locator("[id='form:check']").click();

    assertThat(page.locator("[id='import:good']")).isVisible();
    assertThat(page.locator("[id='import:yes']")).hasCount(0);
    assertThat(page.locator("[id='import:bad'] tbody tr")).hasCount(2);

    page.locator("[id='import:good']").click();
    assertThat(page.locator("[id='import'] .card-head .status-good")).isVisible();
    assertThat(
            product
                .books()
                .number(
                    "SELECT COUNT(*) FROM price WHERE country = 'DE' AND seller_id = "
                        + guinea.reseller().tenantId()))
        .isEqualTo(1);
  }

  @Test
  void a_price_for_the_numbers_that_begin_so_is_typed_shown_and_kept() {
    open(Guinea.RESELLER);
    go("/price/list.xhtml");
    Browser.openDialog(page.locator("[id='actions:add']"));
    page.locator("[id='form:country']").fill("UA");
    page.locator("[id='form:prefix']").fill("48");
    page.locator("[id='form:unitPrice']").fill("0.5");
    page.locator("[id='form:ask']").click();
    assertThat(page.locator("[id='form'] .ui-message-error"))
        .containsText("48 does not begin with 380");

    page.locator("[id='form:prefix']").fill("38094");
    page.locator("[id='form:ask']").click();
    assertThat(page.locator("[id='form'] p").first()).containsText("UA 38094…");
    page.locator("[id='form:save']").click();

    assertThat(page.locator("[id='list:table'] tr:has-text('38094…')")).isVisible();
    assertThat(
            product
                .books()
                .number(
                    "SELECT COUNT(*) FROM price WHERE prefix = '38094' AND seller_id = "
                        + guinea.reseller().tenantId()))
        .isEqualTo(1);
  }

  @Test
  void a_number_is_refused_once_without_its_money_and_named_in_the_statement_with_it() {
    var platform = Caller.of(product, "owner@livery.example");
    platform.post("/stock", "{\"country\":\"UA\",\"digits\":\"9771\",\"kind\":\"SHORT\"}");
    var price = "{\"buyerId\":%d,\"product\":\"number.setup\",\"unitPrice\":40,\"belowCost\":true}";
    platform.post("/prices", price.formatted(guinea.reseller().tenantId()));
    guinea.reseller().post("/prices", price.formatted(guinea.client().tenantId()));
    var limit =
        "UPDATE wallet SET credit_limit = %d WHERE buyer_id = " + guinea.client().tenantId();
    product.books().change(limit.formatted(0));
    open(Guinea.CLIENT);
    go("/number/rent.xhtml");
    page.locator("[id='available:table'] tr:has-text('9771') button").click();
    page.locator("[id='form:do']").click();
    assertThat(page.locator("[id='form'] .ui-messages-error")).containsText("costs €40.00");
    assertThat(page.locator(".ui-messages-error")).hasCount(1);

    product.books().change(limit.formatted(1_000_000_000_000L));
    page.locator("[id='form:do']").click();
    page.waitForURL("**/number/list.xhtml");
    assertThat(page.locator(".ui-messages-info")).containsText("yours");
    go("/money/statement.xhtml?product=number.setup");
    page.locator("[id='list'] td a:text-is('UA 9771')").click();
    page.waitForURL("**/tariff/number.xhtml?number=*");
    assertThat(guinea.client().get("/statement?product=number.setup").body())
        .contains("\"number\":\"UA 9771\"", "\"numberId\":");
  }

  @Test
  void an_amount_below_zero_keeps_its_sign_on_a_phone() {
    Await.until(
        "what nova has sold is counted",
        Duration.ofMinutes(3),
        () ->
            product
                    .books()
                    .number(
                        "SELECT COUNT(*) FROM sale s JOIN app_user u ON u.tenant_id = s.seller_id"
                            + " WHERE u.email = 'owner@nova.example' AND s.product = 'sms.mo'")
                > 0);
    window = Browser.window(Browser.NARROW);
    page = window.newPage();
    Browser.signIn(page, product, "nova.localhost", "owner@nova.example");
    page.navigate(product.page("nova.localhost", "/price/list.xhtml"));
    Browser.openDialog(page.locator("[id='list:table'] button:has(.pi-pencil)").first());
    page.locator("[id='form:unitPrice']").fill("0.000001");
    page.locator("[id='form:ask']").click();
    page.locator("[id='form'] .plain-table .amount").first().waitFor();
    assertThat(page.locator("[id='form'] .status-bad").first().locator("xpath=.."))
        .containsText(Pattern.compile("yourself, €0\\.\\d+\\."));

    var broken =
        page.evaluate(
            "() => [...document.querySelectorAll('[id=form] .plain-table .amount')].filter(x => {"
                + " x.textContent = '-€3.46'; x.parentElement.style.maxWidth = '10px';"
                + " return x.getClientRects().length > 1; }).length");

    assertThat(broken).isEqualTo(0);
  }

  private static String row(List<String> columns, String what, String country, String price) {
    return String.join(
        ",",
        columns.stream()
            .map(
                column ->
                    switch (column) {
                      case "product" -> what;
                      case "country" -> country;
                      case "unitPrice", "unit_price", "price" -> price;
                      case "currency" -> "EUR";
                      default -> "";
                    })
            .toList());
  }

  @Test
  void what_is_no_file_of_prices_is_refused_beside_the_field() {
    open(Guinea.RESELLER);
    go("/price/import.xhtml");
    page.locator("[id='form:check']").click();
    assertThat(page.locator("[id='form'] .ui-message-error")).isVisible();
    page.locator("[id='form:file']").setInputFiles(file("prices.csv", "a,b", "1,2"));
    page.locator("[id='form:check']").click();
    assertThat(page.locator("[id='form'] .ui-message-error")).isVisible();
  }

  @Test
  void a_manager_grants_no_more_than_the_own_role() {
    person("manager@guinea.example", "MANAGER");
    open("manager@guinea.example");
    go("/tenant/people.xhtml");
    if (page.locator("[id='actions:invite']").count() > 0) {
      Browser.openDialog(page.locator("[id='actions:invite']"));
      Browser.settle(page);
      assertThat(page.locator("[id='form:role_input'] option[value=OWNER]")).hasCount(0);
    }
    assertThat(page.locator(".row-actions button")).hasCount(0);
  }

  @Test
  void a_viewer_changes_nothing() {
    person("viewer@guinea.example", "VIEWER");
    open("viewer@guinea.example");
    for (var path :
        List.of(
            "/campaign/list.xhtml",
            "/number/list.xhtml",
            "/tenant/people.xhtml",
            "/tenant/keys.xhtml",
            "/money/wallet.xhtml",
            "/message/list.xhtml")) {
      go(path);
      assertThat(page.locator(".page-actions button, .row-actions button").count())
          .as(path)
          .isZero();
    }
  }

  private static void person(String email, String role) {
    if (product.books().number("SELECT COUNT(*) FROM app_user WHERE email = '" + email + "'") > 0) {
      return;
    }
    guinea
        .client()
        .post(
            "/users",
            "{\"email\":\"%s\",\"name\":\"%s\",\"role\":\"%s\"}".formatted(email, role, role));
    product
        .books()
        .change(
            "UPDATE app_user u, app_user d SET u.password_hash = d.password_hash, u.must_change ="
                + " FALSE WHERE u.email = '"
                + email
                + "' AND d.email = 'owner@tv.example'");
  }

  @Test
  void a_client_that_is_suspended_is_out_with_the_next_click() {
    person("out@guinea.example", "VIEWER");
    open("out@guinea.example");
    try (var other = Browser.window(Browser.WIDE)) {
      var above = other.newPage();
      Browser.signIn(above, product, Guinea.HOST, Guinea.RESELLER);
      above.navigate(product.page(Guinea.HOST, "/tenant/clients.xhtml"));
      suspendOrResume(above);
      assertThat(above.locator(".status-warn").first()).isVisible();

      go("/message/list.xhtml");
      assertThat(page).hasURL(Pattern.compile(".*signin.*"));
      Browser.signInAnew(page, product, Guinea.HOST, "out@guinea.example", Browser.PASSWORD);
      assertThat(page.locator(".ui-message-error")).isVisible();

      suspendOrResume(above);
      assertThat(above.locator(".status-warn")).hasCount(0);
    }
  }

  @Test
  void work_and_a_top_up_are_taken_back_behind_their_lines() {
    var caller = Caller.of(product, Guinea.RESELLER);
    caller.post("/tenants", "{\"kind\":\"CLIENT\",\"name\":\"Workshop\"}");
    var books = product.books();
    var wallet =
        books.number(
            "SELECT w.id FROM wallet w JOIN tenant b ON b.id = w.buyer_id WHERE b.name = 'Workshop'");
    var buyer = books.number("SELECT buyer_id FROM wallet WHERE id = " + wallet);
    caller.ask(
        "POST", "/wallets/" + buyer + "/top-ups", "{\"amount\":25}", "Idempotency-Key", "money");
    open(Guinea.RESELLER);
    go("/money/clients.xhtml?text=workshop");
    Browser.openDialog(page.locator("tr:has-text('Workshop') button:has(.pi-wrench)"));
    page.locator("[id='charge:text']").fill("Set-up & training");
    page.locator("[id='charge:quantity']").fill("1.5");
    page.locator("[id='charge:unitPrice']").fill("12.50");
    page.locator("[id='charge:ask']").click();
    assertThat(page.locator("[id='charge'] .ui-message-error")).isVisible();

    page.locator("[id='charge:quantity']").fill("2");
    page.locator("[id='charge:ask']").click();
    assertThat(page.locator("[id='charge'] dl.facts")).containsText("Set-up & training");
    page.locator("[id='charge:confirm']").click();
    assertThat(page.locator("[id='charge:confirm']")).hasCount(0);
    assertThat(page.locator(".ui-messages-info")).isVisible();
    assertThat(books.number("SELECT balance FROM wallet WHERE id = " + wallet)).isZero();

    go("/money/statement.xhtml?product=work&wallet=" + wallet);
    assertThat(page.locator("tr:has-text('Set-up & training')")).hasCount(1);
    page.locator("tr:has-text('Set-up & training') a").click();
    page.locator("[id='work:back']").click();
    page.locator(".ui-confirmdialog-yes:visible").click();
    assertThat(page.locator("[id='work:back']")).hasCount(0);
    assertThat(page.locator("[id='work']")).containsText("taken back");
    assertThat(books.number("SELECT balance FROM wallet WHERE id = " + wallet))
        .isEqualTo(25_000_000);

    go("/money/statement.xhtml?kind=TOP_UP&wallet=" + wallet);
    page.locator("a:has(.pi-undo)").click();
    page.locator("[id='takeBack:amount']").fill("25.01");
    page.locator("[id='takeBack:reason']").fill("Typed wrongly");
    page.locator("[id='takeBack:ask']").click();
    assertThat(page.locator("[id='takeBack'] .ui-message-error")).isVisible();
    page.locator("[id='takeBack:amount']").fill("20");
    page.locator("[id='takeBack:ask']").click();
    assertThat(page.locator("[id='takeBack']")).containsText("will have");
    page.locator("[id='takeBack:confirm']").click();
    assertThat(page.locator("[id='takeBack:amount']")).hasValue("5");
    assertThat(books.number("SELECT balance FROM wallet WHERE id = " + wallet))
        .isEqualTo(5_000_000);
  }

  @Test
  void a_client_gets_another_seller_after_a_look_at_what_that_does() {
    var caller = Caller.of(product, Guinea.RESELLER);
    caller.post("/tenants", "{\"kind\":\"CLIENT\",\"name\":\"Nomad\",\"currency\":\"GEL\"}");
    caller.post("/tenants", "{\"kind\":\"RESELLER\",\"name\":\"Oasis\"}");
    open(Guinea.RESELLER);
    go("/tenant/clients.xhtml");
    page.locator("tr:has-text('Nomad') a:has(.pi-directions)").click();

    page.locator("#to")
        .selectOption(new com.microsoft.playwright.options.SelectOption().setLabel("Oasis"));
    page.locator("form.filters button").click();
    assertThat(page.locator("dl.facts")).isVisible();
    page.locator("button:has(.pi-directions)").click();
    page.locator(".ui-confirmdialog-yes:visible").click();

    assertThat(page).hasURL(Pattern.compile(".*clients.xhtml.*"));
    assertThat(page.locator("tr:has-text('Nomad')")).hasCount(0);
    page.navigate(product.page(Guinea.HOST, "/tenant/clients.xhtml"));
    assertThat(page.locator("tr:has-text('Oasis')")).isVisible();
  }

  private static void suspendOrResume(Page above) {
    above
        .locator(
            "tr:has-text('Guinea pig') button:has(.pi-ban), tr:has-text('Guinea pig')"
                + " button:has(.pi-play)")
        .first()
        .click();
    above.locator(".ui-confirmdialog-yes:visible").click();
    Browser.settle(above);
  }

  @Test
  void who_belongs_to_two_clients_of_a_brand_chooses_one() {
    var email = "both@acme.example";
    for (var company : List.of("tv", "coffee")) {
      Caller.of(product, "owner@" + company + ".example")
          .post(
              "/users",
              "{\"email\":\"%s\",\"name\":\"Both\",\"role\":\"VIEWER\"}".formatted(email));
    }
    product
        .books()
        .change(
            "UPDATE app_user u, app_user d SET u.password_hash = d.password_hash, u.must_change ="
                + " FALSE WHERE u.email = '"
                + email
                + "' AND d.email = 'owner@tv.example'");
    window = Browser.window(Browser.WIDE);
    page = window.newPage();
    Browser.signInAnew(page, product, "acme.localhost", email, Browser.PASSWORD);
    assertThat(page.locator("form button")).hasCount(3); // two clients and "somebody else"

    page.locator("button:has-text('Зерно')").click();

    page.waitForURL(url -> !url.contains("signin"));
    assertThat(page.locator(".place-here").first()).containsText("Зерно");
  }

  @Test
  void whoever_guesses_a_password_has_to_wait() {
    window = Browser.window(Browser.WIDE);
    page = window.newPage();
    var waits = Pattern.compile("\\d+ s");
    for (var guess = 0; guess < MOST_GUESSES; guess++) {
      Browser.signInAnew(page, product, Guinea.HOST, "nobody@guinea.example", "guess " + guess);
      assertThat(page.locator(".ui-message-error")).isVisible();
      if (waits.matcher(page.locator(".ui-message-error").textContent()).find()) {
        assertThat(guess).isGreaterThanOrEqualTo(FREE_GUESSES);
        return; // pauses double, so the next try comes too early, however slow the machine is
      }
    }

    assertThat(page.locator(".ui-message-error")).containsText(waits);
  }
}
