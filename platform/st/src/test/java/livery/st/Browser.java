package livery.st;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A real Chromium, one for all browser tests of a JVM; the environment names it LIVERY_BROWSER. */
final class Browser {

  static final int WIDE = 1440;
  static final int NARROW = 390;
  private static final int HEIGHT = 900;
  private static final Path SCREENSHOTS = Path.of("target/screenshots");
  private static final List<String> RULES =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");
  private static com.microsoft.playwright.Browser running;

  private Browser() {}

  /** A window of its own, with nobody signed in. */
  static synchronized BrowserContext window(int width) {
    if (running == null) {
      var playwright =
          Playwright.create(
              new Playwright.CreateOptions()
                  .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
      running =
          playwright
              .chromium()
              .launch(
                  new BrowserType.LaunchOptions()
                      .setExecutablePath(executable())
                      .setArgs(
                          List.of(
                              "--no-sandbox",
                              "--disable-gpu",
                              "--disable-background-networking",
                              "--disable-component-update",
                              "--no-first-run")));
    }
    return running.newContext(
        new com.microsoft.playwright.Browser.NewContextOptions()
            .setViewportSize(width, HEIGHT)
            .setLocale("en"));
  }

  private static Path executable() {
    var named = System.getenv("LIVERY_BROWSER");
    return named != null
        ? Path.of(named)
        : Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(
                () -> new IllegalStateException("The browser tests need Chromium: LIVERY_BROWSER"));
  }

  /** What breaks WCAG 2.2 AA on the page, one line each, with the first place. */
  static List<String> violations(Page page) {
    return new AxeBuilder(page)
        .withTags(RULES).analyze().getViolations().stream()
            .map(
                rule ->
                    rule.getId()
                        + " × "
                        + rule.getNodes().size()
                        + ": "
                        + rule.getNodes().get(0).getHtml())
            .toList();
  }

  static void screenshot(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")).setFullPage(true));
  }

  /** Signs somebody of the demo in. */
  static void signIn(Page page, Product product, String host, String email) {
    page.navigate(product.page(host, "/signin.xhtml"));
    page.locator("[id='form:email']").fill(email);
    page.locator("[id='form:password']").fill("try livery at home");
    page.locator("[id='form:enter']").click();
    page.waitForURL(url -> !url.contains("signin"));
  }
}
