package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import livery.simulator.Text;
import org.junit.jupiter.api.Test;

/** What the first page says to be live moves by itself, while the page stays open. */
class DashboardIT {

  private static final String HOST = "acme.localhost";
  private static final int AT_ONCE = 20;
  private static long next = 380_509_960_000L;

  @Test
  void messages_a_second_rise_while_texts_come_in() {
    var product = Product.shared();
    new Stage(product);
    try (var window = Browser.window(Browser.WIDE)) {
      var page = window.newPage();
      Browser.signIn(page, product, HOST, "owner@tv.example");
      page.navigate(product.page(HOST, "/index.xhtml"));
      page.evaluate("document.documentElement.dataset.opened = 'once'");
      var figure = page.locator("[id='live:now'] .figure-value");
      Await.until("a quiet moment", () -> figure.innerText().matches("0\\D*"));

      Await.until(
          "it rises",
          () -> {
            for (var vote = 0; vote < AT_ONCE; vote++) {
              product.livery().operators().text(Text.of("" + next++, Stage.NUMBER, "vote 1"));
            }
            return !figure.innerText().matches("0\\D*");
          });

      assertThat(page.evaluate("document.documentElement.dataset.opened")).isEqualTo("once");
    }
  }
}
