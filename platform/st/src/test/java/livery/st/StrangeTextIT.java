package livery.st;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonParser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Bad strings in every text field and every address of the portal. Pages, fields and buttons are
 * found in the sources and in the browser, so that a new page is tried like any other. The content
 * policy of the browser is off: what is not escaped would run.
 *
 * <p>It presses what it finds and leaves strange names behind: by its name it runs after all
 * others.
 */
class StrangeTextIT {

  /** One of each class, beyond the list: every field sees every one. */
  private static final List<String> WORST =
      List.of(
          "\"'></textarea></script><i id=pwned><script>alert('pwned')</script>"
              + "<img src=x id=pwned onerror=alert(1)>", // markup
          "#{1+1} ${1+1} {0} {{7*7}} %s%n ' OR 1=1; -- \\", // what is evaluated
          "\u202eright\u2066 \u200b \ud83d\udc69\u200d\ud83d\udc67 Z\u0351\u036b\u0343", // drawn
          // oddly
          "\u0000\u0007\ud83d", // what no text holds
          "x".repeat(70_000)); // too long

  /** A field sees one in so many of the list; all fields together see all of it. */
  private static final int SHARE = 320;

  private static final int ALIKE = 2;
  private static final int SHARE_OF_ADDRESSES = 250;
  private static final Pattern PARAMETER =
      Pattern.compile(
          "<f:(?:viewParam|param)[^>]* name=\"(\\w+)\"|<(?:input|select)[^>]* name=\"(\\w+)\"");
  private static final String OPENERS =
      ".page-actions button[type=submit]:visible, .row-actions button[type=submit]:visible:has("
          + ".pi-pencil, .pi-plus, .pi-credit-card)";
  private static final int MOST_OPENERS = 4;
  private static final String SIGN_IN = "/signin.xhtml";
  private static final int FEW = 4;

  private static Product product;
  private static Guinea guinea;
  private static List<String> strings;

  /** What has been tried: page, form and field. */
  private static final Set<String> TRIED = new LinkedHashSet<>();

  private static final List<String> PROBLEMS = new CopyOnWriteArrayList<>();

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  @BeforeAll
  static void start() throws IOException {
    var file = Path.of(System.getProperty("livery.shared", "none"), "data", "blns.json");
    assumeTrue(
        Files.exists(file),
        "blns.json is not in -Dlivery.shared=…/data; get it from"
            + " github.com/minimaxir/big-list-of-naughty-strings");
    strings =
        JsonParser.parseString(Files.readString(file)).getAsJsonArray().asList().stream()
            .map(one -> one.getAsString())
            .toList();
    product = Product.shared();
    new Stage(product);
    guinea = Guinea.of(product);
  }

  /** Every page of the sources, with what it needs in its address. */
  private static Set<String> pages() throws IOException {
    var pages = new TreeSet<String>();
    for (var page : sources().keySet()) {
      pages.add(page.equals("/campaign/view.xhtml") ? page + "?id=" + guinea.campaign() : page);
    }
    pages.add("/campaign/wizard.xhtml?id=" + guinea.campaign());
    return pages;
  }

  private static Map<String, Path> sources() throws IOException {
    var root =
        Path.of(System.getProperty("livery.home", "."), "platform/portal/src/main/webapp")
            .toAbsolutePath()
            .normalize();
    var pages = new java.util.TreeMap<String, Path>();
    try (var files = Files.walk(root)) {
      files
          .filter(file -> file.toString().endsWith(".xhtml"))
          .filter(file -> !file.toString().matches(".*/(WEB-INF|resources|error)/.*"))
          .forEach(
              file -> pages.put("/" + root.relativize(file).toString().replace('\\', '/'), file));
    }
    assertThat(pages).as("pages in " + root).hasSizeGreaterThan(15);
    return pages;
  }

  /** Three minutes, so only where -Dlivery.strange=fields asks for it. */
  @EnabledIfSystemProperty(named = "livery.strange", matches = "fields")
  @ParameterizedTest
  @CsvSource({Guinea.CLIENT, Guinea.RESELLER, "owner@livery.example"})
  void no_naughty_string_breaks_a_field(String email) throws IOException {
    PROBLEMS.clear();
    try (var window = Browser.unprotected()) {
      var page = window.newPage();
      listen(page);
      tryFields(page, SIGN_IN, null);
      Browser.signIn(page, product, Guinea.HOST, email);
      for (var path : pages()) {
        tryPage(page, path);
      }
      tryWizard(page);
      page.navigate("about:blank"); // a page with something unsaved would keep its window
    }
    assertThat(PROBLEMS).isEmpty();
    System.out.println("[naughty] " + email + ": " + TRIED.size() + " fields tried so far");
  }

  /** The page as it opens, then with each of its dialogs open. */
  private static void tryPage(Page page, String path) {
    var answer = page.navigate(product.page(Guinea.HOST, path));
    if (answer.status() == 403 || answer.status() == 404 || !page.url().endsWith(path)) {
      return; // not for this person
    }
    tryFields(page, path, null);
    page.navigate(product.page(Guinea.HOST, path));
    var openers = Math.min(MOST_OPENERS, page.locator(OPENERS).count());
    for (var at = 0; at < openers; at++) {
      page.navigate(product.page(Guinea.HOST, path));
      tryFields(page, path, OPENERS + " >> nth=" + at);
    }
  }

