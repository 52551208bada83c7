package livery.st;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.util.List;
import java.util.regex.Pattern;
import livery.simulator.OperatorSettings;
import livery.simulator.Smsc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the platform's own people do on their pages, clicked as people click. */
class PlatformPagesIT {

  private static final LocatorAssertions.IsVisibleOptions PATIENTLY =
      new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);
  private static Product product;
  private BrowserContext window;
  private Page page;

  @BeforeAll
  static void start() {
    product = Product.shared();
  }

  @BeforeEach
  void open() {
    window = Browser.window(Browser.WIDE);
    page = window.newPage();
    Browser.signIn(page, product, "localhost", "owner@livery.example");
  }

  @AfterEach
  void close() {
    window.close();
  }

  private void go(String path) {
    page.navigate(product.page("localhost", path));
  }

  @Test
  void lines_of_numbers_go_in_and_the_bad_ones_are_named() {
    go("/number/stock.xhtml");
    page.locator("[id='import:lines']")
        .fill("UA;7801;SHORT\nUA;7802;SHORT;GOLDEN;FREE\nXX;78\nUA;7801;SHORT\nnonsense");
    page.locator("[id='import:do']").click();

    assertThat(page.locator("[id='import'] tbody tr")).hasCount(3);
    assertThat(
            product.books().number("SELECT COUNT(*) FROM number WHERE digits IN ('7801', '7802')"))
        .isEqualTo(2);
  }

  @Test
  void a_table_that_is_sorted_draws_its_rows_so_and_a_button_means_the_row_it_stands_in() {
    for (var list : List.of("/smpp/links.xhtml")) {
      go(list);
      var rows = page.locator("[id='list:table_data'] tr");
      var last = rows.last().locator("td").first().innerText().lines().findFirst().orElseThrow();
      var head = page.locator("[id='list:table'] th.ui-sortable-column").first();
      head.click();
      assertThat(head).hasAttribute("aria-sort", "ascending");
      head.click();
      assertThat(head).hasAttribute("aria-sort", "descending");
      assertThat(rows.first()).containsText(last);

      rows.first().locator("button:has(.pi-pencil)").click();
      assertThat(page.locator("[id='form:name']")).hasValue(last);
    }
  }

  @Test
  void a_list_of_numbers_goes_on_at_the_top_of_its_next_part() {
    var books = product.books();
    books.change(
        "INSERT INTO number (id, country, digits, kind, created_at) SELECT 5000000000000000000 +"
            + " seq, 'ZW', 70000 + seq, 'SHORT', '2026-01-01' FROM seq_1_to_205");
    try {
      go("/number/stock.xhtml");
      page.locator("[id='list:pattern']").fill("70*");
      var top = page.locator("[id='list:table'] tbody tr").first();
      assertThat(top).containsText("70001");
      page.locator("[id='list:table'] .ui-paginator-last").first().click();
      assertThat(top).containsText("70176");

      page.locator("[id='list:toNext']").click();
      assertThat(top).containsText("70201");
      assertThat(page.locator("[id='list:table'] tbody tr")).hasCount(5);
      assertThat(page.locator("[id='list:toNext']")).hasCount(0);
      page.locator("[id='list:toFirst']").click();
      assertThat(top).containsText("70001");
    } finally {
      books.change("DELETE FROM number WHERE id > 5000000000000000000 AND country = 'ZW'");
    }
  }

  @Test
  void a_link_is_added_changed_paused_and_removed_and_each_is_live_at_once() throws Exception {
    try (var smsc = Smsc.start(OperatorSettings.of("paged", 0))) {
      var operator = smsc.operator("paged");
      go("/smpp/links.xhtml");
      Browser.openDialog(page.locator("[id='actions:add']"));
      page.locator("[id='form:name']").fill("Paged line");
      page.locator("[id='form:network']").fill("Paged");
      page.locator("[id='form:host']").fill("127.0.0.1");
      page.locator("[id='form:port']").fill("" + operator.port());
      page.locator("[id='form:systemId']").fill("livery");
      var save = page.locator("[id='form'] .form-actions button[type=submit]");
      save.click();
      var row = page.locator("[id='list:table'] tbody tr:has-text('Paged line')");
      assertThat(row.locator(".status-good")).isVisible(PATIENTLY);
      assertThat(operator.receivers()).isPositive();

      assertThat(page.locator("[id='form:window']")).isHidden(); // the dialog has faded away
      Browser.openDialog(row.locator("button:has(.pi-pencil)"));
      page.locator("[id='form:window']").fill("0");
      save.click();
      assertThat(page.locator("[id='form'] .field:has([id='form:window']) .ui-message-error"))
          .isVisible(PATIENTLY);
      page.locator("[id='form:window']").fill("7");
      save.click();
      assertThat(page.locator("[id='form:window']")).isHidden();
      assertThat(row.locator("td").nth(4)).containsText(Pattern.compile("\\b7\\b"));
      assertThat(row.locator(".status-good")).isVisible(PATIENTLY);

      row.locator("button:has(.pi-pause)").click();
      assertThat(row.locator(".status-warn")).isVisible(PATIENTLY);
      Await.until("the operator is left", () -> operator.receivers() == 0);

      row.locator("button:has(.pi-trash)").click();
      page.locator(".ui-confirmdialog-yes:visible").click();
      assertThat(row).hasCount(0);
    }
  }

  @Test
  void the_books_are_checked_at_a_click_and_the_page_tells_what_came_out() {
    go("/money/check.xhtml");
    page.locator("[id='check:run']").click();

    assertThat(page.locator("[id='check:task'] .notice-good")).isVisible(PATIENTLY);
    assertThat(page.locator("[id='check:head']")).containsText("Everything adds up");
    assertThat(page.locator("[id='check:run']")).isVisible();
  }

  @Test
  void escape_closes_what_is_open_within_a_dialog_then_the_dialog_and_goes_on_at_its_button() {
    go("/number/stock.xhtml");
    var button = page.locator("[id='list:table'] button:has(.pi-pencil)").first();
    Browser.openDialog(button);
    var tier = page.locator(".ui-dialog [id='form:tier']");
    assertThat(tier).isVisible();

    tier.click();
    assertThat(page.locator("[id='form:tier_panel'].ui-connected-overlay-enter-done")).isVisible();
    page.keyboard().press("Escape");
    assertThat(page.locator("[id='form:tier_panel']")).isHidden();
    assertThat(tier).isVisible();
    page.keyboard().press("Escape");

    assertThat(tier).isHidden();
    assertThat(button).isFocused();
  }
}
