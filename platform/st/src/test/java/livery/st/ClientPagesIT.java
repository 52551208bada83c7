package livery.st;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client does on its pages, clicked as people click. */
class ClientPagesIT {

  private static final String HOST = "acme.localhost";
  private static final String VOTE =
      "(SELECT id FROM campaign WHERE type = 'voting' AND state = 'RUNNING' AND tenant_id ="
          + " (SELECT tenant_id FROM app_user WHERE email = 'owner@tv.example') LIMIT 1)";

  /** The customer's own sample, for which the customer's own page says 61 left and 2 SMS. */
  private static final String SAMPLE =
      "Нравится ли Вам новый вкус кофе? Введите \"Отлично\", \"Хорошо\" или \"Плохо\".";

  private static Product product;
  private BrowserContext window;
  private Page page;

  @BeforeAll
  static void start() {
    product = Product.shared();
    new Stage(product);
  }

  @BeforeEach
  void open() {
    window = Browser.window(Browser.WIDE);
    page = window.newPage();
    Browser.signIn(page, product, HOST, "owner@tv.example");
  }

  @AfterEach
  void close() {
    window.close();
  }

  private void go(String path) {
    page.navigate(product.page(HOST, path));
  }

  @Test
  void a_text_that_is_written_on_the_page_reaches_the_phone() {
    var handset = new Handset(product, "380509991001");
    go("/message/list.xhtml");
    page.locator("[id='actions'] button").click();
    page.locator("[id='write:to']").fill("+380509991001");
    page.locator("[id='write:text']").fill("Written on the page");
    page.locator("[id='write'] .form-actions button[type=submit]").click();

    assertThat(page.locator("[id='write'] .notice-good")).isVisible();
    Await.until("the phone has the text", () -> handset.received().contains("Written on the page"));
  }

  @Test
  void a_text_to_nowhere_is_refused_beside_its_field() {
    go("/message/list.xhtml");
    page.locator("[id='actions'] button").click();
    page.locator("[id='write:to']").fill("12");
    page.locator("[id='write:text']").fill("Nowhere");
    page.locator("[id='write'] .form-actions button[type=submit]").click();

    assertThat(page.locator("[id='write'] .field:has([id='write:to']) .ui-message-error"))
        .isVisible();
    assertThat(page.locator("[id='write:to']")).isFocused();
  }

  @Test
  void a_click_on_a_row_opens_the_life_of_its_message_and_keeps_its_address() {
    go("/message/list.xhtml");
    var row = page.locator("[id='list:table'] tbody tr").nth(1);
    var id = row.locator("a[data-message]").getAttribute("data-message");
    assertThat(row).hasCSS("cursor", "pointer");
    row.evaluate(
        "row => { var text = row.querySelector('.message-text');"
            + " getSelection().selectAllChildren(text); text.click(); getSelection().empty(); }");
    assertThat(page.url()).doesNotContain("id=");

    row.locator("td.number").first().click();
    assertThat(page.locator(".side-panel .life").first()).isVisible();
    assertThat(Browser.violations(page, ".side-panel:has(.life)")).isEmpty();
    assertThat(page.url()).contains("id=" + id);

    go("/message/list.xhtml");
    row.locator("td.first a").click();
    page.waitForURL("**phone=*");
    assertThat(page.url()).doesNotContain("?id=").doesNotContain("&id=");
  }