  private static void tryFields(Page page, String path, String opener) {
    if (!page.url().endsWith(path)) {
      page.navigate(product.page(Guinea.HOST, path));
    }
    if (opener != null) {
      page.locator(opener).click();
      Browser.settle(page);
      if (!page.url().endsWith(path)) {
        return;
      }
    }
    try {
      tryForms(page);
    } catch (PlaywrightException left) {
      if (!left.getMessage().contains("Execution context was destroyed")) {
        throw left;
      }
      page.waitForLoadState(); // the button was no dialog's: it led elsewhere, a moment later
      if (page.url().endsWith(path)) {
        tryForms(page);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static void tryForms(Page page) {
    var isSignIn = page.url().endsWith(SIGN_IN); // tries are counted, and others come after us
    var result =
        (Map<String, Object>)
            page.evaluate(
                script(),
                Map.of(
                    "strings",
                    isSignIn ? List.of() : strings,
                    "worst",
                    isSignIn ? WORST.subList(0, FEW) : WORST,
                    "of",
                    SHARE,
                    "alike",
                    ALIKE,
                    "turn",
                    TRIED.size(),
                    "done",
                    List.copyOf(TRIED)));
    PROBLEMS.addAll((List<String>) result.get("problems"));
    TRIED.addAll((List<String>) result.get("tried"));
  }

  private static String script() {
    try (var in = StrangeTextIT.class.getResourceAsStream("naughty.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** The wizard shows its fields step by step. */
  private static void tryWizard(Page page) {
    page.navigate(product.page(Guinea.HOST, "/campaign/wizard.xhtml?id=" + guinea.campaign()));
    if (!page.url().contains("/campaign/wizard.xhtml")) {
      return;
    }
    for (var step = 0; step < 5; step++) {
      tryForms(page);
      page.navigate(product.page(Guinea.HOST, "/campaign/wizard.xhtml?id=" + guinea.campaign()));
      for (var click = 0; click <= step; click++) {
        if (page.locator("[id='wizard:next']").count() == 0) {
          return;
        }
        page.locator("[id='wizard:next']").click();
        Browser.settle(page);
      }
    }
  }

  /** What a script that got in would do, and what the page itself gets wrong. */
  private static void listen(Page page) {
    // what was typed need not be kept: no page asks before it is left
    page.addInitScript(
        "addEventListener('beforeunload', event => event.stopImmediatePropagation(), true)");
    page.onDialog(
        dialog -> {
          if (dialog.type().equals("beforeunload")) {
            dialog.accept();
            return;
          }
          PROBLEMS.add(page.url() + " says " + dialog.message());
          dialog.dismiss();
        });
    page.onPageError(error -> PROBLEMS.add(page.url() + " breaks: " + error));
  }

  @ParameterizedTest
  @CsvSource({Guinea.CLIENT, "owner@livery.example"})
  void no_naughty_string_breaks_an_address(String email) throws IOException {
    PROBLEMS.clear();
    try (var window = Browser.unprotected()) {
      var page = window.newPage();
      Browser.signIn(page, product, Guinea.HOST, email);
      var session =
          window.cookies().stream()
              .map(cookie -> cookie.name + "=" + cookie.value)
              .collect(Collectors.joining("; "));
      for (var source : sources().entrySet()) {
        tryAddresses(session, source.getKey(), parameters(source.getValue()));
      }
    }
    assertThat(PROBLEMS).isEmpty();
  }

  private static Set<String> parameters(Path source) throws IOException {
    var names = new TreeSet<>(List.of("id"));
    var found = PARAMETER.matcher(Files.readString(source));
    while (found.find()) {
      names.add(found.group(1) == null ? found.group(2) : found.group(1));
    }
    return names;
  }

  private static void tryAddresses(String session, String path, Set<String> names) {
    var turn = Math.floorMod(path.hashCode(), SHARE_OF_ADDRESSES);
    for (var name : names) {
      var tries = new ArrayList<>(WORST.subList(0, WORST.size() - 1));
      tries.add("9".repeat(30));
      for (var at = turn++ % SHARE_OF_ADDRESSES; at < strings.size(); at += SHARE_OF_ADDRESSES) {
        tries.add(strings.get(at));
      }
      tries.stream()
          .map(
              string -> path + "?" + name + "=" + URLEncoder.encode(string, StandardCharsets.UTF_8))
          .map(address -> ask(session, address))
          .toList()
          .forEach(CompletableFuture::join);
    }
  }

  private static CompletableFuture<Void> ask(String session, String address) {
    var request =
        HttpRequest.newBuilder(URI.create(product.page(Guinea.HOST, address)))
            .header("Cookie", session)
            .build();
    return HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .thenAccept(
            answer -> {
              if (answer.statusCode() >= 500
                  || answer.uri().getPath().equals("/error/500.xhtml")
                  || answer.body().contains("<i id=pwned>")
                  || answer.body().contains("Exception")) {
                PROBLEMS.add(address + " → " + answer.statusCode());
              }
            });
  }

  @Test
  void what_was_stored_is_shown_and_does_not_run() throws IOException {
    PROBLEMS.clear();
    guinea.client().ask("PATCH", "/campaigns/" + guinea.campaign(), name());
    guinea.reseller().ask("PATCH", "/tenants/" + guinea.client().tenantId(), name());
    try (var window = Browser.unprotected()) {
      var page = window.newPage();
      listen(page);
      Browser.signIn(page, product, Guinea.HOST, Guinea.CLIENT);
      for (var path : pages()) {
        page.navigate(product.page(Guinea.HOST, path));
        if (page.locator("#pwned").count() > 0) {
          PROBLEMS.add(path + " shows markup that was typed");
        }
        var over =
            (Integer)
                page.evaluate(
                    "document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (over > 0) {
          PROBLEMS.add(path + " is " + over + " pixels too wide");
        }
      }
    }
    assertThat(PROBLEMS).isEmpty();
  }

  private static String name() {
    return new com.google.gson.Gson()
        .toJson(Map.of("name", "<img src=x id=pwned onerror=alert(1)>" + "W".repeat(70)));
  }
}
