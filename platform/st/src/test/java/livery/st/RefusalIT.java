package livery.st;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is refused is said once, in the form that was sent, and one goes on at the field. */
class RefusalIT {

  private static final String SAID = ".ui-messages-error-summary";

  private static Product product;
  private BrowserContext window;
  private Page page;

  @BeforeAll
  static void start() {
    product = Product.shared();
    Guinea.of(product);
  }

  private void open(String host, String email) {
    window = Browser.window(Browser.WIDE);
    page = window.newPage();
    Browser.signIn(page, product, host, email);
  }

  @AfterEach
  void close() {
    if (window != null) {
      window.close();
    }
  }

  private void go(String host, String path) {
    page.navigate(product.page(host, path));
  }

  @Test
  void of_several_forms_the_one_that_was_sent_says_why() {
    open(Guinea.HOST, Guinea.RESELLER); // whose legal details nobody has told
    go(Guinea.HOST, "/issue/new.xhtml");
    page.locator("[id='operators:settle']").click();
    assertThat(page.locator("[id='operators'] " + SAID)).hasCount(1);
    assertThat(page.locator(SAID)).hasCount(1);
    assertThat(Browser.violations(page)).isEmpty();

    page.locator("[id='proforma:amount']").fill("10");
    page.locator("[id='proforma:text']").fill("Texts");
    page.locator("[id='proforma:write']").click();
    assertThat(page.locator("[id='proforma'] " + SAID)).hasCount(1);
    assertThat(page.locator(SAID)).hasCount(1);
  }

  @Test
  void a_page_that_is_drawn_anew_begins_at_the_field_that_is_wrong() {
    open(Guinea.HOST, Guinea.RESELLER);
    go(Guinea.HOST, "/issue/new.xhtml");
    page.locator("[id='proforma:amount']").fill("ten");
    page.locator("[id='proforma:write']").click();
    assertThat(page.locator("[id='proforma'] .ui-message-error")).hasCount(1);
    assertThat(page.locator("[id='proforma:amount']")).isFocused();
    assertThat(page.locator("[autofocus]")).hasCount(1);

    page.locator("[id='account:from']").fill("2026-02-02");
    page.locator("[id='account:to']").fill("2026-01-01");
    page.locator("[id='account:draw']").click();
    assertThat(page.locator("[id='proforma:amount'][autofocus]")).hasCount(0);
  }

  @Test
  void a_link_that_numbers_need_is_kept_and_the_list_says_so_once() {
    open("localhost", "owner@livery.example");
    go("localhost", "/smpp/links.xhtml");
    var row = page.locator("[id='list:table'] tbody tr:has-text('kyiv-cell')").first();
    row.locator("button:has(.pi-pause)").click();
    try {
      row.locator("button:has(.pi-trash)").click();
      page.locator(".ui-confirmdialog-yes:visible").click();
      assertThat(page.locator("[id='list'] " + SAID)).hasCount(1);
      assertThat(page.locator(SAID)).hasCount(1);
    } finally {
      row.locator("button:has(.pi-play)").click();
      assertThat(row.locator("button:has(.pi-pause)")).isVisible();
    }
  }

  @Test
  void a_form_tells_everything_that_is_wrong_each_beside_its_field() {
    open(Guinea.HOST, Guinea.RESELLER);
    go(Guinea.HOST, "/party/requisites.xhtml");
    fill("form:legalName", "");
    fill("form:country", "XX");
    fill("form:account", "DE1");
    fill("form:vatPercent", "much");
    fill("form:email", "nobody");
    page.locator("[id='form:save']").click();

    assertWrong("form:legalName", "form:country", "form:account", "form:vatPercent", "form:email");
    assertThat(page.locator("[id='form:legalName']")).isFocused();
    Browser.screenshot(page, "requisites-wrong");
  }

  @Test
  void a_contract_tells_everything_that_is_wrong_also_in_the_rows_of_its_discounts() {
    open("localhost", "owner@livery.example");
    go("localhost", "/contract/edit.xhtml");
    fill("form:from", "");
    fill("form:minimumAmount", "some");
    fill("form:documentsSeries", "A B");
    fill("form:documentsObjectionDays", "week");
    page.locator("[id='form:save']").click();

    assertWrong(
        "form:buyerId",
        "form:number",
        "form:from",
        "form:minimumAmount",
        "form:documentsSeries",
        "form:documentsObjectionDays");
  }

  @Test
  void a_link_tells_everything_that_is_wrong_in_its_dialog() {
    open("localhost", "owner@livery.example");
    go("localhost", "/smpp/links.xhtml");
    Browser.openDialog(page.locator("[id='actions:add']"));
    fill("form:host", "no host!");
    fill("form:window", "0");
    fill("form:retryStatus", "later");
    page.locator("[id='form:save']").click();

    assertWrong(
        "form:name",
        "form:network",
        "form:host",
        "form:systemId",
        "form:window",
        "form:retryStatus");
  }

  private void fill(String field, String text) {
    page.locator("[id='" + field + "']").fill(text);
  }

  /** These fields say what is wrong with them, and nobody else says anything. */
  private void assertWrong(String... fields) {
    for (var field : fields) {
      var message = ".field:has([id='" + field + "']) .ui-message-error";
      assertThat(page.locator(message)).isVisible();
    }
    assertThat(page.locator(".ui-message-error")).hasCount(fields.length);
    assertThat(page.locator(SAID)).hasCount(0);
  }

  /** Messages that another list has shown are shown again, unless the list is told not to. */
  @Test
  void no_page_shows_messages_twice() throws IOException {
    var twice = new ArrayList<String>();
    for (var path : Pages.withParts()) {
      Pages.text(path)
          .lines()
          .filter(line -> line.contains("<p:messages") || line.contains("<h:messages"))
          .filter(line -> !line.contains("redisplay=\"false\""))
          .filter(line -> !path.equals("/resources/livery/refused.xhtml"))
          .forEach(line -> twice.add(path + line));
    }

    assertThat(twice).isEmpty();
  }
}
