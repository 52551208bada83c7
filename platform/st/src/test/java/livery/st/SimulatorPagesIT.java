package livery.st;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages of the simulated operators in a real browser: phones that text, faults on demand. */
class SimulatorPagesIT {

  private static final String PHONE = "380509981001";

  private static Product product;

  @BeforeAll
  static void start() {
    product = Product.shared();
    new Stage(product);
  }

  private static String address(String path) {
    return "http://127.0.0.1:" + product.livery().settings().handsetPort() + path;
  }

  @Test
  void a_text_is_written_on_a_phone_without_a_mouse_and_the_reply_appears() {
    for (var width : new int[] {Browser.WIDE, Browser.NARROW}) {
      try (var window = Browser.window(width)) {
        var page = window.newPage();
        page.navigate(address("/?phone=" + PHONE));
        var phone = page.locator(".phone");
        assertThat(phone).hasCount(1);
        looksRight(page, "handset", width);

        phone.locator("input.target").focus();
        page.keyboard().press("ControlOrMeta+A");
        page.keyboard().type(Stage.NUMBER);
        for (var i = 0; i < 12 && !isFocused(page, "textarea"); i++) {
          page.keyboard().press("Tab");
        }
        page.keyboard().type("vote 1");
        var before = phone.locator(".bubble").count();
        page.keyboard().press("Enter");

        // Those of before look the same, and what comes in while axe looks is half drawn.
        assertThat(phone.locator(".bubble")).hasCount(before + 2);
        assertThat(phone.locator(".bubble.mine").last()).containsText("vote 1");
        assertThat(phone.locator(".bubble:last-child.theirs")).isVisible();
        assertThat(isFocused(page, "textarea")).as("the next text may be written").isTrue();
        looksRight(page, "handset-used", width);
      }
    }
  }

  @Test
  void a_fault_is_asked_for_on_the_operators_page_and_taken_back() {
    try (var window = Browser.window(Browser.WIDE)) {
      var page = window.newPage();
      page.navigate(address("/operator?faults"));
      var card = page.locator("section.card:has(details.faults)").last();
      assertThat(card.locator(".pill.good").first()).isVisible();
      looksRight(page, "operator", Browser.WIDE);

      var slow = card.locator(".presets button").first();
      slow.focus();
      page.keyboard().press("Enter");
      assertThat(slow).hasAttribute("aria-pressed", "true");
      looksRight(page, "operator-slow", Browser.WIDE);
      card.locator(".presets button.quiet").click();
      assertThat(slow).hasAttribute("aria-pressed", "false");
    }
  }

  private static boolean isFocused(Page page, String tag) {
    return (Boolean) page.evaluate("tag => document.activeElement.matches(tag)", tag);
  }

  private static void looksRight(Page page, String name, int width) {
    Browser.screenshot(page, name + "-" + width);
    assertThat(Browser.violations(page)).as("%s, %d pixels", name, width).isEmpty();
    assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
        .as("%s fits", name)
        .isLessThanOrEqualTo(width);
  }
}
