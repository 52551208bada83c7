package livery.st;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.time.Duration;
import livery.simulator.Text;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is said to be live moves by itself, while the page stays open. */
class LiveFiguresIT {

  private static final String HOST = "acme.localhost";
  private static final String CLIENT = "owner@tv.example";
  private static final long PHONES = 380_509_960_000L;
  private static final int TEXTS = 60;
  private static final Duration SOON = Duration.ofSeconds(20);
  private static Product product;

  @BeforeAll
  static void start() {
    product = Product.shared();
    new Stage(product);
  }

  private static void vote(int from) throws Exception {
    var operators = product.livery().operators();
    Text last = null;
    for (var phone = from; phone < from + TEXTS; phone++) {
      last = Text.of("" + (PHONES + phone), Stage.NUMBER, "vote 1");
      operators.text(last);
    }
  }

  private static double number(Page page, String place) {
    return Double.parseDouble(
        page.locator(place).first().innerText().replaceAll("[^0-9.]", "").strip());
  }
}
