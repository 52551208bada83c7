package livery.st;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A real Chromium, one for all browser tests of a JVM; the environment names it LIVERY_BROWSER. */
final class Browser {

  static final int WIDE = 1440;
  static final int NARROW = 390;
  private static final int HEIGHT = 900;

  /** What a page shows late on a busy machine is not missing. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final boolean PICTURES = System.getProperty("livery.screenshots") != null;
  private static final Path SCREENSHOTS = Path.of("target/screenshots");
  private static final List<String> RULES =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

  /** Ends what is still fading in: nobody reads it while it is pale. */
  private static final String TO_THE_END =
      "() => document.getAnimations().filter(one => one.effect.getComputedTiming().endTime !=="
          + " Infinity).forEach(one => one.finish())";

  /** Each amount of the page's texts that takes more than one line. */
  private static final String BROKEN_AMOUNTS =
      "() => { const found = [], sign = '(?:[€$£₴₸]|zł)', space = '[\\\\s\\u00a0\\u202f]';"
          + " const amount = new RegExp(`[-−\\u2060]*${sign}${space}?[\\\\d.,\\u00a0]*\\\\d|"
          + "[-−]?\\\\d[\\\\d.,\\u00a0\\u202f]*${space}?${sign}`, 'g');"
          + " const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);"
          + " while (texts.nextNode()) { for (const one of texts.currentNode.data.matchAll(amount)) {"
          + " const range = document.createRange();"
          + " range.setStart(texts.currentNode, one.index);"
          + " range.setEnd(texts.currentNode, one.index + one[0].length);"
          + " const lines = [...range.getClientRects()].filter(box => box.width > 0)"
          + ".map(box => Math.round(box.top / 4));"
          + " if (one[0].length <= 14 && new Set(lines).size > 1) { found.push(one[0]); } } }"
          + " return found; }";

  static final String PASSWORD = "try livery at home";
  private static final Map<String, List<Cookie>> SESSIONS = new HashMap<>();
  private static com.microsoft.playwright.Browser running;

  private Browser() {}

  /** A window of its own, with nobody signed in. */
  static BrowserContext window(int width) {
    return running().newContext(options(width));
  }

  /**
   * A wide window that runs whatever script a page holds, as a browser without our policy would.
   */
  static BrowserContext unprotected() {
    return running().newContext(options(WIDE).setBypassCSP(true));
  }

  private static com.microsoft.playwright.Browser.NewContextOptions options(int width) {
    return new com.microsoft.playwright.Browser.NewContextOptions()
        .setViewportSize(width, HEIGHT)
        .setLocale("en");
  }

  private static synchronized com.microsoft.playwright.Browser running() {
    if (running == null) {
      PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
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
    return running;
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
    return violations(page, "html");
  }

  /** As {@link #violations(Page)}, within one part of it. */
  static List<String> violations(Page page, String part) {
    page.evaluate(TO_THE_END);
    var options = new AxeRunOptions();
    options.setResultTypes(List.of("violations")); // nobody reads where a rule is kept
    return new AxeBuilder(page)
            .include(part)
            .options(options)
            .withTags(RULES)
            // Else axe begins a window of its own to add frames up, which our pages have none of.
            .setLegacyMode(page.frames().size() == 1)
            .analyze()
            .getViolations()
            .stream()
            .map(
                rule ->
                    rule.getId()
                        + " × "
                        + rule.getNodes().size()
                        + ": "
                        + rule.getNodes().get(0).getHtml())
            .toList();
  }

  /**
   * Amounts whose sign or currency stands on another line than their digits, up to the 14
   * characters that a fact has room for on a phone.
   */
  @SuppressWarnings("unchecked")
  static List<String> brokenAmounts(Page page) {
    return (List<String>) page.evaluate(BROKEN_AMOUNTS);
  }

  /** Waits until the page has got all answers that its scripts asked for. */
  static void settle(Page page) {
    page.waitForFunction(
        "() => !window.PrimeFaces || (PrimeFaces.ajax.Queue.isEmpty() && !PrimeFaces.animationActive)");
  }

  /**
   * Presses what opens a dialog, and waits until that has taken the focus: it does so a moment
   * after it is seen, and what is typed meanwhile would stand in another field.
   */
  static void openDialog(Locator button) {
    button.click();
    button
        .page()
        .waitForFunction(
            "() => document.activeElement && document.activeElement.closest('.ui-dialog')");
  }

  /** A picture for people; {@code -Dlivery.screenshots} asks for them. */
  static void screenshot(Page page, String name) {
    if (!PICTURES) {
      return;
    }
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")).setFullPage(true));
  }

  /**
   * Signs somebody of the demo in, once for each host: tries from one address are counted, and all
   * tests come from one.
   */
  static void signIn(Page page, Product product, String host, String email) {
    var who = host + " " + email;
    var known = SESSIONS.get(who);
    if (known != null) {
      page.context().addCookies(known);
      page.navigate(product.page(host, "/tenant/profile.xhtml"));
      if (!page.url().contains("signin")) {
        return;
      }
      page.context().clearCookies();
    }
    signInAnew(page, product, host, email, PASSWORD);
    page.waitForURL(url -> !url.contains("signin"));
    SESSIONS.put(
        who,
        page.context().cookies().stream()
            .filter(cookie -> cookie.name.equals("session"))
            .map(cookie -> new Cookie(cookie.name, cookie.value).setUrl(product.page(host, "/")))
            .toList());
  }

  /** Fills the sign-in in and sends it. */
  static void signInAnew(Page page, Product product, String host, String email, String password) {
    page.navigate(product.page(host, "/signin.xhtml"));
    page.locator("[id='form:email']").fill(email);
    page.locator("[id='form:password']").fill(password);
    page.locator("[id='form:enter']").click();
  }
}