  @Test
  void a_new_key_is_copied_or_selected_where_the_browser_copies_nothing() {
    window.grantPermissions(List.of("clipboard-read", "clipboard-write"));
    go("/tenant/keys.xhtml");
    Browser.openDialog(page.locator("[id='actions:make']"));
    page.locator("[id='form:name']").fill("Copied");
    page.locator("[id='form:scopes'] .ui-chkbox-box").first().click();
    page.locator("[id='form'] .form-actions button").first().click();
    var key = page.locator("[id='noted'] .secret");
    var said = page.locator("[id='noted'] [role=status]");
    page.locator("[id='noted'] [data-copy]").click();
    assertThat(said).hasText("Скопійовано");
    assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo(key.textContent());

    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})");
    page.locator("[id='noted'] [data-copy]").click();
    assertThat(said).hasText("Виділено: тепер скопіюйте");
    assertThat(page.evaluate("String(getSelection())")).isEqualTo(key.textContent());
  }

  @Test
  void the_studio_screen_moves_while_votes_come_in() {
    var campaign = product.books().number("SELECT id FROM campaign WHERE id = " + VOTE);
    go("/campaign/view.xhtml?id=" + campaign);
    page.locator("[id='acts'] button, [id='acts'] a").first().click();
    page.waitForURL("**/plugin/voting/**");
    var total = page.locator(".voting-figures b").first();
    var before = total.textContent();
    var width = "[...document.querySelectorAll('.voting-number')].map(x => x.textContent).join()";
    var bars = page.evaluate(width);

    for (var i = 0; i < 5; i++) {
      new Handset(product, "38050999110" + i).text(Stage.NUMBER, "vote 2");
    }

    assertThat(total).not().hasText(before);
    page.waitForFunction("bars => " + width + " !== bars", bars);
    page.locator("a:has-text('screen'), .page-actions a").first().click();
    assertThat(page.locator(".voting-screen")).isVisible();
  }

  @Test
  void a_campaign_is_made_step_by_step_and_answers() {
    go("/campaign/wizard.xhtml");
    page.locator(".kind:has-text('Автовідповідь')").click();
    Browser.settle(page); // what the choice draws anew would lose what is typed meanwhile
    page.locator("[id='wizard:number']").click();
    page.locator("[id='wizard:number_panel'] li:has-text('" + Stage.NUMBER + "')").click();
    Browser.settle(page);
    assertThat(Browser.violations(page)).as("what it listens to").isEmpty();
    page.locator("[id='wizard:next']").click(); // without a word
    assertThat(page.locator("[id='wizard:word']")).isFocused();
    page.locator("[id='wizard:word']").fill("taste");
    assertThat(page.locator("[id='wizard:word-state'] .tone-good")).isVisible();
    page.locator("[id='wizard:next']").click();

    var text = page.locator("textarea[id$=':sms']").first();
    assertThat(page.locator("[id='wizard:name']")).isFocused(); // the page sends people there first
    text.fill("Coffee – “today”");
    assertThat(page.locator(".sms-note")).hasCount(1);
    assertThat(Browser.violations(page)).as("what it answers").isEmpty();
    page.locator(".sms-note button").click();
    assertThat(text).hasValue("Coffee - \"today\"");
    assertThat(page.locator(".sms-note")).hasCount(0);
    Await.until(
        "the field that the button draws anew keeps what is typed",
        () -> {
          text.fill(SAMPLE);
          Browser.settle(page);
          return text.inputValue().equals(SAMPLE);
        });
    assertThat(page.locator(".sms-facts dd").first()).hasText("61");
    assertThat(page.locator(".sms-facts dd").nth(1)).hasText("2 SMS");

    page.locator("[id='wizard:name']").fill("Taste");
    text.fill("");
    page.locator("[id='wizard:next']").click();
    assertThat(page.locator(".field-error").first()).isVisible();
    Browser.settle(page); // the preview of nothing answers, too
    assertThat(page.locator("[id='wizard'] .ui-messages-error-summary")).hasCount(1);
    assertThat(text).isFocused();
    assertThat(Browser.violations(page)).as("what is refused").isEmpty();
    text.fill(SAMPLE);
    assertThat(page.locator(".sms-facts dd").first()).hasText("61");
    page.locator("[id='wizard:next']").click();
    assertThat(page.locator("[id='wizard:timeZone']")).isVisible();
    assertThat(Browser.violations(page)).as("when it runs").isEmpty();
    page.locator("[id='wizard:next']").click();
    assertThat(page.locator("[id='wizard:start-now']")).isVisible();
    assertThat(Browser.violations(page)).as("all of it").isEmpty();
    assertThat(page.locator(".facts-wide dd:has-text('2 SMS')")).containsText(SAMPLE);
    page.locator("[id='wizard:start-now']").click();
    page.waitForURL("**/campaign/view.xhtml?id=*");
    var handset = new Handset(product, "380509991201");
    handset.text(Stage.NUMBER, "taste");
    Await.until("the phone has the answer", () -> handset.received().contains(SAMPLE));

    var id = page.url().replaceFirst(".*id=", "");
    var ended = Caller.of(product, "owner@tv.example").post("/campaigns/" + id + "/end", "");
    assertThat(ended.statusCode()).as(ended.body()).isEqualTo(200);
  }

  @Test
  void a_vote_tells_its_options_and_replies_before_it_starts() {
    go("/campaign/wizard.xhtml");
    page.locator(".kind:has-text('Голосування')").click();
    Browser.settle(page);
    page.locator("[id='wizard:number']").click();
    page.locator("[id='wizard:number_panel'] li:has-text('" + Stage.NUMBER + "')").click();
    Browser.settle(page);
    page.locator("[id='wizard:word']").fill("crown");
    page.locator("[id='wizard:aliases']").fill("king, King!");
    page.locator("[id='wizard:next']").click();

    page.locator("[id='wizard:name']").fill("");
    page.locator("[id='wizard:next']").click();
    assertThat(page.locator(".ui-message-error")).hasCount(1);
    assertThat(page.locator(".field-error").first()).isVisible(); // at the same time
    page.locator("[id='wizard:name']").fill("Crown");
    var cells = List.of("1", "Anna", "", "2", "Boris", "боря, boris");
    for (var i = 0; i < cells.size(); i++) {
      page.locator("input[id$=':cell']").nth(i).fill(cells.get(i));
    }
    page.locator("[id='wizard:next']").click();
    assertThat(page.locator("[id='wizard:timeZone']")).isVisible();
    page.locator("[id='wizard:next']").click();

    assertThat(page.locator("[id='wizard:start-now']")).isVisible();
    assertThat(page.locator(".facts-wide dd:has-text('king')")).hasText("king");
    assertThat(page.locator(".plain-table tbody tr"))
        .hasText(new String[] {"1Anna–", "2Borisборя, boris"});
    assertThat(page.locator(".facts-wide dd:has-text('SMS')")).hasCount(6);
    assertThat(page.locator(".facts-wide dd:has-text('{option}')")).containsText("1 SMS");
    Browser.screenshot(page, "wizard-check");
  }

  @Test
  void a_word_that_is_taken_is_refused_beside_its_field() {
    var campaign = product.books().number("SELECT id FROM campaign WHERE id = " + VOTE);
    var word = product.books().text("SELECT word FROM keyword WHERE campaign_id = " + campaign);
    go("/campaign/view.xhtml?id=" + campaign);
    page.locator("[id='listen:word']").fill(word.toUpperCase(java.util.Locale.ROOT));
    page.locator("[id='listen:do']").click();

    assertThat(page.locator("[id='listen'] .ui-message-error").first()).isVisible();
  }

  @Test
  void exports_hold_what_is_shown() throws Exception {
    go("/message/list.xhtml");
    assertThat(exported("a[href*='export.csv']")).hasSizeGreaterThan(20);
    go("/money/statement.xhtml");
    assertThat(exported("a[href*='csv'], a[href*='export'], button:has-text('CSV')"))
        .hasSizeGreaterThan(2);
  }

  @Test
  void a_column_of_a_statement_has_as_many_decimals_in_each_line() {
    go("/money/statement.xhtml");
    var amounts = page.locator("[id='list'] td.number.second").allTextContents();

    assertThat(amounts).hasSizeGreaterThan(2);
    assertThat(amounts.stream().map(one -> one.strip().replaceFirst("^[^.,]*", "").length()))
        .as(amounts.toString())
        .containsOnly(amounts.get(0).strip().replaceFirst("^[^.,]*", "").length());
  }

  @Test
  void lists_are_taken_home_as_files() throws Exception {
    go("/campaign/list.xhtml");
    assertThat(exported("a[href*='list=campaigns'][href*='csv']"))
        .hasSizeGreaterThan(3)
        .anySatisfy(line -> assertThat(line).contains("Голос вечора", "3838"));
    go("/tenant/audit.xhtml");
    assertThat(exported("a[href*='list=audit'][href*='csv']")).hasSizeGreaterThan(2);
    go("/tenant/people.xhtml");
    assertThat(exported("a[href*='list=people'][href*='csv']"))
        .anySatisfy(line -> assertThat(line).contains("owner@tv.example"));
    go("/number/list.xhtml");
    var workbook = page.waitForDownload(() -> page.locator("a[href*='xlsx']").first().click());
    assertThat(Files.readAllBytes(workbook.path())).startsWith('P', 'K');
  }

  @Test
  void several_campaigns_are_paused_and_go_on_after_a_question_that_names_how_many() {
    go("/campaign/list.xhtml?status=running");
    page.locator("[id='list:table'] thead .ui-chkbox-box").click();
    page.locator("[id='list:pauseSome']").click();
    assertThat(page.locator(".ui-confirm-dialog-message")).containsText("1");
    page.locator(".ui-confirmdialog-yes:visible").click();
    assertThat(page.locator(".ui-messages-info").first()).isVisible();

    go("/campaign/list.xhtml?status=paused");
    page.locator("[id='list:table'] tbody tr:has-text('Голос вечора') .ui-chkbox-box").click();
    page.locator("[id='list:resumeSome']").click();
    page.locator(".ui-confirmdialog-yes:visible").click();
    assertThat(page.locator("[id='list:table'] tbody tr:has-text('Голос вечора')")).hasCount(0);
    go("/campaign/list.xhtml?status=running");
    assertThat(page.locator("[id='list:table'] tbody tr:has-text('Голос вечора')")).hasCount(1);
  }

  @Test
  void campaigns_beyond_one_part_are_counted_reached_and_taken_home() throws Exception {
    var books = product.books();
    books.change(
        "INSERT INTO campaign (id, tenant_id, name, type, settings, time_zone, state, starts_at,"
            + " created_at) SELECT 5000000000000000000 + seq, (SELECT tenant_id FROM app_user WHERE"
            + " email = 'owner@tv.example'), CONCAT('Many ', seq), 'autoreply', '{}', 'UTC',"
            + " 'PAUSED', '2026-01-01', '2026-01-01' FROM seq_1_to_203");
    try {
      go("/campaign/list.xhtml?status=PAUSED");
      var paused = exported("a[href*='list=campaigns'][href*='csv']").size() - 1;
      var rows = page.locator("[id='list:table'] tbody tr");
      assertThat(page.locator(".chip.is-on .chip-count")).hasText("" + paused);
      assertThat(rows.first()).containsText("Many 203");
      assertThat(page.locator("[id='list:table'] th.ui-sortable-column")).hasCount(0);

      page.locator("nav.pages a").click();
      assertThat(rows).hasCount(paused - 200);
      page.locator("[id='list:table'] tr:has-text('Many 3') .ui-chkbox-box").click();
      assertThat(page.locator("[id='list:bulk'] b")).containsText("1");
      page.locator("nav.pages a").click();
      assertThat(rows.first()).containsText("Many 203");
    } finally {
      books.change("DELETE FROM campaign WHERE id > 5000000000000000000 AND name LIKE 'Many %'");
    }
  }

  @Test
  void the_result_of_a_vote_is_taken_home_as_a_file() throws Exception {
    go("/campaign/view.xhtml?id=" + product.books().number("SELECT " + VOTE));

    assertThat(exported("a[href*='format=csv']")).hasSizeGreaterThan(5);
    var workbook = page.waitForDownload(() -> page.locator("a[href*='xlsx']").first().click());
    assertThat(Files.readAllBytes(workbook.path())).startsWith('P', 'K');
  }

  @Test
  void a_column_that_was_hidden_stays_hidden() {
    go("/message/list.xhtml");
    page.locator(".table-columns summary").click();
    var choice = page.locator(".table-columns label").last();
    var head =
        page.locator("[id='list:table'] thead th:has-text('" + choice.textContent().strip() + "')");
    assertThat(head).isVisible();

    choice.locator("input").uncheck();
    assertThat(head).isHidden();

    page.reload();
    assertThat(head).isHidden();
  }

  @Test
  void leaving_asks_while_something_is_not_saved() {
    var asked = new java.util.ArrayList<String>();
    page.onDialog(
        dialog -> {
          asked.add(dialog.type());
          dialog.dismiss();
        });
    go("/tenant/profile.xhtml");
    page.locator("[id='you:name']").pressSequentially(" and sons");
    page.evaluate("setTimeout(() => { location.href = '/index.xhtml'; }, 0)");
    page.waitForCondition(() -> asked.contains("beforeunload"));
    assertThat(page.url()).endsWith("/tenant/profile.xhtml");

    page.locator("[id='you:name']").fill("Owner");
    page.locator("[id='you:save']").click();
    Browser.settle(page);
    asked.clear();
    page.navigate(product.page(HOST, "/index.xhtml"));
    assertThat(asked).isEmpty();
  }

  private List<String> exported(String button) throws Exception {
    var download = page.waitForDownload(() -> page.locator(button).first().click());
    return Files.readAllLines(download.path(), StandardCharsets.UTF_8);
  }

  @Test
  void the_frame_is_used_without_a_mouse() {
    go("/index.xhtml");
    page.keyboard().press("Tab");
    assertThat(page.locator(".skip")).isFocused();
    page.keyboard().press("/");
    page.keyboard().type("50999");
    page.keyboard().press("Enter");
    page.waitForURL("**/report/search.xhtml?q=*");
    page.locator(".bar details summary").last().focus();
    page.keyboard().press("Enter");
    assertThat(page.locator(".bar details[open]")).isVisible();
    page.keyboard().press("Escape");
    assertThat(page.locator(".bar details[open]")).hasCount(0);
  }
}
