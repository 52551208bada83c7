package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import livery.simulator.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said to be live moves by itself, while the page stays open. */
class LiveFiguresIT {

  private static final String HOST = "acme.localhost";
  private static final String CLIENT = "owner@tv.example";
  private static final int AT_ONCE = 20;
  private static long next = 380_509_960_000L;
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
    Browser.signIn(page, product, HOST, CLIENT);
  }

  @AfterEach
  void close() {
    window.close();
  }

  @Test
  void messages_a_second_rise_on_the_dashboard_while_texts_come_in() {
    var now = "[id='live:now'] .figure-value";
    show("/index.xhtml");
    Await.until("a quiet moment", () -> figure(now).matches("0\\D*"));

    awaitVotes(now, figure(now));
  }

  @Test
  void votes_rise_on_the_page_of_a_vote() {
    var campaign =
        product
            .books()
            .number(
                "SELECT MIN(id) FROM campaign WHERE type = 'voting' AND state = 'RUNNING'"
                    + " AND tenant_id = (SELECT tenant_id FROM app_user WHERE email = '"
                    + CLIENT
                    + "')");
    show("/plugin/voting/live.xhtml?campaign=" + campaign);

    awaitVotes(".voting-figures b", figure(".voting-figures b"));
  }

  private void show(String path) {
    page.navigate(product.page(HOST, path));
    page.evaluate("document.documentElement.dataset.opened = 'once'");
  }

  /** Lets people vote until the figure is another one on the page that was opened. */
  private void awaitVotes(String figure, String before) {
    Await.until(
        "the figure moves",
        () -> {
          for (var vote = 0; vote < AT_ONCE; vote++) {
            product.livery().operators().text(Text.of("" + next++, Stage.NUMBER, "vote 1"));
          }
          return !figure(figure).equals(before);
        });
    assertThat(page.evaluate("document.documentElement.dataset.opened")).isEqualTo("once");
  }

  private String figure(String place) {
    return page.locator(place).first().innerText().strip();
  }
}
